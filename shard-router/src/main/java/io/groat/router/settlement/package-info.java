/** Settlement files: how they are read and taken, and the calls about what became of them. */
@NullMarked
package io.groat.router.settlement;

import org.jspecify.annotations.NullMarked;
