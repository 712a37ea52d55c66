package io.groat.infra.training.train;

import java.util.List;

/** Features that may only raise a score as they grow: sense demands it, and few payments with chance labels do not. */
final class Monotone {

    private static final List<String> RAISES =
            List.of("payer.frauds", "payee.frauds", "payee.fraudShare", "payee.ordinaryFrauds");

    private Monotone() {}

    /** 1 when it may only raise the score, 0 when it may do anything. */
    static int of(String feature) {
        return RAISES.stream().anyMatch(feature::startsWith) ? 1 : 0;
    }
}
