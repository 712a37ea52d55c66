/** Tests. */
@NullMarked
package io.groat.infra.drill.hold;

import org.jspecify.annotations.NullMarked;
