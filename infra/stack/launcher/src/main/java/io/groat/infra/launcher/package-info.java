/**
 * The local stack: starts the real servers and the services of this repository on one machine, watches them, and stops
 * them.
 *
 * <p>What runs is known from files in {@code .groat/run}, one a part, which name the very process; so any later command
 * can tell what a killed launcher left behind, and clean up.
 */
@NullMarked
package io.groat.infra.launcher;

import org.jspecify.annotations.NullMarked;
