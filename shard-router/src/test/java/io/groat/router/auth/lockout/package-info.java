@NullMarked
package io.groat.router.auth.lockout;

import org.jspecify.annotations.NullMarked;
