/** What is taken away from a stack, when, and how it comes back. */
@NullMarked
package io.groat.infra.drill.fault;

import org.jspecify.annotations.NullMarked;
