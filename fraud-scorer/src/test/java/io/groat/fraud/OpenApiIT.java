package io.groat.fraud;

import org.junit.jupiter.api.Test;

class OpenApiIT {

    @Test
    void describesEveryCallWhole() {
        RunningScorer.shared().contract().check();
    }
}
