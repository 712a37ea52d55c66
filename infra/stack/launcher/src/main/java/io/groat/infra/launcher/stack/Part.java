package io.groat.infra.launcher.stack;

import io.groat.infra.server.ServerProgram;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One part of the stack.
 *
 * @param kind such as {@code mysql} or {@code service}
 * @param program how it runs
 * @param otherPorts ports it listens on beside the one for clients, with what they are for
 * @param needs names of the parts that must be up before it starts
 * @param afterStart what remains to be done once it answers
 * @param niceness how far it leaves processors to the others when all want them, see nice(1); 0: not at all
 * @param url where to look at it; empty for servers that speak no HTTP
 */
public record Part(
        String kind,
        ServerProgram program,
        Map<Integer, String> otherPorts,
        Set<String> needs,
        Runnable afterStart,
        int niceness,
        String url) {
    static final String SERVICE = "service";

    String name() {
        return program.name();
    }

    int port() {
        return program.port();
    }

    boolean isService() {
        return SERVICE.equals(kind);
    }

    /** All ports it listens on. */
    public List<Integer> ports() {
        return Stream.concat(Stream.of(port()), otherPorts.keySet().stream().sorted())
                .toList();
    }
}
