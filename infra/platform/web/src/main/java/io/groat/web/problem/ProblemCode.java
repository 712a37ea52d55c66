package io.groat.web.problem;

import java.util.Locale;

/** What kind of problem it is: one of the API's stable codes. Each service has enums of its own beside {@link WebProblem}. */
public interface ProblemCode {

    /** The code, such as {@code NOT_FOUND}. */
    String name();

    /** The HTTP status that goes with it. */
    int status();

    /** The broken rule in a sentence without its end, the same for every occurrence. */
    String title();

    /** The URI that stands for the kind; see {@link #typeOf}. */
    String type();

    static String typeOf(String name) {
        return "urn:groat:problem:" + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
