/** From payment events to scores: two steps, each with state of its own. */
@NullMarked
package io.groat.fraud.pipeline;

import org.jspecify.annotations.NullMarked;
