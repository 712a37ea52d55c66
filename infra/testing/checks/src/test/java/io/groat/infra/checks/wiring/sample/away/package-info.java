/** Types for the tests of the rules. */
@NullMarked
package io.groat.infra.checks.wiring.sample.away;

import org.jspecify.annotations.NullMarked;
