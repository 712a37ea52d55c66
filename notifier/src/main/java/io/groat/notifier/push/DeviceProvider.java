package io.groat.notifier.push;

import io.groat.notifier.profile.Device;
import io.groat.notifier.provider.Outgoing;
import io.groat.notifier.provider.Provider;
import io.groat.notifier.provider.ProviderPool;
import io.groat.notifier.queue.Attempt;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Takes a push to what its device is reached through. Each way has a circuit breaker of its own. */
final class DeviceProvider implements Provider {

    private final Map<Device.Type, ProviderPool> ways;

    public DeviceProvider(Map<Device.Type, ProviderPool> ways) {
        this.ways = Map.copyOf(ways);
    }

    @Override
    public String name() {
        return "push";
    }

    @Override
    public Mono<Attempt> send(Outgoing outgoing) {
        ProviderPool way = ways.get(Objects.requireNonNull(outgoing.device()).type());
        return way == null ? Mono.just(new Attempt.Skipped("nothing reaches such devices here")) : way.send(outgoing);
    }
}
