@NullMarked
package io.groat.infra.drill.fuzz;

import org.jspecify.annotations.NullMarked;
