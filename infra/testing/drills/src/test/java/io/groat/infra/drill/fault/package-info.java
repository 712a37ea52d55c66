/** Tests. */
@NullMarked
package io.groat.infra.drill.fault;

import org.jspecify.annotations.NullMarked;
