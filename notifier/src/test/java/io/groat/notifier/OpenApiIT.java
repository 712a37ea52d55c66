package io.groat.notifier;

import org.junit.jupiter.api.Test;

class OpenApiIT {

    @Test
    void describesEveryCallWhole() {
        RunningNotifier.shared().contract().check();
    }
}
