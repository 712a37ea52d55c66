package io.groat.analytics.summary;

import io.groat.analytics.figure.Count;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.figure.GlobalCount;
import io.groat.analytics.figure.Moved;
import io.groat.analytics.figure.Movement;
import io.groat.analytics.figure.Payments;
import io.groat.analytics.figure.QuantileSketch;
import io.groat.analytics.figure.TopPayees;
import io.groat.analytics.watch.Shard;
import io.groat.event.PaymentEvent;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes summaries. {@link Catalog} says what each figure is in and of. */
public final class Summaries {

    private static final int TOP = 10;
    private static final double MICROS_IN_MILLI = 1_000;
    private static final double MILLIS_IN_SECOND = 1_000;

    private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();

    private Summaries() {}

    public static Summary of(Figures found, SystemState around) {
        Summaries summary = new Summaries();
        summary.payments(found);
        summary.movements(found);
        new GatewaySummary(found.gateways(), summary::put).all();
        summary.people(found);
        summary.fraud(found);
        summary.notifications(found);
        summary.accounts(around.shards());
        summary.shards(found, around.shards());
        summary.system(around);
        return Summary.of(summary.figures);
    }

    private void payments(Figures found) {
        long initiated = found.count(Count.INITIATED);
        long completed = found.count(Count.COMPLETED);
        long ended = completed + found.count(Count.FAILED) + found.count(Count.CANCELLED);
        long cross = found.count(Count.CROSS_INITIATED);
        put("payments.initiated.count", initiated);
        put("payments.completed.count", completed);
        put("payments.failed.count", found.count(Count.FAILED));
        put("payments.cancelled.count", found.count(Count.CANCELLED));
        put("payments.held.count", found.count(Count.HELD));
        put("payments.ended.count", ended);
        put("payments.open.count", Math.max(0, initiated - ended));
        put("payments.successRate.value", share(completed, ended));
        put("payments.sameShard.count", initiated - cross);
        put("payments.crossShard.count", cross);
        put("payments.crossShard.share", share(cross, initiated));
        flow("sameShard", found, false);
        flow("crossShard", found, true);
        found.volume().forEach((currency, minor) -> put("payments.volume." + currency + ".amount", minor));
        found.failures().forEach((reason, count) -> put("payments.failures." + reason + ".count", count));
        found.cancellations().forEach((reason, count) -> put("payments.cancellations." + reason + ".count", count));
        quantiles("payments.latency", found.latency(), MICROS_IN_MILLI, "Ms");
    }

    /** What was given back, what came in and what went out; and what is left of it: below zero where that is more. */
    private void movements(Figures found) {
        Map<String, Moved> in = found.moved(PaymentEvent.DEPOSIT);
        Map<String, Moved> out = found.moved(PaymentEvent.WITHDRAWAL);
        Map<String, Moved> back = new TreeMap<>(found.moved(PaymentEvent.REFUND));
        found.moved(PaymentEvent.REVERSAL).forEach((currency, moved) -> back.merge(currency, moved, Moved::plus));
        moved("refunds", back);
        put("refunds.share", share(count(back), found.count(Count.COMPLETED)));
        Map<String, BigInteger> volume = new TreeMap<>(found.volume());
        back.forEach(
                (currency, moved) -> volume.merge(currency, moved.amountMinor().negate(), BigInteger::add));
        volume.forEach((currency, minor) -> put("payments.netVolume." + currency + ".amount", minor));
        Map<String, Moved> reserved = found.moved(Movement.HOLD);
        Map<String, Moved> captured = found.moved(PaymentEvent.CAPTURE);
        moved("holds", reserved);
        moved("captures", captured);
        reserved.forEach((currency, moved) -> put(
                "captures.ofReserved." + currency + ".share",
                share(captured.getOrDefault(currency, Moved.NOTHING).amountMinor(), moved.amountMinor())));
        moved("deposits", in);
        moved("withdrawals", out);
        Map<String, BigInteger> net = new TreeMap<>();
        in.forEach((currency, moved) -> net.merge(currency, moved.amountMinor(), BigInteger::add));
        out.forEach((currency, moved) -> net.merge(currency, moved.amountMinor().negate(), BigInteger::add));
        net.forEach((currency, minor) -> put("funding.net." + currency + ".amount", minor));
        fees(found);
    }

    /** What movements cost, what of it was given back or went to others, and what is left: what the shards' fee accounts have. */
    private void fees(Figures found) {
        Map<String, Moved> taken = found.moved(Movement.FEE);
        Map<String, Moved> returned = found.moved(Movement.FEE_RETURN);
        moved("fees", taken);
        moved("fees.returned", returned);
        Map<String, Moved> shared = found.moved(PaymentEvent.COMMISSION);
        moved("commissions", shared);
        Map<String, BigInteger> earned = new TreeMap<>();
        taken.forEach((currency, moved) -> earned.merge(currency, moved.amountMinor(), BigInteger::add));
        returned.forEach(
                (currency, moved) -> earned.merge(currency, moved.amountMinor().negate(), BigInteger::add));
        shared.forEach(
                (currency, moved) -> earned.merge(currency, moved.amountMinor().negate(), BigInteger::add));
        earned.forEach((currency, minor) -> put("fees.net." + currency + ".amount", minor));
    }

    private void moved(String name, Map<String, Moved> moved) {
        put(name + ".count", count(moved));
        moved.forEach((currency, one) -> put(name + ".volume." + currency + ".amount", one.amountMinor()));
    }

    private static long count(Map<String, Moved> moved) {
        return moved.values().stream().mapToLong(Moved::count).sum();
    }

    private void flow(String way, Figures found, boolean cross) {
        flow(way, "initiated", found, Count.INITIATED, Count.CROSS_INITIATED, cross);
        flow(way, "completed", found, Count.COMPLETED, Count.CROSS_COMPLETED, cross);
        flow(way, "failed", found, Count.FAILED, Count.CROSS_FAILED, cross);
        flow(way, "cancelled", found, Count.CANCELLED, Count.CROSS_CANCELLED, cross);
    }

    private void flow(String way, String step, Figures found, Count all, Count ofCross, boolean cross) {
        long crossing = found.count(ofCross);
        put("payments.flow." + way + "." + step + ".count", cross ? crossing : found.count(all) - crossing);
    }

    private void people(Figures found) {
        put("payers.active.count", found.payers().estimate());
        put("payees.active.count", found.payees().estimate());
        put("users.created.count", found.get(GlobalCount.USERS_CREATED));
        List<TopPayees.Entry> top = found.top().highest(TOP);
        for (int i = 0; i < top.size(); i++) {
            TopPayees.Entry entry = top.get(i);
            String name = "payees.top." + i + ".";
            put(name + "user", entry.payee().user());
            put(name + "currency", entry.payee().currency());
            put(name + "amount", entry.amount());
            put(name + "payments", entry.payments());
            put(name + "tooHighBy", entry.tooHighBy());
        }
    }

    private void fraud(Figures found) {
        long scored = found.get(GlobalCount.FRAUD_SCORED);
        put("fraud.scored.count", scored);
        put("fraud.scored.share", share(scored, found.count(Count.INITIATED)));
        put("fraud.allowed.count", found.get(GlobalCount.FRAUD_ALLOWED));
        put("fraud.held.count", found.count(Count.HELD));
        put("fraud.review.count", found.get(GlobalCount.FRAUD_REVIEW_REQUIRED));
        put("fraud.review.share", share(found.get(GlobalCount.FRAUD_REVIEW_REQUIRED), scored));
        put("fraud.blocked.count", found.get(GlobalCount.FRAUD_BLOCKED));
        put("fraud.blocked.share", share(found.get(GlobalCount.FRAUD_BLOCKED), scored));
        put("fraud.reviews.approved.count", found.get(GlobalCount.FRAUD_REVIEW_APPROVED));
        put("fraud.reviews.blocked.count", found.get(GlobalCount.FRAUD_REVIEW_BLOCKED));
        quantiles("fraud.reviewTime", found.reviewTime(), MILLIS_IN_SECOND, "Seconds");
    }

    private void notifications(Figures found) {
        long sent = 0;
        long failed = 0;
        for (long[] counts : found.channels().values()) {
            sent += counts[0];
            failed += counts[1];
        }
        put("notifications.sent.count", sent);
        put("notifications.failed.count", failed);
        put("notifications.failed.share", share(failed, sent + failed));
        found.channels().forEach((channel, counts) -> {
            put("notifications.channels." + channel + ".sent.count", counts[0]);
            put("notifications.channels." + channel + ".failed.count", counts[1]);
        });
    }

    private void accounts(List<Shard> shards) {
        Map<String, BigInteger> sums = new TreeMap<>();
        shards.forEach(
                shard -> shard.balances().forEach((currency, minor) -> sums.merge(currency, minor, BigInteger::add)));
        boolean known = shards.stream().anyMatch(shard -> shard.accounts() != null);
        put(
                "accounts.count",
                known
                        ? shards.stream()
                                .map(Shard::accounts)
                                .filter(count -> count != null)
                                .mapToLong(Long::longValue)
                                .sum()
                        : null);
        sums.forEach((currency, minor) -> put("accounts.balances." + currency + ".amount", minor));
    }

    private void shards(Figures found, List<Shard> shards) {
        Map<Integer, Payments> payments = found.payments(cell -> cell.shard());
        Map<Integer, Shard> all = new TreeMap<>();
        shards.forEach(shard -> all.put(shard.number(), shard));
        payments.keySet().forEach(shard -> all.putIfAbsent(shard, unseen(shard)));
        all.forEach((number, shard) -> {
            String name = "shards." + number + ".";
            Payments own = payments.getOrDefault(number, new Payments());
            put(name + "state", shard.state());
            put(name + "trouble", shard.trouble());
            put(name + "breaker", shard.breaker());
            put(name + "roundTripMs", shard.roundTripMs());
            put(name + "lane.depth", (long) shard.laneDepth());
            put(name + "accounts.count", shard.accounts());
            new TreeMap<>(shard.balances())
                    .forEach((currency, minor) -> put(name + "balances." + currency + ".amount", minor));
            put(name + "outbox.waiting", shard.outboxWaiting());
            put(name + "outbox.oldestAgeMs", shard.outboxAgeMs());
            put(name + "pending.count", shard.pending());
            put(name + "pending.oldestAgeMs", shard.pendingAgeMs());
            put(name + "payments.initiated.count", own.get(Count.INITIATED));
            put(name + "payments.completed.count", own.get(Count.COMPLETED));
            put(name + "payments.failed.count", own.get(Count.FAILED));
            QuantileSketch latency = found.latencyByShard().getOrDefault(number, new QuantileSketch());
            put(name + "latency.p50Ms", quantile(latency, 0.5, MICROS_IN_MILLI));
            put(name + "latency.p99Ms", quantile(latency, 0.99, MICROS_IN_MILLI));
        });
    }

    /** A shard that events tell of and no router does. */
    private static Shard unseen(int number) {
        return new Shard(number, "UNKNOWN", null, "UNKNOWN", null, 0, null, null, null, null, null, Map.of());
    }

    private void system(SystemState around) {
        around.lags().forEach(lag -> put("consumers." + lag.group() + "." + lag.topic() + ".waiting", lag.waiting()));
        around.services().forEach(service -> {
            String name = "services." + service.name() + ".";
            put(name + "status", service.status());
            put(name + "since", service.since().toString());
            put(name + "reason", service.reason());
            new TreeMap<>(service.parts()).forEach((part, status) -> put(name + "parts." + part + ".status", status));
        });
        new TreeMap<>(around.sources()).forEach((source, state) -> {
            String name = "sources." + source + ".";
            put(name + "live", state.live());
            put(name + "since", state.since().toString());
            put(name + "reason", state.reason());
        });
    }

    private void quantiles(String name, QuantileSketch quantiles, double unit, String suffix) {
        put(name + ".count", quantiles.count());
        put(name + ".p50" + suffix, quantile(quantiles, 0.5, unit));
        put(name + ".p95" + suffix, quantile(quantiles, 0.95, unit));
        put(name + ".p99" + suffix, quantile(quantiles, 0.99, unit));
    }

    private void put(String name, @Nullable Object value) {
        figures.put(name, value);
    }

    /** Null when nothing was measured. */
    public static @Nullable Double quantile(QuantileSketch quantiles, double share, double unit) {
        return quantiles.count() == 0 ? null : round(quantiles.quantile(share) / unit, 1_000);
    }

    /** Null when there is nothing to be a share of. */
    public static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : round((double) part / whole, 1_000_000);
    }

    private static @Nullable Double share(BigInteger part, BigInteger whole) {
        return whole.signum() == 0 ? null : round(part.doubleValue() / whole.doubleValue(), 1_000_000);
    }

    private static Double round(double value, long places) {
        return Math.rint(value * places) / places;
    }
}
