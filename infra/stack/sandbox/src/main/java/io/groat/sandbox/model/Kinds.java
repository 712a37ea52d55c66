package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import java.util.List;

/** All kinds of rows. */
public final class Kinds {

    public static final List<Class<? extends Row>> ALL = List.of(
            Checkout.class,
            Payment.class,
            Refund.class,
            Payout.class,
            Dispute.class,
            Validation.class,
            Movement.class,
            Delivery.class,
            Later.class,
            Remembered.class,
            Fault.class,
            Defaults.class);

    private Kinds() {}
}
