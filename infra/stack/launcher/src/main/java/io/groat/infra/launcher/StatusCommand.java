package io.groat.infra.launcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.PartStatus;
import io.groat.infra.launcher.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows how each part is. */
@Command(
        name = "status",
        description = "Shows each part's state, process, port, uptime and memory. Exits with 0 if all are up.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final LocalStack stack;
    private final Terminal terminal;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    StatusCommand(Workspace workspace, Terminal terminal) {
        this.stack = new LocalStack(workspace, terminal);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<PartStatus> parts = look();
        if (json) {
            terminal.say(JSON.writeValueAsString(Map.of("parts", parts)));
        } else {
            terminal.say(PartStatus.heading());
            parts.forEach(part -> terminal.say(part.line()));
        }
        return parts.stream().allMatch(PartStatus::up) ? 0 : 1;
    }

    /** All at once: one that is paused lets its asker wait. */
    private List<PartStatus> look() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<PartStatus>> looks = stack.plan().parts().stream()
                    .map(part -> CompletableFuture.supplyAsync(() -> PartStatus.of(part, stack.runFolder()), threads))
                    .toList();
            return looks.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }
}
