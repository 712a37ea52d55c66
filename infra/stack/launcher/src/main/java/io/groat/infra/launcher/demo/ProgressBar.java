package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.Terminal;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows how far a long step is: a bar on a real terminal, a line at each tenth elsewhere. */
final class ProgressBar {
    private static final int CELLS = 40;
    private static final int PLAIN_STEPS = 10;

    private final Terminal terminal;
    private final String what;
    private final int total;
    private final long begin = System.nanoTime();
    private final AtomicInteger done = new AtomicInteger();

    ProgressBar(Terminal terminal, String what, int total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    void advance() {
        int now = done.incrementAndGet();
        if (terminal.interactive()) {
            if (now % Math.max(1, total / 200) == 0) {
                terminal.rewrite(line(now));
            }
        } else if (now * PLAIN_STEPS / total != (now - 1) * PLAIN_STEPS / total) {
            terminal.say(plainLine(now));
        }
    }

    private String line(int now) {
        int filled = (int) ((long) now * CELLS / total);
        return "  " + what + " [" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] " + now + "/" + total
                + rate(now);
    }

    private String plainLine(int now) {
        return "  " + what + " " + now + "/" + total + rate(now);
    }

    private String rate(int now) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return seconds > 0.2 ? String.format("  %,.0f/s", now / seconds) : "";
    }
}
