package io.groat.simulation;

import static java.util.Objects.requireNonNull;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.hold.Hold;
import io.groat.money.CurrencyCode;
import io.groat.posting.Authorize;
import io.groat.posting.CancelHeld;
import io.groat.posting.Capture;
import io.groat.posting.ChangeHold;
import io.groat.posting.ChangeStatus;
import io.groat.posting.Command;
import io.groat.posting.Credit;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.OpenAccount;
import io.groat.posting.Refund;
import io.groat.posting.ReleaseHeld;
import io.groat.posting.Settle;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.saga.SagaStep;
import io.groat.shard.SlottedId;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Traffic over shards in memory, as routers would make it, with everything that may happen to a command chosen from
 * outside: when it is committed, with which others, whether its batch is lost, how often it is sent.
 */
final class TrafficModel {

    enum Move {
        OPEN,
        PAY,
        PAY_HELD,
        DEPOSIT,
        WITHDRAW,
        REFUND,
        AUTHORIZE,
        CAPTURE,
        CHANGE_HOLD,
        RELEASE,
        CANCEL,
        CREDIT,
        SETTLE,
        REPEAT,
        FREEZE,
        REOPEN,
        CLOSE,
        COMMIT,
        CRASH
    }

    /** One move; the numbers choose among what there is. */
    record Step(Move move, int one, int other, long amountMinor) {}

    private record Sent(int shard, Command<?> command) {}

    private static final List<CurrencyCode> CURRENCIES = List.of(CurrencyCode.of("EUR"), CurrencyCode.of("JPY"));
    private static final int USERS = 7;
    private static final int KEYS = 12;

    private final List<ShardModel> shards = new ArrayList<>();
    private final List<List<Command<?>>> queues = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Transfer> begun = new ArrayList<>();
    private final List<Transfer> held = new ArrayList<>();
    private final List<Settle> decided = new ArrayList<>();
    private final Map<String, Transfer> firstAnswers = new HashMap<>();
    private final Map<UUID, CreditOutcome> firstOutcomes = new HashMap<>();
    private final Map<UUID, TransferStatus> ends = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    TrafficModel(int shardCount) {
        for (int shard = 0; shard < shardCount; shard++) {
            shards.add(new ShardModel(shard, shardCount));
            queues.add(new ArrayList<>());
        }
    }

    void take(Step step) {
        switch (step.move()) {
            case OPEN -> open(step);
            case PAY -> pay(step, Verdict.PASS);
            case PAY_HELD -> pay(step, Verdict.HOLD);
            case DEPOSIT -> fund(step, TransferKind.DEPOSIT);
            case WITHDRAW -> fund(step, TransferKind.WITHDRAWAL);
            case AUTHORIZE -> authorize(step);
            case CAPTURE -> pick(holds(), step.one()).ifPresent(hold -> capture(hold, step));
            case CHANGE_HOLD -> pick(holds(), step.one()).ifPresent(hold -> change(hold, step));
            case REFUND -> pick(refundable(), step.one()).ifPresent(original -> refund(original, step));
            case RELEASE -> pick(held, step.one()).ifPresent(this::release);
            case CANCEL -> pick(held, step.one()).ifPresent(this::cancel);
            case CREDIT -> pick(begun, step.one()).ifPresent(this::credit);
            case SETTLE ->
                pick(decided, step.one())
                        .ifPresent(settle -> send(settle.transfer().payerShard(), settle));
            case REPEAT -> pick(sent, step.one()).ifPresent(again -> send(again.shard(), again.command()));
            case FREEZE -> changeStatus(step, AccountStatus.FROZEN);
            case REOPEN -> changeStatus(step, AccountStatus.OPEN);
            case CLOSE -> changeStatus(step, AccountStatus.CLOSED);
            case COMMIT -> commit(step.one() % shards.size());
            case CRASH -> crash(step.one() % shards.size());
        }
    }

    /** Commits what waits, lets go what is held, and then credits and settles what is pending, round after round. */
    void driveToEnd() {
        for (int round = 0; round < 3; round++) {
            shards.stream()
                    .flatMap(shard -> shard.transfers().stream())
                    .filter(transfer -> transfer.status() == TransferStatus.HELD)
                    .forEach(this::release);
            for (int shard = 0; shard < shards.size(); shard++) {
                commit(shard);
            }
            List<Transfer> pending = shards.stream()
                    .flatMap(shard -> shard.transfers().stream())
                    .filter(transfer -> transfer.status() == TransferStatus.PENDING)
                    .toList();
            for (Transfer transfer : pending) {
                credit(transfer);
                commit(transfer.payeeShard());
                Settle settle = new Settle(transfer, requireNonNull(firstOutcomes.get(transfer.id())));
                send(transfer.payerShard(), settle);
                commit(transfer.payerShard());
            }
        }
    }

    /** What is wrong with the books or with an answer. */
    List<String> broken() {
        List<String> broken = new ArrayList<>(Promise.brokenBy(shards));
        broken.addAll(contradictions);
        return broken;
    }

    /** Transfers that have not ended though nothing keeps them: a return waits only for room at its payer. */
    List<Transfer> stuck() {
        return shards.stream()
                .flatMap(shard -> shard.transfers().stream()
                        .filter(transfer -> !transfer.status().isFinal())
                        .filter(transfer ->
                                transfer.status() == TransferStatus.HELD || returnWouldFit(shard, transfer)))
                .toList();
    }

    private boolean returnWouldFit(ShardModel shard, Transfer transfer) {
        CreditOutcome outcome = firstOutcomes.get(transfer.id());
        long posted = shard.account(transfer.payerAccount()).orElseThrow().postedMinor();
        return outcome == null || outcome.credited() || posted <= Long.MAX_VALUE - transfer.amountMinor();
    }

    private void open(Step step) {
        int shard = userOf(step.one()) % shards.size();
        CurrencyCode currency = CURRENCIES.get(step.other() % 5 == 0 ? 1 : 0);
        String type = step.other() % 4 == 0 ? "savings" : AccountRef.MAIN;
        long balance = step.other() % 3 == 0 ? 0 : step.amountMinor();
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, shard, now);
        UUID movement = SlottedId.create(SlottedId.Kind.TRANSFER, shard, now);
        send(shard, new OpenAccount(id, "user-" + userOf(step.one()), type, currency, balance, movement));
    }

    private void release(Transfer transfer) {
        send(transfer.payerShard(), new ReleaseHeld(transfer));
    }

    private void cancel(Transfer transfer) {
        send(transfer.payerShard(), new CancelHeld(transfer, Refusal.PAYMENT_DECLINED));
    }

    private void pay(Step step, Verdict verdict) {
        int payer = userOf(step.one());
        int payee = userOf(step.other());
        CurrencyCode currency = CURRENCIES.get(step.one() % 11 == 0 ? 1 : 0);
        int payerShard = payer % shards.size();
        int payeeShard = payee % shards.size();
        AccountIdentity from = mainAccount(payer, currency).orElseGet(() -> nobody(payer, currency));
        AccountIdentity known = mainAccount(payee, currency).orElse(null);
        AccountIdentity to = payerShard == payeeShard
                ? (known == null ? nobody(payee, currency) : known)
                : step.other() % 2 == 0 ? known : null;
        send(payerShard, new Initiate(order(step, from, to, payee, payerShard, payeeShard, currency), verdict));
    }

    private TransferOrder order(
            Step step,
            AccountIdentity from,
            @Nullable AccountIdentity to,
            int payee,
            int payerShard,
            int payeeShard,
            CurrencyCode currency) {
        return new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, payerShard, now),
                "key-" + (step.one() + step.other()) % KEYS,
                new AccountRef.ByUser(from.userId()),
                from,
                new AccountRef.ByUser("user-" + payee),
                to,
                payerShard,
                payeeShard,
                step.amountMinor(),
                currency,
                TransferNote.NONE);
    }

    /** Money comes in from one of two sources, or goes out by it. */
    private void fund(Step step, TransferKind kind) {
        int user = userOf(step.one());
        int shard = user % shards.size();
        CurrencyCode currency = CURRENCIES.get(step.one() % 11 == 0 ? 1 : 0);
        FundingSource source = new FundingSource(step.other() % 2 == 0 ? "bank" : "till", currency);
        AccountIdentity account = mainAccount(user, currency).orElseGet(() -> nobody(user, currency));
        AccountRef ref = new AccountRef.ByUser(account.userId());
        boolean in = kind.equals(TransferKind.DEPOSIT);
        String key = "key-" + (step.one() + step.other()) % KEYS;
        send(
                shard,
                new Initiate(new TransferOrder(
                        SlottedId.create(SlottedId.Kind.TRANSFER, shard, now),
                        in ? account.userId() + "/" + key : key,
                        in ? source.ref() : ref,
                        in ? source.identity() : account,
                        in ? ref : source.ref(),
                        in ? account : source.identity(),
                        shard,
                        shard,
                        step.amountMinor(),
                        currency,
                        TransferNote.NONE,
                        kind,
                        null)));
    }

    /** Some wait for a decision, and some end while the traffic still runs. */
    private void authorize(Step step) {
        int payer = userOf(step.one());
        int payee = userOf(step.other());
        CurrencyCode currency = CURRENCIES.get(step.one() % 11 == 0 ? 1 : 0);
        AccountIdentity from = mainAccount(payer, currency).orElseGet(() -> nobody(payer, currency));
        AccountIdentity known = mainAccount(payee, currency).orElse(null);
        boolean within = payer % shards.size() == payee % shards.size();
        AccountIdentity to = within && known == null ? nobody(payee, currency) : known;
        TransferOrder order = order(step, from, to, payee, payer % shards.size(), payee % shards.size(), currency);
        send(
                order.payerShard(),
                new Authorize(
                        new TransferOrder(
                                SlottedId.create(SlottedId.Kind.HOLD, order.payerShard(), now),
                                order.idempotencyKey(),
                                order.payerRef(),
                                order.payer(),
                                order.payeeRef(),
                                order.payee(),
                                order.payerShard(),
                                order.payeeShard(),
                                order.amountMinor(),
                                currency,
                                TransferNote.NONE),
                        step.other() % 5 == 0 ? Verdict.HOLD : Verdict.PASS,
                        null,
                        Duration.ofMillis(5L + step.other() % 60),
                        null));
    }

    private List<Hold> holds() {
        return shards.stream().flatMap(shard -> shard.holds().stream()).toList();
    }

    private void capture(Hold hold, Step step) {
        Long amount =
                step.other() % 3 == 0 ? null : Long.valueOf(Math.max(1, hold.amountMinor() / (1 + step.other() % 4)));
        send(
                hold.payerShard(),
                new Capture(
                        SlottedId.create(SlottedId.Kind.TRANSFER, hold.payerShard(), now),
                        "capture-" + step.other() % KEYS,
                        hold,
                        amount,
                        step.other() % 4 == 0,
                        TransferNote.NONE));
    }

    private void change(Hold hold, Step step) {
        ChangeHold.Change change = switch (step.other() % 7) {
            case 0 -> new ChangeHold.Change.Increase("more-" + step.amountMinor() % 3, 1 + step.amountMinor() % 50);
            case 1 -> new ChangeHold.Change.Extend(now.plusMillis(step.amountMinor() % 90));
            case 2 -> ChangeHold.Change.Plain.VOID;
            case 3 -> ChangeHold.Change.Plain.APPROVE;
            case 4 -> ChangeHold.Change.Plain.DECLINE;
            case 5 -> ChangeHold.Change.Plain.REMIND;
            default -> ChangeHold.Change.Plain.EXPIRE;
        };
        send(hold.payerShard(), new ChangeHold(hold, change));
    }

    /** Payments that have arrived, as their payers' shards know them or, while those don't yet, their payees'. */
    private List<Transfer> refundable() {
        Map<UUID, Transfer> found = new LinkedHashMap<>();
        shards.forEach(shard -> {
            shard.transfers().forEach(transfer -> found.put(transfer.id(), transfer));
            shard.inbound()
                    .forEach(arrived -> found.merge(
                            arrived.transfer().id(),
                            arrived.transfer().decided(arrived.outcome()),
                            (known, decided) -> known.status().isFinal() ? known : decided));
        });
        return found.values().stream()
                .filter(transfer ->
                        transfer.kind().equals(TransferKind.TRANSFER) && transfer.status() == TransferStatus.COMPLETED)
                .toList();
    }

    /** All that is left, or more than there is at times; at times as a reversal. */
    private void refund(Transfer original, Step step) {
        Long amount = step.other() % 3 == 0
                ? null
                : Long.valueOf(Math.max(1, original.amountMinor() / (1 + step.other() % 4)));
        send(
                original.payeeShard(),
                new Refund(
                        SlottedId.create(SlottedId.Kind.TRANSFER, original.payeeShard(), now),
                        "refund-" + step.other() % KEYS,
                        original,
                        amount,
                        step.other() % 5 == 0 ? TransferKind.REVERSAL : TransferKind.REFUND,
                        TransferNote.NONE));
    }

    private void changeStatus(Step step, AccountStatus status) {
        mainAccount(userOf(step.one()), CURRENCIES.get(0))
                .ifPresent(account -> send(userOf(step.one()) % shards.size(), new ChangeStatus(account.id(), status)));
    }

    private void credit(Transfer transfer) {
        send(transfer.payeeShard(), new Credit(transfer));
    }

    private void send(int shard, Command<?> command) {
        sent.add(new Sent(shard, command));
        queues.get(shard).add(command);
    }

    private void commit(int shard) {
        now = now.plusMillis(1);
        List<Command<?>> batch = List.copyOf(queues.get(shard));
        queues.get(shard).clear();
        List<Object> answers = shards.get(shard).commit(now, batch);
        for (int i = 0; i < batch.size(); i++) {
            hear(batch.get(i), answers.get(i));
        }
        shards.get(shard).transfers().forEach(this::watchEnd);
    }

    /** The batch is decided and its transaction lost; nobody hears of it. */
    private void crash(int shard) {
        shards.get(shard).decide(now, List.copyOf(queues.get(shard)));
        queues.get(shard).clear();
    }

    private void hear(Command<?> command, Object answer) {
        if (answer instanceof InitiateAnswer.Decided made) {
            Transfer transfer = made.transfer();
            String key = transfer.payerUser() + " " + transfer.idempotencyKey();
            Transfer first = firstAnswers.putIfAbsent(key, transfer);
            expect(first == null || first.id().equals(transfer.id()), key + " made two transfers");
            switch (SagaStep.next(transfer, null)) {
                case CREDIT -> begun.add(transfer);
                case WAIT -> held.add(transfer);
                case SETTLE, DONE -> {}
            }
        } else if (command instanceof ReleaseHeld && answer instanceof Transfer transfer) {
            expect(transfer.status() != TransferStatus.HELD, transfer + " is held still");
            if (SagaStep.next(transfer, null) == SagaStep.CREDIT) {
                begun.add(transfer);
            }
        } else if (command instanceof Credit credit && answer instanceof CreditOutcome outcome) {
            CreditOutcome first = firstOutcomes.putIfAbsent(outcome.transferId(), outcome);
            expect(first == null || first.equals(outcome), "two outcomes: " + first + " and " + outcome);
            decided.add(new Settle(credit.transfer(), outcome));
        }
    }

    private void watchEnd(Transfer transfer) {
        if (transfer.status().isFinal()) {
            TransferStatus first = ends.putIfAbsent(transfer.id(), transfer.status());
            expect(first == null || first == transfer.status(), transfer + " had ended " + first);
        } else {
            expect(!ends.containsKey(transfer.id()), transfer + " had ended");
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            contradictions.add(otherwise);
        }
    }

    private Optional<AccountIdentity> mainAccount(int user, CurrencyCode currency) {
        return shards.get(user % shards.size()).accounts().stream()
                .filter(account -> account.kind() == AccountKind.USER
                        && account.userId().equals("user-" + user)
                        && account.type().equals(AccountRef.MAIN)
                        && account.currency().equals(currency))
                .map(AccountIdentity::of)
                .findFirst();
    }

    private AccountIdentity nobody(int user, CurrencyCode currency) {
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, user % shards.size(), now);
        return new AccountIdentity(id, "user-" + user, AccountRef.MAIN, currency);
    }

    private static int userOf(int choice) {
        return choice % USERS;
    }

    private static <T> Optional<T> pick(List<T> list, int choice) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(choice % list.size()));
    }
}
