/** JSON, read and written. */
@NullMarked
package io.groat.sandbox.json;

import org.jspecify.annotations.NullMarked;
