@NullMarked
package io.groat.router.auth.otp;

import org.jspecify.annotations.NullMarked;
