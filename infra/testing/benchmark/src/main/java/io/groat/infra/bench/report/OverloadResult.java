package io.groat.infra.bench.report;

import java.util.Map;

/**
 * What more load than can be carried comes to. A caller that is refused waits as long as it is told.
 *
 * @param usual 64 callers, closed loop
 * @param many 512 callers, closed loop
 * @param flood an open loop at twice the usual rate
 * @param before an open loop at a quarter of the usual rate, before the flood
 * @param after the same, ten seconds after the flood
 */
public record OverloadResult(Load usual, Load many, Load flood, Load before, Load after) {
    /**
     * One of them.
     *
     * @param perSecond accepted transfers: those answered with 201 or 202
     * @param p50Ms of accepted ones
     * @param p99Ms of accepted ones
     * @param answers by status of HTTP; 0 for none
     */
    public record Load(double perSecond, double p50Ms, double p99Ms, Map<Integer, Long> answers) {
        /** Neither accepted nor told to come later. */
        long others() {
            return answers.entrySet().stream()
                    .filter(answer -> answer.getKey() != 201
                            && answer.getKey() != 202
                            && answer.getKey() != 429
                            && answer.getKey() != 503)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Answers to many and to the flood that nobody should get. */
    public long others() {
        return many.others() + flood.others();
    }
}
