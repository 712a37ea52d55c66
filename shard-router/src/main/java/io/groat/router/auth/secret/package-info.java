/** Secrets from the environment, and keys made of them. */
@NullMarked
package io.groat.router.auth.secret;

import org.jspecify.annotations.NullMarked;
