/** Scores: how they come about, where they are kept, how they are asked for. */
@NullMarked
package io.groat.fraud.score;

import org.jspecify.annotations.NullMarked;
