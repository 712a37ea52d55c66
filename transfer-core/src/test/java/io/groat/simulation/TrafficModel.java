package io.groat.simulation;

import static java.util.Objects.requireNonNull;

import io.groat.account.AccountStatus;
import io.groat.posting.CancelHeld;
import io.groat.posting.Command;
import io.groat.posting.Credit;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.ReleaseHeld;
import io.groat.posting.Settle;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.RuleBook;
import io.groat.saga.SagaStep;
import io.groat.simulation.StepCommands.Sent;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Traffic over shards in memory, as routers would make it, with everything that may happen to a command chosen from
 * outside: when it is committed, with which others, whether its batch is lost, how often it is sent.
 */
final class TrafficModel {

    enum Move {
        OPEN,
        BEFRIEND,
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
    private final StepCommands commands;

    /** @param ruled whether the accounts are under rules of money */
    TrafficModel(int shardCount, boolean ruled) {
        commands = new StepCommands(shards, ruled, () -> now);
        for (int shard = 0; shard < shardCount; shard++) {
            shards.add(new ShardModel(shard, shardCount));
            shards.get(shard).under(ruled ? MoneyRules.BOOK : RuleBook.EMPTY);
            queues.add(new ArrayList<>());
        }
    }

    void take(Step step) {
        switch (step.move()) {
            case OPEN -> send(commands.open(step));
            case BEFRIEND -> commands.befriend(step);
            case PAY -> send(commands.pay(step, Verdict.PASS));
            case PAY_HELD -> send(commands.pay(step, Verdict.HOLD));
            case DEPOSIT -> send(commands.fund(step, TransferKind.DEPOSIT));
            case WITHDRAW -> send(commands.fund(step, TransferKind.WITHDRAWAL));
            case AUTHORIZE -> send(commands.authorize(step));
            case CAPTURE -> pick(commands.holds(), step.one()).ifPresent(hold -> send(commands.capture(hold, step)));
            case CHANGE_HOLD -> pick(commands.holds(), step.one()).ifPresent(hold -> send(commands.change(hold, step)));
            case REFUND ->
                pick(commands.refundable(), step.one()).ifPresent(original -> send(commands.refund(original, step)));
            case RELEASE -> pick(held, step.one()).ifPresent(this::release);
            case CANCEL -> pick(held, step.one()).ifPresent(this::cancel);
            case CREDIT -> pick(begun, step.one()).ifPresent(this::credit);
            case SETTLE ->
                pick(decided, step.one())
                        .ifPresent(settle -> send(settle.transfer().payerShard(), settle));
            case REPEAT -> pick(sent, step.one()).ifPresent(this::send);
            case FREEZE -> commands.changeStatus(step, AccountStatus.FROZEN).ifPresent(this::send);
            case REOPEN -> commands.changeStatus(step, AccountStatus.OPEN).ifPresent(this::send);
            case CLOSE -> commands.changeStatus(step, AccountStatus.CLOSED).ifPresent(this::send);
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
        return outcome == null
                || outcome.credited()
                || posted
                        <= Long.MAX_VALUE
                                - transfer.amountMinor()
                                - transfer.terms().feeMinor(PaidBy.PAYER);
    }

    private void release(Transfer transfer) {
        send(transfer.payerShard(), new ReleaseHeld(transfer));
    }

    private void cancel(Transfer transfer) {
        send(transfer.payerShard(), new CancelHeld(transfer, Refusal.PAYMENT_DECLINED));
    }

    private void credit(Transfer transfer) {
        send(transfer.payeeShard(), new Credit(transfer));
    }

    private void send(int shard, Command<?> command) {
        send(new Sent(shard, command));
    }

    private void send(Sent next) {
        sent.add(next);
        queues.get(next.shard()).add(next.command());
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

    private static <T> Optional<T> pick(List<T> list, int choice) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(choice % list.size()));
    }
}
