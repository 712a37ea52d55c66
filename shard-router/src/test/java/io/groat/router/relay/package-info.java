/** The relay on real servers. */
@NullMarked
package io.groat.router.relay;

import org.jspecify.annotations.NullMarked;
