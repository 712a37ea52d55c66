package io.groat.infra.training.history;

import io.groat.infra.launcher.console.LauncherException;
import java.util.ArrayList;
import java.util.List;

/** What becomes of rows that can't be used: either the first one ends it, or they are left out, counted and named. */
public final class BadRows {

    private static final int NAMED = 20;

    private final boolean skip;
    private final List<String> first = new ArrayList<>();
    private long count;

    /** @param skip whether to go on without them */
    public BadRows(boolean skip) {
        this.skip = skip;
    }

    /** @throws LauncherException when the first one ends it */
    void found(long line, String what) {
        if (!skip) {
            throw new LauncherException("line " + line + ": " + what + " (--bad-rows skip leaves such rows out)");
        }
        count++;
        if (first.size() < NAMED) {
            first.add("line " + line + ": " + what);
        }
    }

    public long count() {
        return count;
    }

    /** The first ones, each as its line and what is wrong. */
    public List<String> first() {
        return List.copyOf(first);
    }
}
