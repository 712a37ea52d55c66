package io.groat.web.document;

import io.groat.web.http.Content;
import io.groat.web.http.Description;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The problems that a call may answer: its own, and those that follow from what it takes and who may make it. */
public final class RouteProblems {

    private static final List<ProblemCode> OF_ANY_SERVICE = List.of(WebProblem.values());

    private RouteProblems() {}

    /** By status, each once. */
    public static Map<Integer, List<ProblemCode>> of(Route route) {
        Description about = route.description();
        Set<ProblemCode> all = new LinkedHashSet<>();
        // A token that is sent has to be good wherever it is sent, and no parameter may come twice anywhere.
        all.addAll(List.of(
                WebProblem.UNAUTHENTICATED,
                WebProblem.RATE_LIMITED,
                WebProblem.INVALID_FIELD,
                WebProblem.TOKEN_CHECK_UNAVAILABLE,
                WebProblem.INTERNAL_ERROR));
        if (!route.access().isPublic()) {
            all.add(WebProblem.FORBIDDEN);
        }
        Content takes = about.takes();
        if (takes != null) {
            addOfBody(all, takes);
        }
        if (about.strictQuery()) {
            all.add(WebProblem.UNKNOWN_FIELD);
        }
        if (about.queries().contains(Query.CURSOR)) {
            all.add(WebProblem.INVALID_CURSOR);
        }
        if (about.gives().stream().anyMatch(outcome -> outcome.contents().size() > 1)) {
            all.add(WebProblem.NOT_ACCEPTABLE);
        }
        all.addAll(about.refuses());
        Map<Integer, List<ProblemCode>> byStatus = new TreeMap<>();
        all.stream()
                .sorted(Comparator.comparingInt(RouteProblems::place))
                .forEach(code -> byStatus.computeIfAbsent(code.status(), status -> new ArrayList<>())
                        .add(code));
        return byStatus;
    }

    /** Those of any service in their order, then the call's own in theirs. */
    private static int place(ProblemCode code) {
        int place = OF_ANY_SERVICE.indexOf(code);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static void addOfBody(Set<ProblemCode> all, Content takes) {
        all.add(WebProblem.UNSUPPORTED_MEDIA_TYPE);
        if (takes.form() == Content.Form.LINES) {
            return;
        }
        all.add(WebProblem.BODY_TOO_LARGE);
        all.add(WebProblem.BODY_TOO_SLOW);
        if (takes.form() == Content.Form.FIELDS || takes.form() == Content.Form.TEXT) {
            return;
        }
        all.add(WebProblem.MALFORMED_JSON);
        Class<?> of = takes.of();
        if (takes.form() == Content.Form.OBJECT && of != null) {
            all.add(WebProblem.UNKNOWN_FIELD);
            all.add(WebProblem.MISSING_FIELD);
            if (Shape.of(of).hasAmount()) {
                all.add(WebProblem.INVALID_AMOUNT);
            }
        }
    }
}
