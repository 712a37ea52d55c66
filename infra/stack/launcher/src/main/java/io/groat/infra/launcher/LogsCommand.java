package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.process.LogTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of one part. */
@Command(name = "logs", description = "Shows the end of a part's log.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final long INTERVAL_MILLIS = 200;

    private final LocalStack stack;
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "A part, named as in infra/status.")
    private String name = "";

    @Option(names = "-n", paramLabel = "N", description = "How many lines, 100 by default.", defaultValue = "100")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    LogsCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        stack.part(name);
        Path log = stack.workspace().log(name);
        if (!Files.isRegularFile(log)) {
            throw new LauncherException(name + " has no log yet: it was never started here.");
        }
        long end = Files.size(log);
        LogTail.lastLines(log, lines).forEach(terminal::say);
        while (follow) {
            end = copyFrom(log, end);
            Thread.sleep(INTERVAL_MILLIS);
        }
        return 0;
    }

    private static long copyFrom(Path log, long from) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long size = file.length();
            if (size < from) {
                return 0; // the log was begun anew
            }
            var bytes = new byte[(int) Math.min(size - from, 1 << 20)];
            file.seek(from);
            file.readFully(bytes);
            System.out.print(new String(bytes, StandardCharsets.UTF_8));
            System.out.flush();
            return from + bytes.length;
        }
    }
}
