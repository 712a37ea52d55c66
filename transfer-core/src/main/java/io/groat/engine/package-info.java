/** The engine as a whole: what the HTTP layer calls. */
@NullMarked
package io.groat.engine;

import org.jspecify.annotations.NullMarked;
