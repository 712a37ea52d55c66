package io.groat.infra.launcher.stack;

/** The stack has no part of this name; the message lists those it has. */
public final class UnknownPart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownPart(String name, Iterable<String> known) {
        super("No part is named " + name + ". The parts: " + String.join(", ", known));
    }
}
