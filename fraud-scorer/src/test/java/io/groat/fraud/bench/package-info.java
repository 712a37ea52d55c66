/** Measures; no tests. */
@NullMarked
package io.groat.fraud.bench;

import org.jspecify.annotations.NullMarked;
