package io.groat.analytics.summary;

import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.ServiceState;
import io.groat.analytics.watch.Shard;
import io.groat.analytics.watch.Source;
import java.util.List;
import java.util.Map;

/**
 * What a summary says beside what events tell.
 *
 * @param sources whether each thing that figures come from can be asked, by name
 */
public record SystemState(
        List<Shard> shards, List<ServiceState> services, List<ConsumerWatch.Lag> lags, Map<String, Source> sources) {

    public SystemState {
        shards = List.copyOf(shards);
        services = List.copyOf(services);
        lags = List.copyOf(lags);
        sources = Map.copyOf(sources);
    }
}
