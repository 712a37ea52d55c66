package io.groat.infra.training.measure;

import io.groat.infra.launcher.console.LauncherException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which payments are learned from and which are judged: some days to train, then a delay in which labels come, then days to
 * test. Payers who had a fraud since the first day of training that is known at the beginning of a tested day are not judged
 * on that day: their wallets are blocked by then. This is the protocol of the Fraud Detection Handbook (Le Borgne, Siblini,
 * Lebichot and Bontempi, 2022, chapter 3).
 *
 * @param trainFrom the beginning of the first day of training
 * @param trainTo where training ends
 * @param testFrom the beginning of the first day that is judged
 * @param testTo where judging ends
 */
public record Protocol(Instant trainFrom, Instant trainTo, Instant testFrom, Instant testTo) {

    /**
     * The last days of a history.
     *
     * @param last when its last payment was
     * @throws LauncherException when the history does not reach back so far
     */
    public static Protocol endingWith(Instant first, Instant last, int trainDays, int delayDays, int testDays) {
        Instant testTo = last.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        return beginning(first, testTo.minus(Duration.ofDays(testDays)), testTo, trainDays, delayDays);
    }

    /**
     * Tested from a day on.
     *
     * @throws LauncherException when the history does not reach back so far
     */
    public static Protocol beginning(Instant first, Instant testFrom, Instant testTo, int trainDays, int delayDays) {
        Instant trainTo = testFrom.minus(Duration.ofDays(delayDays));
        Instant trainFrom = trainTo.minus(Duration.ofDays(trainDays));
        if (trainFrom.isBefore(first.truncatedTo(ChronoUnit.DAYS))) {
            throw new LauncherException("The history begins on " + first.truncatedTo(ChronoUnit.DAYS)
                    + ": too late to train from " + trainFrom + " on. Give fewer days, or a longer history.");
        }
        return new Protocol(trainFrom, trainTo, testFrom, testTo);
    }

    /** Whether payments of that moment are learned from. */
    public boolean isTrained(Instant at) {
        return !at.isBefore(trainFrom) && at.isBefore(trainTo);
    }

    /** Whether payments of that moment are judged. */
    public boolean isTested(Instant at) {
        return !at.isBefore(testFrom) && at.isBefore(testTo);
    }
}
