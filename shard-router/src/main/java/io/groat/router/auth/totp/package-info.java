/** Second factors that a user enrols: authenticator apps, and recovery codes for the day one is lost. */
@NullMarked
package io.groat.router.auth.totp;

import org.jspecify.annotations.NullMarked;
