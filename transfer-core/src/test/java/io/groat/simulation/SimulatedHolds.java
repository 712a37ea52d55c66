package io.groat.simulation;

import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.Authorize;
import io.groat.posting.Capture;
import io.groat.posting.ChangeHold;
import io.groat.posting.ChangeHold.Change;
import io.groat.posting.Command;
import io.groat.posting.HoldAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.Verdict;
import io.groat.saga.CommandGateway;
import io.groat.shard.SlottedId;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The holds of a {@link SimulatedRun}: what is reserved is captured, in parts and by more than there is, increased, extended,
 * voided, reviewed and left to expire, all at about the same time.
 */
final class SimulatedHolds {

    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 8_000;

    private final VirtualTime time;
    private final Random random;
    private final FaultyNetwork network;
    private final Supplier<CommandGateway> router;
    private final BiConsumer<String, Supplier<Command<InitiateAnswer>>> ask;
    private final Map<String, Hold> made = new HashMap<>();
    private int asked;

    /**
     * @param router a router that lives, any
     * @param ask has a movement made by a patient client, under that key
     */
    SimulatedHolds(
            VirtualTime time,
            Random random,
            FaultyNetwork network,
            Supplier<CommandGateway> router,
            BiConsumer<String, Supplier<Command<InitiateAnswer>>> ask) {
        this.time = time;
        this.random = random;
        this.network = network;
        this.router = router;
        this.ask = ask;
    }

    /** Has a hold made by a patient client, and whatever follows on it. */
    void begin(Supplier<TransferOrder> order) {
        Duration lasts = Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
        Verdict verdict = random.nextInt(5) == 0 ? Verdict.HOLD : Verdict.PASS;
        asked++;
        repeat(() -> new Authorize(order.get(), verdict, null, lasts, null), this::hear);
    }

    /** Asks, and asks again until there is an answer. */
    private void repeat(Supplier<Command<HoldAnswer>> command, Consumer<Hold> then) {
        boolean[] answered = {false};
        time.in(SimulatedRun.CLIENT_PATIENCE, () -> {
            if (!answered[0]) {
                repeat(command, then);
            }
        });
        router.get().submit(command.get()).onErrorResume(away -> Mono.empty()).subscribe(answer -> {
            answered[0] = true;
            if (answer instanceof HoldAnswer.Stands stands) {
                then.accept(stands.hold());
            }
        });
    }

    private void hear(Hold hold) {
        if (made.putIfAbsent(hold.idempotencyKey(), hold) != null) {
            return;
        }
        for (int capture = random.nextInt(4); capture > 0; capture--) {
            capture(hold, "capture-" + capture);
        }
        if (hold.status() == HoldStatus.UNDER_REVIEW) {
            later(hold, random.nextBoolean() ? Change.Plain.APPROVE : Change.Plain.DECLINE);
        }
        if (random.nextInt(3) == 0) {
            later(hold, new Change.Increase("more", 1L + random.nextInt(30)));
        }
        if (random.nextInt(4) == 0) {
            later(hold, new Change.Extend(hold.expiresAt().plusMillis(random.nextInt(4_000) - 2_000L)));
        }
        if (random.nextInt(3) == 0) {
            later(hold, Change.Plain.VOID);
        }
    }

    private void capture(Hold hold, String key) {
        Long amount = random.nextInt(3) == 0 ? null : Long.valueOf(1L + random.nextInt((int) hold.amountMinor()));
        boolean last = random.nextInt(4) == 0;
        time.in(
                soon(),
                () -> ask.accept(
                        key + "-of-" + hold.idempotencyKey(),
                        () -> new Capture(
                                SlottedId.create(SlottedId.Kind.TRANSFER, hold.payerShard(), time.now()),
                                key,
                                hold,
                                amount,
                                last,
                                TransferNote.NONE)));
    }

    private void later(Hold hold, Change change) {
        time.in(soon(), () -> repeat(() -> new ChangeHold(hold, change), changed -> {}));
    }

    private Duration soon() {
        return Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
    }

    /** Lets those go whose time is over, as every router does from time to time. */
    void expire(CommandGateway gateway) {
        open().stream()
                .filter(hold -> hold.isOver(time.now()))
                .forEach(hold -> gateway.submit(new ChangeHold(hold, Change.Plain.EXPIRE))
                        .onErrorResume(away -> Mono.empty())
                        .subscribe());
    }

    /** Those that still reserve money. */
    List<Hold> open() {
        return all().stream().filter(hold -> hold.status().isOpen()).toList();
    }

    /** More holds than were asked for, and what was answered and is not there. */
    List<String> broken() {
        List<String> kept = all().stream().map(Hold::idempotencyKey).toList();
        List<String> broken = new ArrayList<>();
        if (kept.size() > asked || kept.stream().distinct().count() < kept.size()) {
            broken.add(asked + " keys made holds " + kept);
        }
        made.keySet().stream()
                .filter(key -> !kept.contains(key))
                .forEach(key -> broken.add(made.get(key) + " was answered and is not in the books"));
        open().forEach(hold -> broken.add("stuck: " + hold));
        return broken;
    }

    private List<Hold> all() {
        return network.shards().stream()
                .flatMap(shard -> shard.holds().stream())
                .toList();
    }
}
