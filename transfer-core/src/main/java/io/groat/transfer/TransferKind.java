package io.groat.transfer;

import io.groat.event.PaymentEvent;

/**
 * What kind of movement a transfer is: a word in capitals, as rows, events and answers have it. No enum, so that a router
 * shows and passes on a kind that a newer one has written.
 */
public record TransferKind(String name) {

    /** A payer pays a payee. */
    public static final TransferKind TRANSFER = new TransferKind(PaymentEvent.TRANSFER);

    /** Money comes in from a source: the payer is its account on the payee's shard. */
    public static final TransferKind DEPOSIT = new TransferKind(PaymentEvent.DEPOSIT);

    /** Money goes out by a source: the payee is its account on the payer's shard. */
    public static final TransferKind WITHDRAWAL = new TransferKind(PaymentEvent.WITHDRAWAL);

    /** A payee gives back what a movement brought, or a part of it. */
    public static final TransferKind REFUND = new TransferKind(PaymentEvent.REFUND);

    /** All that is left of a movement is taken back from its payee. */
    public static final TransferKind REVERSAL = new TransferKind(PaymentEvent.REVERSAL);

    /** A payee takes what a hold has reserved, its parent. */
    public static final TransferKind CAPTURE = new TransferKind(PaymentEvent.CAPTURE);

    /** Somebody else than payer and payee gets a share of what a movement, its parent, has cost. */
    public static final TransferKind COMMISSION = new TransferKind(PaymentEvent.COMMISSION);

    /** Money from outside that is not as it was ordered, put aside until a person has decided. */
    public static final TransferKind SUSPENSE = new TransferKind(PaymentEvent.SUSPENSE);

    /** What a gateway has paid out, kept or lost is taken off what it owes; or a person has decided on such money. */
    public static final TransferKind SETTLEMENT = new TransferKind(PaymentEvent.SETTLEMENT);

    /** Whether it gives back what another movement brought, its parent. */
    public boolean givesBack() {
        return equals(REFUND) || equals(REVERSAL);
    }

    public static TransferKind of(String name) {
        return name.equals(TRANSFER.name()) ? TRANSFER : new TransferKind(name);
    }
}
