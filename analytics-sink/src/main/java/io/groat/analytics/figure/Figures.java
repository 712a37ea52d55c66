package io.groat.analytics.figure;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of some stretch of time, from some of the events or from all. Two become one by {@link #add(Figures)};
 * counts and sums are exact, and so is the merging of sketches.
 */
public final class Figures {

    final TreeMap<Cell, Payments> cells = new TreeMap<>();
    final TreeMap<String, Long> failures = new TreeMap<>();
    final TreeMap<String, Long> cancellations = new TreeMap<>();
    final TreeMap<Integer, QuantileSketch> latency = new TreeMap<>();
    final TreeMap<String, long[]> channels = new TreeMap<>();
    final long[] tallies = new long[GlobalCount.SIZE];
    DistinctSketch payers = new DistinctSketch();
    DistinctSketch payees = new DistinctSketch();
    TopPayees top = new TopPayees();
    QuantileSketch reviewTime = new QuantileSketch();
    final TreeMap<Movement, Moved> movements = new TreeMap<>();
    final Gateways gateways = new Gateways();

    public void initiated(Cell cell, long amountMinor, boolean crossShard, boolean held, String payer) {
        Payments payments = in(cell);
        payments.initiated(amountMinor);
        if (crossShard) {
            payments.add(Count.CROSS_INITIATED);
        }
        if (held) {
            payments.add(Count.HELD);
        }
        payers.add(payer);
    }

    /** @param tookMicros from initiated to completed */
    public void completed(Cell cell, long amountMinor, boolean crossShard, long tookMicros, @Nullable String payee) {
        Payments payments = in(cell);
        payments.completed(amountMinor);
        if (crossShard) {
            payments.add(Count.CROSS_COMPLETED);
        }
        latency.computeIfAbsent(cell.shard(), shard -> new QuantileSketch()).add(tookMicros);
        if (payee != null) {
            payees.add(payee);
            top.add(payee, cell.currency(), amountMinor);
        }
    }

    public void failed(Cell cell, boolean crossShard, String reason) {
        ended(cell, crossShard, Count.FAILED, Count.CROSS_FAILED);
        failures.merge(reason, 1L, Long::sum);
    }

    public void cancelled(Cell cell, boolean crossShard, String reason) {
        ended(cell, crossShard, Count.CANCELLED, Count.CROSS_CANCELLED);
        cancellations.merge(reason, 1L, Long::sum);
    }

    private void ended(Cell cell, boolean crossShard, Count count, Count cross) {
        Payments payments = in(cell);
        payments.add(count);
        if (crossShard) {
            payments.add(cross);
        }
    }

    /** Money moved, by what is no payment between users. */
    public void moved(Movement movement, long amountMinor) {
        movements.merge(movement, new Moved(1, BigInteger.valueOf(amountMinor)), Moved::plus);
    }

    /** A step of an order, a payout or a dispute at that gateway. */
    public void stepped(String gateway, GatewayCell cell, long amountMinor) {
        gateways.add(gateway, cell, amountMinor);
    }

    /** The same of one that took so long. */
    public void stepped(String gateway, GatewayCell cell, long amountMinor, long tookMillis) {
        gateways.add(gateway, cell, amountMinor, tookMillis);
    }

    public void tally(GlobalCount tally) {
        tallies[tally.place()]++;
    }

    /** A review ended; how long it took is unknown when nobody saw it begin. */
    public void reviewTook(long millis) {
        reviewTime.add(millis);
    }

    public void notified(String channel, boolean sent) {
        channels.computeIfAbsent(channel, name -> new long[2])[sent ? 0 : 1]++;
    }

    public void add(Figures other) {
        other.cells.forEach((cell, payments) -> in(cell).add(payments));
        other.failures.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
        other.cancellations.forEach((reason, count) -> cancellations.merge(reason, count, Long::sum));
        other.latency.forEach((shard, quantiles) ->
                latency.computeIfAbsent(shard, one -> new QuantileSketch()).add(quantiles));
        other.channels.forEach((channel, counts) -> {
            long[] own = channels.computeIfAbsent(channel, name -> new long[2]);
            own[0] += counts[0];
            own[1] += counts[1];
        });
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] += other.tallies[i];
        }
        payers.add(other.payers);
        payees.add(other.payees);
        top.add(other.top);
        reviewTime.add(other.reviewTime);
        other.movements.forEach((movement, moved) -> movements.merge(movement, moved, Moved::plus));
        gateways.add(other.gateways);
    }

    private Payments in(Cell cell) {
        return cells.computeIfAbsent(cell, one -> new Payments());
    }

    public long count(Count count) {
        return cells.values().stream()
                .mapToLong(payments -> payments.get(count))
                .sum();
    }

    public long get(GlobalCount tally) {
        return tallies[tally.place()];
    }

    /** Of all cells that a name is made of: by shard, or by currency. */
    public <K extends Comparable<K>> Map<K, Payments> payments(Function<Cell, K> by) {
        Map<K, Payments> parts = new TreeMap<>();
        cells.forEach((cell, payments) ->
                parts.computeIfAbsent(by.apply(cell), key -> new Payments()).add(payments));
        return parts;
    }

    /** Minor units of payments completed, by currency. */
    public Map<String, BigInteger> volume() {
        Map<String, BigInteger> sums = new TreeMap<>();
        cells.forEach((cell, payments) -> {
            if (payments.get(Count.COMPLETED) > 0) {
                sums.merge(cell.currency(), payments.completedMinor(), BigInteger::add);
            }
        });
        return sums;
    }

    /** How much was moved by movements of that kind, by currency. */
    public Map<String, Moved> moved(String kind) {
        Map<String, Moved> found = new TreeMap<>();
        movements.forEach((movement, moved) -> {
            if (movement.kind().equals(kind)) {
                found.put(movement.currency(), moved);
            }
        });
        return found;
    }

    /** Of money from outside and to outside. */
    public Gateways gateways() {
        return gateways;
    }

    /** By problem code. */
    public Map<String, Long> failures() {
        return failures;
    }

    /** By problem code. */
    public Map<String, Long> cancellations() {
        return cancellations;
    }

    /** Microseconds from initiated to completed, by the payer's shard. */
    public Map<Integer, QuantileSketch> latencyByShard() {
        return latency;
    }

    /** The same of all shards. */
    public QuantileSketch latency() {
        QuantileSketch all = new QuantileSketch();
        latency.values().forEach(all::add);
        return all;
    }

    /** By channel: sent, failed. */
    public Map<String, long[]> channels() {
        return channels;
    }

    public DistinctSketch payers() {
        return payers;
    }

    public DistinctSketch payees() {
        return payees;
    }

    public TopPayees top() {
        return top;
    }

    /** Milliseconds. */
    public QuantileSketch reviewTime() {
        return reviewTime;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Figures figures && Arrays.equals(FigureBytes.write(this), FigureBytes.write(figures));
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }
}
