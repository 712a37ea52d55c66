package io.groat.transfer;

/**
 * What kind of movement a transfer is: a word in capitals, as rows, events and answers have it. No enum, so that a router
 * shows and passes on a kind that a newer one has written.
 */
public record TransferKind(String name) {

    /** A payer pays a payee. */
    public static final TransferKind TRANSFER = new TransferKind("TRANSFER");

    public static TransferKind of(String name) {
        return name.equals(TRANSFER.name()) ? TRANSFER : new TransferKind(name);
    }
}
