/** How much is let in at once: as much as ends in time, and no more. */
@NullMarked
package io.groat.router.admission;

import org.jspecify.annotations.NullMarked;
