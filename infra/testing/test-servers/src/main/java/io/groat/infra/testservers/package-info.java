/**
 * The one place from which every module's tests get real servers. {@code -Dservers=child}, the default, runs them as
 * child processes; {@code -Dservers=docker} in containers.
 */
@NullMarked
package io.groat.infra.testservers;

import org.jspecify.annotations.NullMarked;
