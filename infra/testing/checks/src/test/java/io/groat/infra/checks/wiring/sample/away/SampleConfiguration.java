package io.groat.infra.checks.wiring.sample.away;

import io.groat.infra.checks.wiring.sample.home.Seen;

/** Makes what is at home elsewhere. */
final class SampleConfiguration {

    Object own() {
        return new Made();
    }

    Seen others() {
        return new Seen();
    }

    private static final class Made {}
}
