/** The API's problem codes, pinned. */
@NullMarked
package io.groat.refusal;

import org.jspecify.annotations.NullMarked;
