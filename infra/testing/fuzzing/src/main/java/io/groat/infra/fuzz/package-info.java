/**
 * Requests that no client should send, to every call of every service: by chance, but the same for the same seed. What is
 * wrong with an answer is a {@link io.groat.infra.fuzz.Finding}.
 */
@NullMarked
package io.groat.infra.fuzz;

import org.jspecify.annotations.NullMarked;
