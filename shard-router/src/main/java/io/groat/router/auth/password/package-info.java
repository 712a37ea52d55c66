/** Passwords: what may be one, and how they are hashed without slowing anything else down. */
@NullMarked
package io.groat.router.auth.password;

import org.jspecify.annotations.NullMarked;
