package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawAnswer;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with an answer. Good answers and documented refusals are all right, nothing else is. */
public final class Judge {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REFUSED = 400;
    private static final int BROKEN = 500;
    private static final Pattern LEAK = Pattern.compile(
            "\\bat [a-z]+(\\.[A-Za-z0-9_$]+)+\\(|[a-z]+\\.[A-Za-z.]*(Exception|Error)\\b|\\bSQLSTATE\\b");

    private final Set<String> codes;

    /** @param codes of problems that are documented */
    public Judge(Set<String> codes) {
        this.codes = Set.copyOf(codes);
    }

    /** Null when nothing is. */
    public @Nullable String wrong(FuzzRequest shot, RawAnswer answer) {
        if (answer.status() >= BROKEN) {
            return answer.status() + " " + OddBody.brief(answer.text());
        }
        if (answer.status() < REFUSED) {
            return LEAK.matcher(answer.text()).find() && answer.isOf("application/json")
                    ? "an answer that shows code: " + answer.text()
                    : null;
        }
        return shot.request().method().equals("HEAD") ? null : wrongProblem(answer);
    }

    private @Nullable String wrongProblem(RawAnswer answer) {
        if (!answer.isOf("application/problem+json")) {
            return answer.status() + " is no problem document but \"" + answer.header("content-type") + "\": "
                    + OddBody.brief(answer.text());
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(answer.text());
        } catch (JacksonException broken) {
            return answer.status() + " with a problem that is no JSON: " + OddBody.brief(answer.text());
        }
        if (problem.path("status").asInt(0) != answer.status()) {
            return answer.status() + " with a problem of another status: " + problem;
        }
        if (!codes.contains(problem.path("code").asString(""))) {
            return answer.status() + " with a code that is not documented: " + problem;
        }
        if (problem.path("title").asString("").isEmpty()
                || problem.path("type").asString("").isEmpty()) {
            return answer.status() + " with a problem without its title or type: " + problem;
        }
        return LEAK.matcher(problem.path("detail").asString("")).find()
                ? answer.status() + " with a problem that shows code: " + problem
                : null;
    }
}
