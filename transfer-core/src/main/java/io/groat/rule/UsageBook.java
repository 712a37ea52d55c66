package io.groat.rule;

import io.groat.rule.Limit.Direction;
import io.groat.rule.Limit.Measure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the accounts of a batch have used of their limits, and what the batch adds. The accounts are locked, so that nobody
 * else counts meanwhile. Not thread-safe.
 */
public final class UsageBook {

    private record Key(String limit, Period period) {}

    private final Instant now;
    private final Map<UUID, Map<Key, Usage>> used = new HashMap<>();
    private final Map<UUID, Map<Key, Usage>> changed = new LinkedHashMap<>();

    /** @param now the batch's time */
    public UsageBook(Instant now) {
        this.now = now;
    }

    /** Adds what was used before the batch. */
    public void know(Usage usage) {
        used.computeIfAbsent(usage.accountId(), account -> new HashMap<>())
                .put(new Key(usage.limit(), usage.period()), usage);
    }

    /** The first limit that a movement would pass; empty when it passes none. */
    public Optional<LimitHit> hit(
            UUID account, WalletType type, String transactionType, Direction way, long amountMinor) {
        return type.limits().stream()
                .filter(limit -> limit.isAbout(transactionType, way))
                .filter(limit -> limit.taken(amountMinor) > leftOf(account, limit, type.zone()))
                .findFirst()
                .map(limit -> stand(account, limit, type.zone()));
    }

    /** How that limit would be passed by a movement; empty when it is not. */
    public Optional<LimitHit> hit(UUID account, Limit limit, ZoneId zone, long amountMinor) {
        return limit.taken(amountMinor) > leftOf(account, limit, zone)
                ? Optional.of(stand(account, limit, zone))
                : Optional.empty();
    }

    private long leftOf(UUID account, Limit limit, ZoneId zone) {
        return limit.max() - usedOf(account, limit, zone);
    }

    /** A limit as it stands now. */
    public LimitHit stand(UUID account, Limit limit, ZoneId zone) {
        return new LimitHit(
                limit.name(),
                limit.max(),
                usedOf(account, limit, zone),
                resetOf(account, limit, zone).orElse(null));
    }

    private long usedOf(UUID account, Limit limit, ZoneId zone) {
        return counting(account, limit, zone)
                .mapToLong(usage -> limit.measure() == Measure.AMOUNT ? usage.amountMinor() : usage.movements())
                .reduce(0, Usage::clampedSum);
    }

    private Optional<Instant> resetOf(UUID account, Limit limit, ZoneId zone) {
        if (limit.window() == Window.TRANSACTION) {
            return Optional.empty();
        }
        return counting(account, limit, zone)
                .map(usage -> usage.period().end())
                .min(Instant::compareTo)
                .or(() -> limit.window().isRolling()
                        ? Optional.empty()
                        : Optional.of(limit.window().periodOf(now, zone).end()));
    }

    /** What counts of a limit now. */
    private Stream<Usage> counting(UUID account, Limit limit, ZoneId zone) {
        Map<Key, Usage> all = used.getOrDefault(account, Map.of());
        Window window = limit.window();
        if (window == Window.TRANSACTION || all.isEmpty()) {
            return Stream.empty();
        }
        Period current = window.periodOf(now, zone);
        if (!window.isRolling()) {
            return Stream.ofNullable(all.get(new Key(limit.name(), current)));
        }
        return all.values().stream()
                .filter(usage -> usage.limit().equals(limit.name())
                        && usage.period().isAsLongAs(current)
                        && usage.period().countsAt(now));
    }

    /** Counts a movement on all limits that are about it. */
    public void count(UUID account, WalletType type, String transactionType, Direction way, long amountMinor) {
        add(account, type, transactionType, way, now, amountMinor, 1);
    }

    /** Counts a movement on that limit, be it about it or not. */
    public void count(UUID account, Limit limit, ZoneId zone, long amountMinor) {
        add(account, limit, zone, now, amountMinor, 1);
    }

    /** Takes back what was counted on that limit, as {@link #giveBack(UUID, WalletType, String, Direction, Instant, long, int)}. */
    public void giveBack(UUID account, Limit limit, ZoneId zone, Instant countedAt, long amountMinor, int movements) {
        add(account, limit, zone, countedAt, -amountMinor, -movements);
    }

    /**
     * Takes back what was counted, in the period in which it was. What counts no more by now is left.
     *
     * @param type as it was when it was counted
     * @param countedAt when it was counted
     * @param movements 1 when all of the movement is taken back, 0 when a part
     */
    public void giveBack(
            UUID account,
            WalletType type,
            String transactionType,
            Direction way,
            Instant countedAt,
            long amountMinor,
            int movements) {
        add(account, type, transactionType, way, countedAt, -amountMinor, -movements);
    }

    private void add(
            UUID account,
            WalletType type,
            String transactionType,
            Direction way,
            Instant at,
            long amountMinor,
            long movements) {
        for (Limit limit : type.limits()) {
            if (limit.window() != Window.TRANSACTION && limit.isAbout(transactionType, way)) {
                add(account, limit, type.zone(), at, amountMinor, movements);
            }
        }
    }

    private void add(UUID account, Limit limit, ZoneId zone, Instant at, long amountMinor, long movements) {
        Period period = limit.window().periodOf(at, zone);
        if (period.countsAt(now)) {
            put(account, new Key(limit.name(), period), amountMinor, movements);
        }
    }

    private void put(UUID account, Key key, long amountMinor, long movements) {
        Map<Key, Usage> all = used.computeIfAbsent(account, added -> new HashMap<>());
        Usage before = all.getOrDefault(key, new Usage(account, key.limit(), key.period(), 0, 0));
        Usage after = before.plus(amountMinor, movements);
        if (!after.equals(before)) {
            all.put(key, after);
            changed.computeIfAbsent(account, added -> new LinkedHashMap<>()).put(key, after);
        }
    }

    /** What is other than before the batch, as the batch leaves it. */
    public Collection<Usage> changed() {
        return changed.values().stream().flatMap(of -> of.values().stream()).toList();
    }
}
