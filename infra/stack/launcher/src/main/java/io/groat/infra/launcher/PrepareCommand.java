package io.groat.infra.launcher;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.mysql.MySqlServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Makes what every later start uses: unpacked servers and services, an empty database, Java's class archives. The scripts
 * run it after each build. What cannot be made costs later starts their time and nothing else.
 */
@Command(
        name = "prepare",
        description = "Makes in advance what lets the parts start quickly.",
        mixinStandardHelpOptions = true,
        hidden = true)
final class PrepareCommand implements Callable<Integer> {
    private final LocalStack stack;
    private final Workspace workspace;
    private final Terminal terminal;

    PrepareCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Runnable> all = Stream.concat(
                        Stream.of(this::prepareMySql),
                        stack.plan().parts().stream().map(part -> (Runnable) () -> train(part.program())))
                .toList();
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
        try {
            for (Future<?> done : all.stream().map(threads::submit).toList()) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
        return 0;
    }

    private void prepareMySql() {
        try {
            MySqlServer.requireInstallation(workspace.cache());
        } catch (ServerException e) {
            // The start says it again, to somebody who can do something about it.
            terminal.say("  mysql not prepared: " + e.getMessage());
        }
    }

    private void train(ServerProgram program) {
        long begin = System.nanoTime();
        try {
            if (program.train()) {
                terminal.say(String.format(
                        "  %-16s starts trained in %6s",
                        program.name(), Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin))));
            }
        } catch (IOException | RuntimeException e) {
            terminal.say(
                    "  " + program.name() + " will start more slowly, since its training failed: " + e.getMessage());
        }
    }
}
