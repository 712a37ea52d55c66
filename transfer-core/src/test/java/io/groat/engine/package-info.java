/** The engine on real servers. */
@NullMarked
package io.groat.engine;

import org.jspecify.annotations.NullMarked;
