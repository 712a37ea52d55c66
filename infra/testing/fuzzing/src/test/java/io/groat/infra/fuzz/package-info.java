@NullMarked
package io.groat.infra.fuzz;

import org.jspecify.annotations.NullMarked;
