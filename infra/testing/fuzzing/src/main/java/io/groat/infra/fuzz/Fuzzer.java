package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends requests to one service, one after the other, and gathers what is wrong with its answers. */
public final class Fuzzer {

    private final String service;
    private final Generator generator;
    private final Judge judge;
    private final Watch watch;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** What else a request may do wrong than what its answer says. */
    @FunctionalInterface
    public interface Watch {

        /** Sees nothing. */
        Watch NONE = (shot, answer) -> null;

        /** What an answered request has done wrong; null for nothing. */
        @Nullable
        String wrong(FuzzRequest shot, RawAnswer answer) throws IOException;

        /** Both. */
        default Watch and(Watch other) {
            return (shot, answer) -> {
                String wrong = wrong(shot, answer);
                return wrong == null ? other.wrong(shot, answer) : wrong;
            };
        }
    }

    public Fuzzer(String service, Generator generator, Judge judge, Watch watch) {
        this.service = service;
        this.generator = generator;
        this.judge = judge;
        this.watch = watch;
    }

    /**
     * Sends requests.
     *
     * @param first the first one's number
     * @param goOn asked before each
     */
    public void run(RawHttp http, int first, int count, BooleanSupplier goOn) {
        for (int number = first; number < first + count && goOn.getAsBoolean(); number++) {
            FuzzRequest shot = generator.shot(number);
            String wrong;
            try {
                RawAnswer answer = http.send(shot.request());
                statuses.merge(answer.status(), 1, Integer::sum);
                String inAnswer = judge.wrong(shot, answer);
                wrong = inAnswer == null ? watch.wrong(shot, answer) : inAnswer;
            } catch (IOException unanswered) {
                statuses.merge(0, 1, Integer::sum);
                wrong = "no answer: " + unanswered.getMessage() + before(number);
            }
            if (wrong != null) {
                findings.add(new Finding(service, shot, wrong));
            }
        }
    }

    /** What may have left a connection that is kept in a state that this request suffers from. */
    private String before(int number) {
        return number == 0 ? "" : "; the one before was " + generator.shot(number - 1);
    }

    /** How many answers there were of each status; 0 for none. */
    public Map<Integer, Integer> statuses() {
        return statuses;
    }

    public List<Finding> findings() {
        return findings;
    }
}
