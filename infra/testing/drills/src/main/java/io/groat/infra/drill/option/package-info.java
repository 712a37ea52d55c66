/** What the tools that work on a stack can be told alike. */
@NullMarked
package io.groat.infra.drill.option;

import org.jspecify.annotations.NullMarked;
