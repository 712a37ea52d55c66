/** The clients of a drill: patient, and unkind on purpose. */
@NullMarked
package io.groat.infra.drill.load;

import org.jspecify.annotations.NullMarked;
