/** The comparison of what clients were told with the books, the API and the events. */
@NullMarked
package io.groat.infra.drill.proof;

import org.jspecify.annotations.NullMarked;
