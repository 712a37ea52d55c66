/** Tests. */
@NullMarked
package io.groat.infra.drill.proof;

import org.jspecify.annotations.NullMarked;
