package io.groat.fraud.bench;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.Models;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What a model of 500 trees with 31 leaves costs: a score, one that has to walk its trees, one with its reasons, a decision
 * of it and the rules, its file. A measurement, no test; no build runs it:
 *
 * <pre>
 * ./mvnw -q -pl fraud-scorer -am test -Dtest=ModelBench -Dsurefire.failIfNoSpecifiedTests=false -Dunit.test.jvm=
 * </pre>
 */
class ModelBench {

    private static final int ROWS = 4_096;
    /** What the processor was at it: who else runs on the machine does not matter. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);

    @Test
    void measure() {
        Model model = Models.random(1, FeatureNames.COUNT, 500, 31, false);
        Features[] payments = new Features[ROWS];
        for (int i = 0; i < ROWS; i++) {
            payments[i] = Features.blank();
            for (int place = 0; place < FeatureNames.COUNT; place++) {
                payments[i].set(place, random.nextInt(4) == 0 ? 0 : random.nextGaussian());
            }
        }
        double sum = 0;
        for (int round = 0; round < 5; round++) {
            sum += report("score", 50_000, payments, model::probability);
        }
        Model walked = Models.random(1, FeatureNames.COUNT, 500, 31, true);
        for (int round = 0; round < 3; round++) {
            sum += report("walked", 50_000, payments, walked::probability);
        }
        for (int round = 0; round < 3; round++) {
            sum += report(
                    "with reasons",
                    2_000,
                    payments,
                    payment -> model.judge(payment).score());
        }
        RuleSet rules = rules();
        for (int round = 0; round < 3; round++) {
            sum += report(
                    "with rules",
                    2_000,
                    payments,
                    payment -> Policy.MAX
                            .combine(rules.judge(payment), model.judge(payment))
                            .score());
        }
        byte[] file = ModelFile.bytes(model);
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            sum += ModelFile.of(file).expectedMargin();
            System.out.printf("read        %,d bytes in %.0f ms%n", file.length, (System.nanoTime() - begin) / 1e6);
        }
        System.out.println("(" + sum + ")");
    }

    /** Those that a new system has. */
    private static RuleSet rules() {
        try (InputStream in = Objects.requireNonNull(ModelBench.class.getResourceAsStream("/rules.yaml"))) {
            return RuleSet.parse(1, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double report(String what, int many, Features[] payments, ToDoubleFunction<Features> work) {
        long[] nanos = new long[many];
        double sum = 0;
        for (int i = 0; i < many; i++) {
            Features payment = payments[i % ROWS];
            long begin = THREADS.getCurrentThreadCpuTime();
            sum += work.applyAsDouble(payment);
            nanos[i] = THREADS.getCurrentThreadCpuTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-12s p50 %.1f µs, p99 %.1f µs, p99.9 %.1f µs%n",
                what, nanos[many / 2] / 1e3, nanos[many * 99 / 100] / 1e3, nanos[many * 999 / 1000] / 1e3);
        return sum;
    }
}
