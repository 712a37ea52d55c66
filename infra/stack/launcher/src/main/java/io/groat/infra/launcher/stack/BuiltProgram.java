package io.groat.infra.launcher.stack;

import io.groat.infra.server.ServerProgram;
import java.nio.file.Path;
import java.util.Map;

/** A program of this repository, which runs from the jar that the build made of it. */
interface BuiltProgram extends ServerProgram {
    /** As the build made it, with everything that it needs. */
    Path jar();

    /** What is added to this process's own environment. */
    Map<String, String> environment();
}
