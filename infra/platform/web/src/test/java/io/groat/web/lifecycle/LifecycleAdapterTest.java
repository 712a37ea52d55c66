package io.groat.web.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class LifecycleAdapterTest {

    private final List<String> happened = new ArrayList<>();
    private final Sinks.Empty<Void> end = Sinks.empty();

    @Test
    void theServiceWaitsForTheEnd() {
        SmartLifecycle adapter = LifecycleAdapter.of(() -> happened.add("start"), end::asMono);
        assertThat(adapter.isRunning()).isFalse();
        adapter.start();
        assertThat(adapter.isRunning()).isTrue();
        adapter.stop(() -> happened.add("over"));
        assertThat(adapter.isRunning()).isFalse();
        assertThat(happened).containsExactly("start");
        end.tryEmitEmpty();
        assertThat(happened).containsExactly("start", "over");
    }

    @Test
    void aStopThatFailsIsOver() {
        LifecycleAdapter later = LifecycleAdapter.of(() -> {}, () -> Mono.error(new IllegalStateException("stuck")));
        later.start();
        later.stop(() -> happened.add("later"));
        LifecycleAdapter prompt = LifecycleAdapter.ofPrompt(() -> {}, () -> {
            throw new IllegalStateException("broken");
        });
        prompt.start();
        prompt.stop(() -> happened.add("prompt"));
        assertThat(happened).containsExactly("later", "prompt");
    }

    @Test
    void itStartsAgain() {
        LifecycleAdapter adapter = LifecycleAdapter.ofPrompt(() -> happened.add("start"), () -> happened.add("stop"));
        adapter.start();
        adapter.stop();
        adapter.start();
        assertThat(adapter.isRunning()).isTrue();
        assertThat(happened).containsExactly("start", "stop", "start");
    }

    @Test
    void itStopsInItsPhase() {
        LifecycleAdapter adapter = LifecycleAdapter.ofPrompt(() -> {}, () -> {});
        assertThat(adapter.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE);
        assertThat(adapter.inPhase(7).getPhase()).isEqualTo(7);
    }
}
