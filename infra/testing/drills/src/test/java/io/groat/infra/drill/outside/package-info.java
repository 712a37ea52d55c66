/** Tests. */
@NullMarked
package io.groat.infra.drill.outside;

import org.jspecify.annotations.NullMarked;
