/** Who calls, and who may call what. */
@NullMarked
package io.groat.web.access;

import org.jspecify.annotations.NullMarked;
