package io.groat.infra.launcher.demo;

import java.util.Random;

/**
 * What the demonstration does.
 *
 * @param runId makes this run's idempotency keys its own, so that a second run moves money again
 * @param wallets how many wallets there are
 * @param singles transfers sent as a request each
 * @param singlesInFlight how many of those wait for their answer at the same time
 * @param streamed transfers sent as lines of streams
 * @param streams how many streams are open at the same time
 * @param streamWindow how many lines of one stream may wait for their result
 * @param warmUp transfers sent before anything is measured, half of them each way
 */
record DemoPlan(
        String runId,
        int wallets,
        int singles,
        int singlesInFlight,
        int streamed,
        int streams,
        int streamWindow,
        int warmUp) {
    static final String CURRENCY = "EUR";
    static final long OPENING_BALANCE = 1_000_000;

    /** More than the whole opening balance of every wallet together: never to be had. */
    static final long TOO_MUCH = 10_000_000_000L;

    private static final int ONE_OF = 100;
    private static final int HIGHEST_AMOUNT = 5_000;

    static DemoPlan standard(String runId) {
        return new DemoPlan(runId, 1_000, 2_000, 64, 18_000, 4, 128, 4_000);
    }

    String wallet(int index) {
        return String.format("demo-%04d", index + 1);
    }

    /** The n-th transfer of this run, always the same one. Two of a hundred are meant to be refused. */
    TransferOrder order(int n) {
        Random random = new Random(n * 2_654_435_761L + runId.hashCode());
        String key = runId + "-" + n;
        int payer = random.nextInt(wallets);
        int payee = (payer + 1 + random.nextInt(wallets - 1)) % wallets;
        long amount = 1L + random.nextInt(HIGHEST_AMOUNT);
        return switch (n % ONE_OF) {
            case 37 -> new TransferOrder(key, wallet(payer), wallet(payee), TOO_MUCH, CURRENCY);
            case 73 -> new TransferOrder(key, wallet(payer), "nobody-" + payee, amount, CURRENCY);
            default -> new TransferOrder(key, wallet(payer), wallet(payee), amount, CURRENCY);
        };
    }
}
