package io.groat.simulation;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.posting.ChangeStatus;
import io.groat.posting.Command;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.OpenAccount;
import io.groat.posting.Refund;
import io.groat.saga.CommandGateway;
import io.groat.saga.TransferDrive;
import io.groat.shard.SlottedId;
import io.groat.simulation.FaultyNetwork.RouterLife;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * One history of a small system, wholly decided by its seed: clients who repeat until they are answered, routers
 * that die and come back, redrive, and shards behind a {@link FaultyNetwork}. The protocol is the product's own.
 */
final class SimulatedRun {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final int SHARDS = 3;
    private static final int USERS = 6;

    /** Users after the others who have no account at first: payments to them are refused until they do. */
    private static final int LATE_USERS = 3;

    private static final int ROUTERS = 2;
    private static final int PAYMENTS = 15;
    private static final int HOLDS = 6;
    private static final long OPENING = 100;
    private static final Duration STORM = Duration.ofSeconds(10);
    private static final Duration CALM = Duration.ofSeconds(60);
    static final Duration CLIENT_PATIENCE = Duration.ofMillis(700);
    private static final Duration REDRIVE_AGE = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final FaultyNetwork network;
    private final RouterLife[] lives = new RouterLife[ROUTERS];
    private final List<AccountIdentity> accounts = new ArrayList<>();
    private final Map<String, Transfer> answers = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final SimulatedHolds holds;
    private boolean calm;

    SimulatedRun(long seed) {
        random = new Random(seed);
        network = new FaultyNetwork(SHARDS, random.nextDouble() * 0.3, time, random);
        if (random.nextBoolean()) {
            network.shards().forEach(shard -> shard.under(MoneyRules.BOOK));
        }
        holds = new SimulatedHolds(time, random, network, this::anyRouter, this::ask);
    }

    private CommandGateway anyRouter() {
        return network.of(lives[random.nextInt(ROUTERS)]);
    }

    /** Lets it all happen, and gives what broke of the promises; empty when nothing did. */
    List<String> broken() {
        for (int router = 0; router < ROUTERS; router++) {
            rise(router);
        }
        openAccounts();
        for (int payment = 0; payment < PAYMENTS; payment++) {
            plan(payment);
        }
        for (int hold = 0; hold < HOLDS; hold++) {
            planHold("hold-" + hold);
        }
        checkBooks();
        time.runUntil(time.now().plus(STORM));
        calm = true;
        network.heal();
        time.runUntil(time.now().plus(CALM));

        broken.addAll(Promise.brokenBy(network.shards()));
        checkEnds();
        return broken;
    }

    private void openAccounts() {
        for (int user = 0; user < USERS; user++) {
            accounts.add(open(user, OPENING));
        }
        for (int late = USERS; late < USERS + LATE_USERS; late++) {
            int user = late;
            time.in(Duration.ofMillis(random.nextInt((int) STORM.toMillis())), () -> open(user, 0));
        }
    }

    private AccountIdentity open(int user, long balance) {
        int shard = user % SHARDS;
        OpenAccount open = new OpenAccount(
                SlottedId.create(SlottedId.Kind.ACCOUNT, shard, time.now()),
                "user-" + user,
                AccountRef.MAIN,
                EUR,
                balance,
                SlottedId.create(SlottedId.Kind.TRANSFER, shard, time.now()));
        AccountAnswer opened = network.shards().get(shard).commit(time.now(), open);
        return AccountIdentity.of(((AccountAnswer.Done) opened).account());
    }

    private void plan(int payment) {
        int payer = random.nextInt(USERS);
        boolean toLate = random.nextInt(4) == 0;
        // Only the payee's own shard finds out that there is nobody; on the payer's it would be seen at once.
        int payee = toLate
                ? USERS + (payer + 1 + random.nextInt(SHARDS - 1)) % SHARDS
                : (payer + 1 + random.nextInt(USERS - 1)) % USERS;
        long amount = 1L + random.nextInt(60);
        boolean payeeKnown = !toLate && (payer % SHARDS == payee % SHARDS || random.nextBoolean());
        Duration start = Duration.ofMillis(random.nextInt((int) STORM.toMillis()));
        time.in(start, () -> pay("key-" + payment, payer, payee, payeeKnown, amount));
        if (random.nextInt(4) == 0) {
            // A second client with the same key, through another router perhaps.
            time.in(
                    start.plusMillis(random.nextInt(300)),
                    () -> pay("key-" + payment, payer, payee, payeeKnown, amount));
        }
        if (!toLate && random.nextInt(6) == 0) {
            time.in(start, () -> freezeOrReopen(payee));
        }
    }

    private void planHold(String key) {
        int payer = random.nextInt(USERS);
        boolean toLate = random.nextInt(4) == 0;
        int payee = toLate
                ? USERS + (payer + 1 + random.nextInt(SHARDS - 1)) % SHARDS
                : (payer + 1 + random.nextInt(USERS - 1)) % USERS;
        boolean payeeKnown = !toLate && (payer % SHARDS == payee % SHARDS || random.nextBoolean());
        long amount = 10L + random.nextInt(50);
        time.in(
                Duration.ofMillis(random.nextInt((int) STORM.toMillis())),
                () -> holds.begin(() -> order(key, payer, payee, payeeKnown, amount)));
    }

    private void pay(String key, int payer, int payee, boolean payeeKnown, long amount) {
        ask(key, () -> new Initiate(order(key, payer, payee, payeeKnown, amount)));
    }

    /** Some of what has arrived is given back: in parts, all of it, or more than there is. */
    private void refund(String key, Transfer original) {
        Long amount = random.nextInt(3) == 0 ? null : Long.valueOf(1L + random.nextInt(60));
        time.in(
                Duration.ofMillis(random.nextInt(2_000)),
                () -> ask(
                        key,
                        () -> new Refund(
                                SlottedId.create(SlottedId.Kind.TRANSFER, original.payeeShard(), time.now()),
                                key,
                                original,
                                amount,
                                TransferKind.REFUND,
                                TransferNote.NONE)));
    }

    /** Asks, and asks again until there is an answer. */
    private void ask(String key, Supplier<Command<InitiateAnswer>> command) {
        boolean[] answered = {false};
        time.in(CLIENT_PATIENCE, () -> {
            if (!answered[0]) {
                ask(key, command);
            }
        });
        CommandGateway gateway = anyRouter();
        gateway.submit(command.get())
                .doOnNext(answer -> answered[0] |= answer instanceof InitiateAnswer.TurnedDown)
                .filter(answer -> answer instanceof InitiateAnswer.Decided)
                .flatMap(answer -> new TransferDrive(gateway).toDecision(((InitiateAnswer.Decided) answer).transfer()))
                .onErrorResume(away -> Mono.empty())
                .subscribe(transfer -> {
                    answered[0] = true;
                    hear(key, transfer);
                });
    }

    private void hear(String key, Transfer transfer) {
        Transfer first = answers.putIfAbsent(key, transfer);
        if (first != null && !first.equals(transfer)) {
            broken.add(key + " was answered " + first + " and then " + transfer);
        }
        if (!transfer.status().isFinal()) {
            broken.add(key + " was answered with a transfer that has not ended: " + transfer);
        }
        if (first == null
                && transfer.status() == TransferStatus.COMPLETED
                && !transfer.kind().givesBack()) {
            for (int part = random.nextInt(4); part > 0; part--) {
                refund("refund-" + part + "-of-" + key, transfer);
            }
        }
        boolean whole = network.shards().get(transfer.payerShard()).transfer(transfer.id()).stream()
                .allMatch(row -> row.status() == TransferStatus.FAILED);
        if (transfer.status() == TransferStatus.FAILED && !whole) {
            broken.add(key + " was answered FAILED before its payer was whole");
        }
    }

    private TransferOrder order(String key, int payer, int payee, boolean payeeKnown, long amount) {
        AccountIdentity from = accounts.get(payer);
        return new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, payer % SHARDS, time.now()),
                key,
                new AccountRef.ByUser(from.userId()),
                from,
                new AccountRef.ByUser("user-" + payee),
                payeeKnown ? accounts.get(payee) : null,
                payer % SHARDS,
                payee % SHARDS,
                amount,
                EUR,
                TransferNote.NONE);
    }

    private void freezeOrReopen(int user) {
        AccountStatus status = random.nextBoolean() ? AccountStatus.OPEN : AccountStatus.FROZEN;
        UUID account = accounts.get(user).id();
        network.of(lives[0])
                .submit(new ChangeStatus(account, status))
                .onErrorResume(away -> Mono.empty())
                .subscribe();
    }

    /** A router begins to live: it redrives until it dies, and while the storm lasts it will. */
    private void rise(int router) {
        RouterLife life = new RouterLife();
        lives[router] = life;
        redrive(router, life);
        time.in(Duration.ofMillis(500 + random.nextInt(6_000)), () -> {
            if (!calm) {
                life.end();
                rise(router);
            }
        });
    }

    private void redrive(int router, RouterLife life) {
        time.in(Duration.ofMillis(300 + random.nextInt(400)), () -> {
            if (lives[router] == life) {
                TransferDrive drive = new TransferDrive(network.of(life));
                network.shards().stream()
                        .flatMap(shard -> shard.transfers().stream())
                        .filter(transfer -> transfer.status() == TransferStatus.PENDING)
                        .filter(transfer ->
                                transfer.createdAt().plus(REDRIVE_AGE).isBefore(time.now()))
                        .toList()
                        .forEach(transfer -> drive.toEnd(transfer)
                                .onErrorResume(away -> Mono.empty())
                                .subscribe());
                holds.expire(network.of(life));
                redrive(router, life);
            }
        });
    }

    private void checkBooks() {
        time.in(Duration.ofMillis(250), () -> {
            broken.addAll(Promise.brokenBy(network.shards()));
            if (!calm && broken.isEmpty()) {
                checkBooks();
            }
        });
    }

    private void checkEnds() {
        Map<UUID, Transfer> made = new HashMap<>();
        network.shards().forEach(shard -> shard.transfers().forEach(transfer -> made.put(transfer.id(), transfer)));
        made.values().stream()
                .filter(transfer -> !transfer.status().isFinal())
                .forEach(transfer -> broken.add("stuck: " + transfer));
        for (int payment = 0; payment < PAYMENTS; payment++) {
            Transfer answer = answers.get("key-" + payment);
            if (answer == null) {
                broken.add("key-" + payment + " was never answered");
            }
        }
        answers.values().stream()
                .filter(answer -> !answer.equals(made.get(answer.id())))
                .forEach(answer -> broken.add("answered " + answer + " but the books have " + made.get(answer.id())));
        broken.addAll(holds.broken());
        long payments = made.values().stream()
                .filter(transfer -> transfer.kind().equals(TransferKind.TRANSFER))
                .count();
        if (payments != PAYMENTS) {
            broken.add(PAYMENTS + " keys made " + payments + " transfers");
        }
        long money = network.shards().stream()
                .flatMap(shard -> shard.accounts().stream())
                .filter(account -> !account.userId().isEmpty() || account.kind() == AccountKind.FEES)
                .mapToLong(account -> account.postedMinor())
                .sum();
        if (money != USERS * OPENING) {
            broken.add("users and fee accounts have " + money + ", not " + USERS * OPENING);
        }
    }
}
