/** Challenges: a question that was put to somebody, the code that answers it, and how often it may be tried. */
@NullMarked
package io.groat.router.auth.otp;

import org.jspecify.annotations.NullMarked;
