package io.groat.infra.launcher.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Where the launcher speaks: whole lines, from any thread, and a last line that can be rewritten on a real terminal. */
public final class Terminal {
    private final PrintWriter out;
    private final boolean interactive;
    private boolean lineOpen;

    public Terminal(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** Standard output; the scripts say by the system property {@code groat.terminal} whether a person sits at it. */
    public static Terminal standard() {
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8), Boolean.getBoolean("groat.terminal"));
    }

    /** Prints a line. */
    public synchronized void say(String line) {
        closeLine();
        out.println(line);
        out.flush();
    }

    /** Rewrites the last line where that can be done; elsewhere prints nothing. */
    public synchronized void rewrite(String line) {
        if (interactive) {
            out.print("\r\u001b[2K" + line);
            out.flush();
            lineOpen = true;
        }
    }

    public boolean interactive() {
        return interactive;
    }

    private void closeLine() {
        if (lineOpen) {
            out.print("\r\u001b[2K");
            lineOpen = false;
        }
    }

    /** Such as {@code 2.1 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
