package io.groat.simulation;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.beneficiary.Beneficiary;
import io.groat.hold.Hold;
import io.groat.money.CurrencyCode;
import io.groat.posting.Authorize;
import io.groat.posting.Capture;
import io.groat.posting.ChangeHold;
import io.groat.posting.ChangeStatus;
import io.groat.posting.Command;
import io.groat.posting.Initiate;
import io.groat.posting.OpenAccount;
import io.groat.posting.Refund;
import io.groat.posting.Verdict;
import io.groat.rule.TransactionType;
import io.groat.shard.SlottedId;
import io.groat.simulation.TrafficModel.Step;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a step of the traffic asks a shard for, chosen by the step's numbers among what there is. */
final class StepCommands {

    /** A command, and the shard that it is for. */
    record Sent(int shard, Command<?> command) {}

    private static final List<CurrencyCode> CURRENCIES = List.of(CurrencyCode.of("EUR"), CurrencyCode.of("JPY"));
    private static final int USERS = 7;
    private static final int KEYS = 12;

    private final List<ShardModel> shards;
    private final boolean ruled;
    private final Supplier<Instant> now;

    /**
     * @param ruled whether there are {@link MoneyRules}
     * @param now the traffic's time
     */
    StepCommands(List<ShardModel> shards, boolean ruled, Supplier<Instant> now) {
        this.shards = shards;
        this.ruled = ruled;
        this.now = now;
    }

    /** A user has another among whom they may pay; beside the lanes, as the calls do. */
    void befriend(Step step) {
        String payer = "user-" + userOf(step.one());
        AccountRef payee = new AccountRef.ByUser("user-" + userOf(step.other()));
        ShardModel shard = shards.get(userOf(step.one()) % shards.size());
        boolean known = shard.beneficiaries().stream()
                .anyMatch(one -> one.userId().equals(payer) && one.payee().equals(payee));
        if (!known) {
            shard.given(new Beneficiary(
                    SlottedId.create(SlottedId.Kind.BENEFICIARY, shard.shard(), now.get()),
                    1,
                    payer,
                    payee,
                    null,
                    null,
                    null,
                    Set.of(),
                    0,
                    Beneficiary.UNBOUNDED,
                    MoneyRules.A_FRIENDS_DAY,
                    null,
                    null,
                    now.get(),
                    now.get()));
        }
    }

    /** Some payments under rules are of the type that asks for a beneficiary. */
    private String typeOf(Step step) {
        return ruled && step.other() % 3 == 1 ? MoneyRules.AMONG_FRIENDS : TransactionType.USUAL;
    }

    Sent open(Step step) {
        int shard = userOf(step.one()) % shards.size();
        CurrencyCode currency = CURRENCIES.get(step.other() % 5 == 0 ? 1 : 0);
        String type = step.other() % 4 == 0 ? "savings" : AccountRef.MAIN;
        long balance = step.other() % 3 == 0 ? 0 : step.amountMinor();
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, shard, now.get());
        UUID movement = SlottedId.create(SlottedId.Kind.TRANSFER, shard, now.get());
        return new Sent(shard, new OpenAccount(id, "user-" + userOf(step.one()), type, currency, balance, movement));
    }

    Sent pay(Step step, Verdict verdict) {
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
        return new Sent(
                payerShard, new Initiate(order(step, from, to, payee, payerShard, payeeShard, currency), verdict));
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
                        SlottedId.create(SlottedId.Kind.TRANSFER, payerShard, now.get()),
                        "key-" + (step.one() + step.other()) % KEYS,
                        new AccountRef.ByUser(from.userId()),
                        from,
                        new AccountRef.ByUser("user-" + payee),
                        to,
                        payerShard,
                        payeeShard,
                        step.amountMinor(),
                        currency,
                        TransferNote.NONE)
                .ofType(typeOf(step));
    }

    /** Money comes in from one of two sources, or goes out by it. */
    Sent fund(Step step, TransferKind kind) {
        int user = userOf(step.one());
        int shard = user % shards.size();
        CurrencyCode currency = CURRENCIES.get(step.one() % 11 == 0 ? 1 : 0);
        FundingSource source = new FundingSource(step.other() % 2 == 0 ? "bank" : "till", currency);
        AccountIdentity account = mainAccount(user, currency).orElseGet(() -> nobody(user, currency));
        AccountRef ref = new AccountRef.ByUser(account.userId());
        boolean in = kind.equals(TransferKind.DEPOSIT);
        String key = "key-" + (step.one() + step.other()) % KEYS;
        return new Sent(
                shard,
                new Initiate(new TransferOrder(
                        SlottedId.create(SlottedId.Kind.TRANSFER, shard, now.get()),
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
    Sent authorize(Step step) {
        int payer = userOf(step.one());
        int payee = userOf(step.other());
        CurrencyCode currency = CURRENCIES.get(step.one() % 11 == 0 ? 1 : 0);
        AccountIdentity from = mainAccount(payer, currency).orElseGet(() -> nobody(payer, currency));
        AccountIdentity known = mainAccount(payee, currency).orElse(null);
        boolean within = payer % shards.size() == payee % shards.size();
        AccountIdentity to = within && known == null ? nobody(payee, currency) : known;
        TransferOrder order = order(step, from, to, payee, payer % shards.size(), payee % shards.size(), currency);
        return new Sent(
                order.payerShard(),
                new Authorize(
                        new TransferOrder(
                                        SlottedId.create(SlottedId.Kind.HOLD, order.payerShard(), now.get()),
                                        order.idempotencyKey(),
                                        order.payerRef(),
                                        order.payer(),
                                        order.payeeRef(),
                                        order.payee(),
                                        order.payerShard(),
                                        order.payeeShard(),
                                        order.amountMinor(),
                                        currency,
                                        TransferNote.NONE)
                                .ofType(order.type()),
                        step.other() % 5 == 0 ? Verdict.HOLD : Verdict.PASS,
                        null,
                        Duration.ofMillis(5L + step.other() % 60),
                        null));
    }

    List<Hold> holds() {
        return shards.stream().flatMap(shard -> shard.holds().stream()).toList();
    }

    Sent capture(Hold hold, Step step) {
        Long amount =
                step.other() % 3 == 0 ? null : Long.valueOf(Math.max(1, hold.amountMinor() / (1 + step.other() % 4)));
        return new Sent(
                hold.payerShard(),
                new Capture(
                        SlottedId.create(SlottedId.Kind.TRANSFER, hold.payerShard(), now.get()),
                        "capture-" + step.other() % KEYS,
                        hold,
                        amount,
                        step.other() % 4 == 0,
                        TransferNote.NONE));
    }

    Sent change(Hold hold, Step step) {
        ChangeHold.Change change = switch (step.other() % 7) {
            case 0 -> new ChangeHold.Change.Increase("more-" + step.amountMinor() % 3, 1 + step.amountMinor() % 50);
            case 1 -> new ChangeHold.Change.Extend(now.get().plusMillis(step.amountMinor() % 90));
            case 2 -> ChangeHold.Change.Plain.VOID;
            case 3 -> ChangeHold.Change.Plain.APPROVE;
            case 4 -> ChangeHold.Change.Plain.DECLINE;
            case 5 -> ChangeHold.Change.Plain.REMIND;
            default -> ChangeHold.Change.Plain.EXPIRE;
        };
        return new Sent(hold.payerShard(), new ChangeHold(hold, change));
    }

    /** Payments that have arrived, as their payers' shards know them or, while those don't yet, their payees'. */
    List<Transfer> refundable() {
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
    Sent refund(Transfer original, Step step) {
        Long amount = step.other() % 3 == 0
                ? null
                : Long.valueOf(Math.max(1, original.amountMinor() / (1 + step.other() % 4)));
        return new Sent(
                original.payeeShard(),
                new Refund(
                        SlottedId.create(SlottedId.Kind.TRANSFER, original.payeeShard(), now.get()),
                        "refund-" + step.other() % KEYS,
                        original,
                        amount,
                        step.other() % 5 == 0 ? TransferKind.REVERSAL : TransferKind.REFUND,
                        TransferNote.NONE));
    }

    Optional<Sent> changeStatus(Step step, AccountStatus status) {
        return mainAccount(userOf(step.one()), CURRENCIES.get(0))
                .map(account -> new Sent(userOf(step.one()) % shards.size(), new ChangeStatus(account.id(), status)));
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
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, user % shards.size(), now.get());
        return new AccountIdentity(id, "user-" + user, AccountRef.MAIN, currency);
    }

    private static int userOf(int choice) {
        return choice % USERS;
    }
}
