package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Payers;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.router.Answer;
import io.groat.infra.bench.router.HttpSender;
import io.groat.infra.bench.stack.WholeStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Callers who may be refused: what they were answered is counted, and those who are told to come later do. */
final class OverloadPayers implements Payers {
    private static final String HOST = "127.0.0.1";

    private final WholeStack stack;
    private final boolean patient;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    /** @param patient whether a caller who is refused waits as it is told before its next transfer */
    OverloadPayers(WholeStack stack, boolean patient) {
        this.stack = stack;
        this.patient = patient;
    }

    /** How often each status was answered; 0 is none. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    @Override
    public Mode mode() {
        return Mode.OVERLOAD;
    }

    @Override
    public Sender open(int inFlight) {
        return new HttpSender(HOST, stack.routerPort(), stack.authorization(), inFlight, this::answered);
    }

    void answered(Answer answer, Ending ending) {
        answers.computeIfAbsent(answer.status(), unseen -> new LongAdder()).increment();
        if (answer.status() == Answer.CREATED || answer.status() == Answer.ACCEPTED) {
            ending.ended(null);
        } else if (patient && answer.isBusy()) {
            CompletableFuture.delayedExecutor(answer.pauseSeconds(), TimeUnit.SECONDS)
                    .execute(() -> ending.ended("refused"));
        } else {
            ending.ended("answered with " + answer.status());
        }
    }

    @Override
    public Map<String, List<Long>> parts() {
        return stack.parts();
    }
}
