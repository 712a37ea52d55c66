package io.groat.fraud.state;

/** What is known of one payer or payee. It changes by events alone, so that the same events lead to the same state. */
public interface KeyedState {

    /** The offset of the first event that it does not have yet; those before it have had their effect. */
    long nextOffset();

    void nextOffset(long offset);

    /** Numbers held, as a measure of memory. */
    int weight();

    byte[] bytes();
}
