/** Tests. */
@NullMarked
package io.groat.infra.drill.load;

import org.jspecify.annotations.NullMarked;
