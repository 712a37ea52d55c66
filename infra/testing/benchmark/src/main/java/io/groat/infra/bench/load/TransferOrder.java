package io.groat.infra.bench.load;

/**
 * One transfer to be made.
 *
 * @param number different for each transfer of a run
 * @param payer number of the user who pays
 * @param payee number of the user who is paid, another one
 * @param amountMinor minor units, above zero
 */
public record TransferOrder(long number, int payer, int payee, long amountMinor) {
    /** The key under which it happens once. */
    public String key() {
        return "bench-" + number;
    }
}
