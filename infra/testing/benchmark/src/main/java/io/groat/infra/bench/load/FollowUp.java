package io.groat.infra.bench.load;

/** The work that transfers set off behind their answers, where it is a part of what is measured. */
public interface FollowUp {
    /** Nothing is to be worked off; counting begins. */
    void begin();

    /**
     * Waits until all that has been set off is worked off.
     *
     * @return when it was, by {@link System#nanoTime}
     * @throws LoadException when it takes too long
     */
    long awaitWorkedOff();
}
