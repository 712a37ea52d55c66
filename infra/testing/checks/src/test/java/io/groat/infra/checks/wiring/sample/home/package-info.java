/** Types for the tests of the rules. */
@NullMarked
package io.groat.infra.checks.wiring.sample.home;

import org.jspecify.annotations.NullMarked;
