/** Calls for tests: what happens next, what fails, and all that is known. */
@NullMarked
package io.groat.sandbox.control;

import org.jspecify.annotations.NullMarked;
