/** What the sandbox knows, in memory and in a journal that survives a kill. */
@NullMarked
package io.groat.sandbox.book;

import org.jspecify.annotations.NullMarked;
