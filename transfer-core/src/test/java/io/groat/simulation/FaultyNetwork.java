package io.groat.simulation;

import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.saga.CommandGateway;
import io.groat.shard.ShardMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Shards in memory behind a network on which everything that can go wrong does, as often as told: requests and
 * answers are lost, late, doubled and overtaken; a shard crashes before or after its commit and is away for a while.
 */
final class FaultyNetwork {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final int SLOWEST_MILLIS = 120;
    private static final int LONGEST_OUTAGE_MILLIS = 1_500;

    private final VirtualTime time;
    private final Random random;
    private final ShardMap map;
    private final List<ShardModel> shards = new ArrayList<>();
    private final List<List<Delivery<?>>> waiting = new ArrayList<>();
    private final List<Instant> awayUntil = new ArrayList<>();
    private double faults;

    /** A router's command on its way, with the life of the router that sent it. */
    private record Delivery<R>(Command<R> command, MonoSink<R> answer, RouterLife life) {}

    /** One life of a router: what comes for it after its death reaches nobody. */
    static final class RouterLife {
        private boolean over;

        void end() {
            over = true;
        }
    }

    /** @param faults how likely each thing is to go wrong, 0 to 1 */
    FaultyNetwork(int shardCount, double faults, VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
        this.faults = faults;
        this.map = ShardMap.initial(shardCount);
        for (int shard = 0; shard < shardCount; shard++) {
            shards.add(new ShardModel(shard, shardCount));
            waiting.add(new ArrayList<>());
            awayUntil.add(time.now());
        }
    }

    List<ShardModel> shards() {
        return shards;
    }

    /** From now on nothing goes wrong. */
    void heal() {
        faults = 0;
    }

    /** The way to the shards for one life of a router. */
    CommandGateway of(RouterLife life) {
        return new CommandGateway() {
            @Override
            public <R> Mono<R> submit(Command<R> command) {
                return Mono.create(answer -> send(command.shard(map), new Delivery<>(command, answer, life)));
            }
        };
    }

    private void send(int shard, Delivery<?> delivery) {
        if (goesWrong()) {
            time.in(TIMEOUT, () -> fail(delivery));
        } else {
            time.in(latency(), () -> arrive(shard, delivery));
        }
        if (goesWrong()) {
            time.in(latency().multipliedBy(5), () -> arrive(shard, delivery));
        }
    }

    private void arrive(int shard, Delivery<?> delivery) {
        if (time.now().isBefore(awayUntil.get(shard))) {
            time.in(TIMEOUT, () -> fail(delivery));
            return;
        }
        waiting.get(shard).add(delivery);
        // The lane takes what is waiting: some find it idle, some are taken together.
        time.in(Duration.ofMillis(random.nextInt(5)), () -> commitWaiting(shard));
    }

    private void commitWaiting(int shard) {
        List<Delivery<?>> batch = List.copyOf(waiting.get(shard));
        waiting.get(shard).clear();
        if (batch.isEmpty()) {
            return;
        }
        List<Command<?>> commands = new ArrayList<>();
        batch.forEach(delivery -> commands.add(delivery.command()));
        ShardModel.Batch decided = shards.get(shard).decide(time.now(), commands);
        boolean crashesBefore = goesWrong();
        if (!crashesBefore) {
            shards.get(shard).apply(decided);
        }
        if (crashesBefore || goesWrong()) {
            awayUntil.set(shard, time.now().plusMillis(random.nextInt(LONGEST_OUTAGE_MILLIS)));
            batch.forEach(delivery -> time.in(TIMEOUT, () -> fail(delivery)));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i), decided.answers().get(i));
        }
    }

    @SuppressWarnings("unchecked") // A command's answer is of its type.
    private <R> void answer(Delivery<R> delivery, Object answer) {
        if (goesWrong()) {
            time.in(TIMEOUT, () -> fail(delivery));
        } else {
            time.in(latency(), () -> {
                if (!delivery.life().over) {
                    delivery.answer().success((R) answer);
                }
            });
        }
    }

    private static void fail(Delivery<?> delivery) {
        if (!delivery.life().over) {
            delivery.answer().error(new RefusedException(Refusal.SHARD_UNAVAILABLE));
        }
    }

    private boolean goesWrong() {
        return random.nextDouble() < faults;
    }

    private Duration latency() {
        return Duration.ofMillis(1 + random.nextInt(random.nextInt(10) == 0 ? SLOWEST_MILLIS : 8));
    }
}
