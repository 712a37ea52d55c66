/** Tests. */
@NullMarked
package io.groat.infra.drill.history;

import org.jspecify.annotations.NullMarked;
