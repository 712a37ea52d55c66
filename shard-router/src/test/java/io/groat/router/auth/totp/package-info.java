@NullMarked
package io.groat.router.auth.totp;

import org.jspecify.annotations.NullMarked;
