/** Contracts of the events that leave Groat; the only package other services use. */
@NullMarked
package io.groat.event;

import org.jspecify.annotations.NullMarked;
