/** Messages to users: codes and warnings. One way out. */
@NullMarked
package io.groat.router.auth.message;

import org.jspecify.annotations.NullMarked;
