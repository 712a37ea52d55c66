/** What was done to users' credentials and sessions, for the audit log. */
@NullMarked
package io.groat.router.auth.trail;

import org.jspecify.annotations.NullMarked;
