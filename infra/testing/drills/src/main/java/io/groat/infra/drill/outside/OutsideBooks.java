package io.groat.infra.drill.outside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the shards' tables say of money from outside. Amounts are minor units. */
final class OutsideBooks {
    private final Map<String, String> payees = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Credit> credits = new ArrayList<>();
    private final List<Out> outs = new ArrayList<>();
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private final List<Disputed> disputes = new ArrayList<>();
    private final Set<String> cases = new HashSet<>();
    private final Map<String, Long> posted = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Map<String, Long> sources = new HashMap<>();
    private long waitingEvents;

    /** What a gateway has taken for an order, as it was written down. */
    record Taken(Provider provider, String payment, String order, long amount, boolean aside, boolean booked) {}

    /** A movement that has brought in a payment, be it put aside. */
    record Credit(Provider provider, String payment, String movement, long amount, boolean aside) {}

    /** A payout, or the refund of an order. */
    record Out(
            Provider provider,
            String id,
            @Nullable String sentAs,
            String payer,
            long amount,
            boolean refund,
            String status,
            @Nullable String movement) {
        boolean ended() {
            return status.equals("SETTLED") || status.equals("FAILED") || status.equals("RETURNED");
        }
    }

    /** A movement out of a wallet to a gateway that has been done. */
    record Withdrawal(String movement, String payer, long amount) {}

    /** A dispute; the payee is the one who had the payment. */
    record Disputed(
            Provider provider,
            String id,
            String payee,
            String status,
            @Nullable String from,
            long amount) {
        boolean ended() {
            return status.equals("WON") || status.equals("LOST");
        }
    }

    void addOrder(String id, String payee) {
        payees.put(id, payee);
    }

    void add(Taken one) {
        taken.add(one);
    }

    void add(Credit one) {
        credits.add(one);
    }

    void add(Out one) {
        outs.add(one);
    }

    void add(Withdrawal one) {
        withdrawals.add(one);
    }

    void add(Disputed one) {
        disputes.add(one);
    }

    /** A person has to see to what is in suspense under that name. */
    void addCase(String subject) {
        cases.add(subject);
    }

    void addWallet(String user, long postedMinor, long heldMinor) {
        posted.merge(user, postedMinor, Long::sum);
        held.merge(user, heldMinor, Long::sum);
    }

    /** A part of what a source of money has, such as {@code razorpay}, in one currency. */
    void addSource(String name, String currency, long minor) {
        sources.merge(name + " " + currency, minor, Long::sum);
    }

    void addWaitingEvents(long count) {
        waitingEvents += count;
    }

    /** The payee of each order. */
    Map<String, String> payees() {
        return payees;
    }

    List<Taken> taken() {
        return taken;
    }

    List<Credit> credits() {
        return credits;
    }

    List<Out> outs() {
        return outs;
    }

    List<Withdrawal> withdrawals() {
        return withdrawals;
    }

    List<Disputed> disputes() {
        return disputes;
    }

    /** What cases in suspense are about. */
    Set<String> cases() {
        return cases;
    }

    /** Balances by user. */
    Map<String, Long> posted() {
        return posted;
    }

    /** What of them is reserved, by user. */
    Map<String, Long> held() {
        return held;
    }

    /** What a source has; zero where nothing ever moved by it. */
    long source(String name, String currency) {
        return sources.getOrDefault(name + " " + currency, 0L);
    }

    /** Whether all that came in and went out has ended here. */
    boolean atRest() {
        return waitingEvents == 0
                && taken.stream().allMatch(one -> one.booked() && (!one.aside() || cases.contains(one.payment())))
                && outs.stream().allMatch(Out::ended)
                && disputes.stream().allMatch(Disputed::ended);
    }
}
