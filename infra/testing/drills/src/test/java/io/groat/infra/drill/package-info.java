/** Tests. */
@NullMarked
package io.groat.infra.drill;

import org.jspecify.annotations.NullMarked;
