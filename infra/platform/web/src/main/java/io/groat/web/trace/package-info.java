/** The trace that a request belongs to: from its header into problems, logs and all that it causes. */
@NullMarked
package io.groat.web.trace;

import org.jspecify.annotations.NullMarked;
