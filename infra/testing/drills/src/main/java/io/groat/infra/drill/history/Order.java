package io.groat.infra.drill.history;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the drill wants to happen once, whatever it takes.
 *
 * @param key its idempotency key, unique in the drill
 * @param payer the user id of whom it takes money from; {@link #OUTSIDE} with a deposit
 * @param payee the user id of whom it brings money to; {@link #OUTSIDE} with a withdrawal
 * @param amountMinor minor units; null for all that is left
 * @param parent the id of the hold or movement that it is about; null when it is about none
 * @param type its transaction type; null for the usual one
 * @param lasts how long a hold may last; null for as long as is usual, which no drill sees the end of
 */
public record Order(
        String key,
        OrderKind kind,
        String payer,
        String payee,
        @Nullable Long amountMinor,
        @Nullable String parent,
        @Nullable String type,
        @Nullable Duration lasts,
        ExpectedEnding outlook) {

    /** The source and the destination of all money that a drill brings in and takes out. */
    public static final String OUTSIDE = "funding:drill";

    public static Order transfer(String key, String payer, String payee, long amountMinor, ExpectedEnding outlook) {
        return first(key, OrderKind.TRANSFER, payer, payee, amountMinor, outlook);
    }

    /** One that is about no earlier one. */
    public static Order first(
            String key, OrderKind kind, String payer, String payee, long amountMinor, ExpectedEnding outlook) {
        return new Order(key, kind, payer, payee, amountMinor, null, null, null, outlook);
    }

    /** One of another transaction type. */
    public Order ofType(String other) {
        return new Order(key, kind, payer, payee, amountMinor, parent, other, lasts, outlook);
    }

    /** A hold that ends by itself. */
    public Order lasting(Duration time) {
        return new Order(key, kind, payer, payee, amountMinor, parent, type, time, outlook);
    }

    /** An order about the hold that this one became: between the same two. */
    public Order next(OrderKind of, int number, String hold, @Nullable Long amount, ExpectedEnding nextOutlook) {
        return new Order(keyOf(of, number), of, payer, payee, amount, hold, null, null, nextOutlook);
    }

    /** An order that gives back what this one moved: the other way. */
    public Order back(OrderKind of, int number, String movement, @Nullable Long amount, ExpectedEnding nextOutlook) {
        return new Order(keyOf(of, number), of, payee, payer, amount, movement, null, null, nextOutlook);
    }

    private String keyOf(OrderKind of, int number) {
        return key + "-" + of.name().toLowerCase(Locale.ROOT) + number;
    }
}
