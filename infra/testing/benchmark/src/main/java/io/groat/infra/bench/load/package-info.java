/** Load and its measure: who moves money between whom, how fast, and what it cost. */
@NullMarked
package io.groat.infra.bench.load;

import org.jspecify.annotations.NullMarked;
