/** What the clients of a drill asked for and were told. */
@NullMarked
package io.groat.infra.drill.history;

import org.jspecify.annotations.NullMarked;
