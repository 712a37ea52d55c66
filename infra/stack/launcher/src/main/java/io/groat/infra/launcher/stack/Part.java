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

    /**
     * The niceness of those who follow payments, and of Cassandra, which serves them alone: when processors are short, a
     * payment comes first. They get a fourteenth of what each part of the payments' path gets, and what that leaves; they need
     * less the further they are behind, for what waits is taken together.
     */
    static final int FOLLOWS = 12;

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
