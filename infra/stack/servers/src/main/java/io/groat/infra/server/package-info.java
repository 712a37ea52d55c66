/**
 * The real servers of the local stack and of the tests, run as child processes from artifacts of the Maven repository.
 *
 * <p>A {@link io.groat.infra.server.ServerProgram} knows one kind of server: how to prepare its data folder, its
 * command line, and when it answers. A {@link io.groat.infra.server.process.ChildServer} runs any of them: start, stop, kill,
 * pause, resume, start again on the same data and port.
 */
@NullMarked
package io.groat.infra.server;

import org.jspecify.annotations.NullMarked;
