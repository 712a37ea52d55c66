package io.groat.infra.drill;

import io.groat.infra.drill.fuzz.FuzzCommand;
import java.util.Arrays;

/** The entry point of what works on a whole stack: {@code drill}, {@code fuzz}. */
public final class Tool {

    private Tool() {}

    /** @param arguments the tool's name, then its own arguments */
    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (name) {
            case "drill" -> DrillCommand.main(rest);
            case "fuzz" -> FuzzCommand.main(rest);
            default -> {
                System.err.println("The tools are drill and fuzz");
                System.exit(2);
            }
        }
    }
}
