package io.groat.saga;

import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardMap;
import io.groat.simulation.ShardModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Shards in memory behind the gateway, with faults: a request that never arrives, an answer that is lost. */
final class FakeShards implements CommandGateway {

    /** What goes wrong with one request. */
    enum Fault {
        REQUEST_LOST,
        ANSWER_LOST
    }

    private final ShardMap map;
    final List<ShardModel> all;
    final List<String> asked = new ArrayList<>();
    private final Map<String, List<Fault>> faults = new ConcurrentHashMap<>();

    FakeShards(int count) {
        map = ShardMap.initial(count);
        List<ShardModel> made = new ArrayList<>();
        for (int shard = 0; shard < count; shard++) {
            made.add(new ShardModel(shard, count));
        }
        all = List.copyOf(made);
    }

    /** The next commands of that kind meet those faults, one after the other. */
    void fail(Class<? extends Command<?>> kind, Fault... next) {
        faults.put(kind.getSimpleName(), new ArrayList<>(List.of(next)));
    }

    @Override
    public <R> Mono<R> submit(Command<R> command) {
        return Mono.defer(() -> {
            String kind = command.getClass().getSimpleName();
            int shard = command.shard(map);
            asked.add(kind + " on " + shard);
            List<Fault> waiting = faults.getOrDefault(kind, List.of());
            Fault fault = waiting.isEmpty() ? null : waiting.remove(0);
            if (fault == Fault.REQUEST_LOST) {
                return Mono.error(new RefusedException(Refusal.SHARD_UNAVAILABLE));
            }
            R answer = all.get(shard).commit(Instant.now(), command);
            return fault == Fault.ANSWER_LOST
                    ? Mono.error(new RefusedException(Refusal.SHARD_UNAVAILABLE))
                    : Mono.just(answer);
        });
    }
}
