package io.groat.settlement;

import io.groat.money.CurrencyCode;
import io.groat.settlement.TransitLine.Age;
import io.groat.settlement.TransitLine.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway's transit account stands over all shards, in one currency, and why it is not zero. Minor units.
 *
 * @param balanceMinor below zero by what the gateway has and has not settled
 * @param unsettled what that is, by how long the gateway has had it; the youngest first
 * @param underWayMinor what has come in for things whose settling is not noted yet; explains the balance, too
 * @param openCases on that gateway's money
 * @param openCasesMinor what they are about
 */
public record Transit(
        String gateway,
        CurrencyCode currency,
        long balanceMinor,
        List<Aged> unsettled,
        long underWayMinor,
        long openCases,
        long openCasesMinor) {

    public Transit {
        unsettled = List.copyOf(unsettled);
    }

    /** What the gateway has had for about as long. */
    public record Aged(
            Age age, long count, long amountMinor, @Nullable Instant oldest, List<OfKind> kinds) {

        public Aged {
            kinds = List.copyOf(kinds);
        }
    }

    /** What of one kind the gateway has had for about as long. */
    public record OfKind(Settleable.Kind kind, long count, long amountMinor) {}

    /** What is not settled, in all. */
    public long unsettledMinor() {
        return unsettled.stream().mapToLong(Aged::amountMinor).sum();
    }

    public long unsettledCount() {
        return unsettled.stream().mapToLong(Aged::count).sum();
    }

    /** Since when the gateway has had what it has had longest; null where there is nothing. */
    public @Nullable Instant oldest() {
        return unsettled.stream()
                .map(Aged::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What nothing explains: zero, or somebody has moved money by the account that was not the gateway's. */
    public long differenceMinor() {
        return balanceMinor + unsettledMinor() - underWayMinor;
    }

    private record Of(String gateway, CurrencyCode currency) {}

    /** Of all gateways of those names, from what all shards say. */
    public static List<Transit> of(Collection<TransitLine> lines, Collection<String> gateways) {
        return lines.stream()
                .filter(line -> gateways.contains(line.source()))
                .collect(Collectors.groupingBy(
                        line -> new Of(line.source(), line.currency()),
                        () -> new TreeMap<>(Comparator.comparing(Of::gateway)
                                .thenComparing(of -> of.currency().code())),
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Transit of(Of of, List<TransitLine> lines) {
        List<Aged> unsettled = new ArrayList<>();
        List<Age> ages = List.of(Age.values());
        for (int place = 0; place < ages.size(); place++) {
            int age = place;
            List<TransitLine> aged = lines.stream()
                    .filter(line -> line.part() == Part.UNSETTLED && line.age() == age)
                    .toList();
            if (!aged.isEmpty()) {
                unsettled.add(new Aged(ages.get(age), count(aged), sum(aged), oldest(aged), kinds(aged)));
            }
        }
        return new Transit(
                of.gateway(),
                of.currency(),
                sum(of(lines, Part.BALANCE)),
                unsettled,
                sum(of(lines, Part.UNDER_WAY)),
                count(of(lines, Part.CASE)),
                sum(of(lines, Part.CASE)));
    }

    private static List<OfKind> kinds(List<TransitLine> aged) {
        List<OfKind> kinds = new ArrayList<>();
        for (Settleable.Kind kind : Settleable.Kind.values()) {
            List<TransitLine> ofKind =
                    aged.stream().filter(line -> line.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                kinds.add(new OfKind(kind, count(ofKind), sum(ofKind)));
            }
        }
        return kinds;
    }

    private static List<TransitLine> of(List<TransitLine> lines, Part part) {
        return lines.stream().filter(line -> line.part() == part).toList();
    }

    private static long sum(List<TransitLine> lines) {
        return lines.stream().mapToLong(TransitLine::amountMinor).reduce(0, Math::addExact);
    }

    private static long count(List<TransitLine> lines) {
        return lines.stream().mapToLong(TransitLine::count).sum();
    }

    private static @Nullable Instant oldest(List<TransitLine> lines) {
        return lines.stream()
                .map(TransitLine::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
