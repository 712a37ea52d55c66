package io.groat.reconcile;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.reconcile.Reconciliation.UsageDifference;
import io.groat.rule.Limit;
import io.groat.rule.Limit.Direction;
import io.groat.rule.Period;
import io.groat.rule.RuleBook;
import io.groat.rule.RuleRows;
import io.groat.rule.RuleText;
import io.groat.rule.RuleVersion;
import io.groat.rule.Terms;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.rule.WalletType;
import io.groat.rule.Window;
import io.groat.shard.SlottedId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whether what limits of a shard's wallets have counted is what those wallets have paid and reserved, on a snapshot of it:
 * of limits on what goes out, in periods that count still. What comes in is judged by rules that no row names.
 */
final class UsageRowsCheck {

    private static final String RULES = RuleRows.TABLE.select();
    private static final String USAGES = UsageRows.TABLE.select() + " WHERE ends_at > ?";
    private static final String PAID = """
            SELECT payer_account, amount, created_at, terms FROM transfers
            WHERE id >= ? AND terms IS NOT NULL AND kind <> 'CAPTURE' AND status IN ('HELD', 'PENDING', 'COMPLETED')""";
    private static final String RESERVED = """
            SELECT payer_account, amount - released, counted_at, terms FROM holds
            WHERE terms IS NOT NULL AND counted_at >= ? AND released < amount""";

    /** Of whom it was to pay first, here as from other shards; those that gave limits nothing back among them. */
    private static final String REFUNDED = """
            SELECT payee_account, amount, terms FROM transfers
            WHERE id >= ? AND terms IS NOT NULL AND kind IN ('REFUND', 'REVERSAL') AND status = 'COMPLETED'
            AND payer_shard = payee_shard
            UNION ALL SELECT payee_account, amount, terms FROM inbound_transfers
            WHERE id >= ? AND terms IS NOT NULL AND kind IN ('REFUND', 'REVERSAL') AND outcome = 'CREDITED'""";

    /** Others count what beneficiaries were paid. */
    private static final Predicate<String> OF_WALLETS =
            Pattern.compile(RuleText.NAME).asMatchPredicate();

    /** From a request's id to its row, at the longest. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(10);

    private record Key(UUID account, String limit, Period period) {}

    /** What was counted, or is to have been. */
    private record Count(BigInteger amountMinor, long movements) {

        static final Count NOTHING = new Count(BigInteger.ZERO, 0);

        Count plus(Count other) {
            return new Count(amountMinor.add(other.amountMinor), movements + other.movements);
        }
    }

    private final Connection snapshot;
    private final RuleBook rules;
    private final Instant now;
    private final Map<Key, Count> paid = new HashMap<>();

    private UsageRowsCheck(Connection snapshot, RuleBook rules, Instant now) {
        this.snapshot = snapshot;
        this.rules = rules;
        this.now = now;
    }

    /** What does not agree, at most so many. */
    static Mono<List<UsageDifference>> differences(Connection snapshot, Instant now) {
        return ShardDatabase.rows(snapshot, RULES, statement -> {}, RuleRows::read)
                .map(rules -> new UsageRowsCheck(snapshot, new RuleBook(rules), now))
                .flatMap(UsageRowsCheck::differences);
    }

    private Mono<List<UsageDifference>> differences() {
        Optional<Instant> earliest = earliest();
        if (earliest.isEmpty()) {
            return Mono.just(List.of());
        }
        Instant from = earliest.get();
        byte[] lowest = Rows.bytes(SlottedId.lowestAt(from.minus(LONGEST_WAY)));
        return each(PAID, statement -> statement.bind(0, lowest), this::count)
                .then(each(REFUNDED, statement -> statement.bind(0, lowest).bind(1, lowest), this::countRefunded))
                .then(each(RESERVED, statement -> statement.bind(0, DbTime.toDb(from)), this::count))
                .then(ShardDatabase.rows(
                        snapshot, USAGES, statement -> statement.bind(0, DbTime.toDb(now)), UsageRows::read))
                .map(this::compared);
    }

    /** From when on something may count now: of the longest window that any version of any limit has. */
    private Optional<Instant> earliest() {
        return limits(Direction.OUT)
                .map(limit -> limit.window().longest())
                .max(Comparator.naturalOrder())
                .filter(longest -> !longest.isZero())
                .map(now::minus);
    }

    private Stream<Limit> limits(Direction way) {
        return rules.all().stream()
                .flatMap(rule -> Stream.ofNullable(rule.wallet()))
                .flatMap(wallet -> wallet.limits().stream())
                .filter(limit -> limit.direction() == way);
    }

    /** Row by row: there may be as many as a month has. */
    private Mono<Void> each(String sql, Consumer<Statement> bind, Consumer<Readable> row) {
        return Mono.defer(() -> {
            Statement statement = snapshot.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.map(one -> {
                        row.accept(one);
                        return one;
                    }))
                    .then();
        });
    }

    private void count(Readable row) {
        Terms terms = Terms.of(Rows.getText(row, 3));
        RuleVersion judgedBy = terms.payer();
        if (judgedBy == null) {
            return;
        }
        Count one = new Count(BigInteger.valueOf(Rows.getLong(row, 1)), 1);
        rules.walletType(judgedBy.name(), judgedBy.number())
                .ifPresent(wallet -> count(wallet, terms.type(), Rows.getId(row, 0), Rows.getTime(row, 2), one));
    }

    private void countRefunded(Readable row) {
        Terms.Counted counted = Terms.of(Rows.getText(row, 2)).back().counted();
        RuleVersion judgedBy = counted == null ? null : counted.payer();
        if (counted == null || judgedBy == null) {
            return;
        }
        Count taken = new Count(BigInteger.valueOf(-Rows.getLong(row, 1)), counted.whole() ? -1 : 0);
        rules.walletType(judgedBy.name(), judgedBy.number())
                .ifPresent(wallet -> count(wallet, counted.type(), Rows.getId(row, 0), counted.at(), taken));
    }

    private void count(WalletType wallet, String transactionType, UUID account, Instant at, Count count) {
        for (Limit limit : wallet.limits()) {
            if (limit.window() != Window.TRANSACTION && limit.isAbout(transactionType, Direction.OUT)) {
                Period period = limit.window().periodOf(at, wallet.zone());
                if (period.countsAt(now)) {
                    paid.merge(new Key(account, limit.name(), period), count, Count::plus);
                }
            }
        }
    }

    private List<UsageDifference> compared(List<Usage> usages) {
        Set<String> comingIn = limits(Direction.IN).map(Limit::name).collect(Collectors.toSet());
        Map<Key, Usage> counted = usages.stream()
                .filter(usage -> OF_WALLETS.test(usage.limit()) && !comingIn.contains(usage.limit()))
                .collect(Collectors.toMap(
                        usage -> new Key(usage.accountId(), usage.limit(), usage.period()), usage -> usage));
        Set<Key> all = new HashSet<>(counted.keySet());
        paid.keySet().stream().filter(key -> !comingIn.contains(key.limit())).forEach(all::add);
        List<UsageDifference> found = new ArrayList<>();
        for (Key key : all) {
            Usage usage = counted.get(key);
            Count count = paid.getOrDefault(key, Count.NOTHING);
            long used = usage == null ? 0 : usage.amountMinor();
            long movements = usage == null ? 0 : usage.movements();
            boolean same = count.amountMinor().equals(BigInteger.valueOf(used)) && count.movements() == movements;
            if (!same && found.size() < BookRows.MOST_DIFFERENCES) {
                found.add(new UsageDifference(
                        key.account(),
                        key.limit(),
                        key.period().start(),
                        used,
                        count.amountMinor(),
                        movements,
                        count.movements()));
            }
        }
        return found;
    }
}
