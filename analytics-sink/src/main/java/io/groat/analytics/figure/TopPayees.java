package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who got the most money, by currency. Exact until there are more than 1,024 of them; then the lower half is forgotten,
 * and whoever comes later is given the benefit of the doubt: the most that a forgotten one had, which each entry says it
 * may be too high by (the idea of Space-Saving). Whoever got more than that is surely here.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-30570-5_27">Metwally and others, Space-Saving</a>
 */
public final class TopPayees {

    private static final int KEPT = 512;
    private static final int MOST = 2 * KEPT;

    private static final Comparator<Entry> HIGHEST_FIRST = Comparator.comparing(Entry::amount)
            .reversed()
            .thenComparing(entry -> entry.payee().currency())
            .thenComparing(entry -> entry.payee().user());

    /** One user and one currency that they got money in. */
    public record Payee(String user, String currency) {}

    /**
     * What a payee got.
     *
     * @param amount minor units
     * @param payments that were counted since the payee is kept
     * @param tooHighBy at most, minor units
     */
    public record Entry(Payee payee, BigInteger amount, long payments, BigInteger tooHighBy) {

        private Entry plus(Entry other) {
            return new Entry(
                    payee, amount.add(other.amount), payments + other.payments, tooHighBy.add(other.tooHighBy));
        }

        private Entry doubted(BigInteger doubt) {
            return new Entry(payee, amount.add(doubt), payments, tooHighBy.add(doubt));
        }
    }

    private final Map<Payee, Entry> entries = new HashMap<>();
    /** The most that one who is not here may have got. */
    private BigInteger forgotten = BigInteger.ZERO;

    void add(String user, String currency, long amountMinor) {
        Payee payee = new Payee(user, currency);
        Entry got = new Entry(payee, BigInteger.valueOf(amountMinor), 1, BigInteger.ZERO);
        Entry known = entries.get(payee);
        entries.put(payee, known == null ? got.doubted(forgotten) : known.plus(got));
        forgetSome();
    }

    void add(TopPayees other) {
        if (other.forgotten.signum() > 0) {
            entries.replaceAll(
                    (payee, entry) -> other.entries.containsKey(payee) ? entry : entry.doubted(other.forgotten));
        }
        other.entries.forEach((payee, entry) -> {
            Entry known = entries.get(payee);
            entries.put(payee, known == null ? entry.doubted(forgotten) : known.plus(entry));
        });
        forgotten = forgotten.add(other.forgotten);
        forgetSome();
    }

    private void forgetSome() {
        if (entries.size() <= MOST) {
            return;
        }
        List<Entry> ordered = highest(entries.size());
        forgotten = forgotten.max(ordered.get(KEPT).amount());
        ordered.subList(KEPT, ordered.size()).forEach(entry -> entries.remove(entry.payee()));
    }

    /** Those who got the most, of all currencies; amounts of two currencies are compared as they stand. */
    public List<Entry> highest(int count) {
        return entries.values().stream().sorted(HIGHEST_FIRST).limit(count).toList();
    }

    void write(DataOutput out) throws IOException {
        Numbers.write(out, forgotten);
        out.writeShort(entries.size());
        for (Entry entry : highest(entries.size())) {
            out.writeUTF(entry.payee().user());
            out.writeUTF(entry.payee().currency());
            Numbers.write(out, entry.amount());
            out.writeLong(entry.payments());
            Numbers.write(out, entry.tooHighBy());
        }
    }

    static TopPayees read(DataInput in) throws IOException {
        TopPayees top = new TopPayees();
        top.forgotten = Numbers.read(in);
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            Payee payee = new Payee(in.readUTF(), in.readUTF().intern());
            top.entries.put(payee, new Entry(payee, Numbers.read(in), in.readLong(), Numbers.read(in)));
        }
        return top;
    }
}
