package io.groat.infra.launcher;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each over the same workspace and terminal. */
final class Commands implements IFactory {
    private final Workspace workspace;
    private final Terminal terminal;

    Commands(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 2 && constructor.getParameterTypes()[0] == Workspace.class) {
                return type.cast(constructor.newInstance(workspace, terminal));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
