package io.groat.notifier.template;

import io.groat.notifier.http.NotifierProblem;
import io.groat.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The variables that a request gives for a template, judged: what is taken here can be put into words by every channel. */
public final class Variables {

    /** Characters of all of them, as a request has them. */
    public static final int MOST = 8_000;

    private static final String AMOUNT = "amount";
    private static final String MINOR = "amountMinor";
    private static final String CURRENCY = "currency";
    /** Minor units from 0 on, in no more digits than 2^63-1 has. */
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,18}");

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    private Variables() {}

    /**
     * The variables, all that the template needs among them. An {@code amount} is made of {@code amountMinor}, a whole
     * number up to 2^63-1, and {@code currency}, where it is not given.
     *
     * @param given the request's, null when it has none; those whose value is blank are not there
     * @throws ProblemException INVALID_VARIABLE when one is wrong, else MISSING_VARIABLE; it names all that are wrong and all
     *     that are not there
     */
    public static Map<String, String> read(@Nullable Map<String, String> given, MessageTemplate template) {
        Map<String, String> variables = given == null
                ? Map.of()
                : given.entrySet().stream()
                        .filter(one -> !one.getValue().isBlank())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> wrong = wrong(variables);
        Set<String> missing = missing(template, variables);
        if (!wrong.isEmpty() || !missing.isEmpty()) {
            throw refused(template, wrong, missing);
        }
        return variables;
    }

    private static Set<String> wrong(Map<String, String> variables) {
        Set<String> wrong = new TreeSet<>();
        String minor = variables.get(MINOR);
        if (minor != null && !isMinor(minor)) {
            wrong.add(MINOR);
        }
        String currency = variables.get(CURRENCY);
        if (currency != null && !CODE.matcher(currency).matches()) {
            wrong.add(CURRENCY);
        }
        return wrong;
    }

    private static Set<String> missing(MessageTemplate template, Map<String, String> variables) {
        Set<String> missing = new TreeSet<>(template.needed());
        missing.removeAll(variables.keySet());
        if (missing.remove(AMOUNT)) {
            missing.add(MINOR);
            missing.add(CURRENCY);
            missing.removeAll(variables.keySet());
        }
        return missing;
    }

    private static boolean isMinor(String text) {
        return WHOLE.matcher(text).matches() && Long.parseUnsignedLong(text) >= 0;
    }

    private static ProblemException refused(MessageTemplate template, Set<String> wrong, Set<String> missing) {
        List<String> faults = new ArrayList<>();
        if (!wrong.isEmpty()) {
            faults.add("no value of their kind: " + String.join(", ", wrong));
        }
        if (!missing.isEmpty()) {
            faults.add("not there: " + String.join(", ", missing));
        }
        boolean isWrong = !wrong.isEmpty();
        return new ProblemException(
                isWrong ? NotifierProblem.INVALID_VARIABLE : NotifierProblem.MISSING_VARIABLE,
                "variables." + (isWrong ? wrong : missing).iterator().next(),
                "Of what \"" + template.name() + "\" needs these are " + String.join("; these are ", faults));
    }
}
