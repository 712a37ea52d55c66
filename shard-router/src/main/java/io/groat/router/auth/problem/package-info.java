/** Why somebody is not let in. */
@NullMarked
package io.groat.router.auth.problem;

import org.jspecify.annotations.NullMarked;
