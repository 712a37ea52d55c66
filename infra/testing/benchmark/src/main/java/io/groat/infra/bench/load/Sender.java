package io.groat.infra.bench.load;

/** Moves money for one cell. Safe for many threads. */
public interface Sender extends AutoCloseable {
    /** Begins a transfer and returns; the ending is told later or, of some, within the call. */
    void send(TransferOrder order, Ending ending);

    /** Gives back what it took. Called when nothing is under way any more. */
    @Override
    void close();
}
