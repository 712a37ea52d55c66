/** The rows of the book: one kind for what both providers have, whatever they call it. */
@NullMarked
package io.groat.sandbox.model;

import org.jspecify.annotations.NullMarked;
