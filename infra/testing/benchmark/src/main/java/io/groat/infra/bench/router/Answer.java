package io.groat.infra.bench.router;

import io.groat.infra.bench.load.TransferOrder;

/**
 * What a router answered to one request.
 *
 * @param status of HTTP; 0 when there was no answer
 * @param retryAfter the header, in seconds; empty when there is none
 * @param body why there was none, where there was none
 */
public record Answer(TransferOrder order, int status, String retryAfter, String body) {
    private static final String ID = "\"id\":\"";
    private static final int USUAL_PAUSE_SECONDS = 1;

    /** Completed; 202 says that it is still under way. */
    public static final int CREATED = 201;

    public static final int ACCEPTED = 202;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int UNAVAILABLE = 503;

    /** Whether the router was too busy, and said so. */
    public boolean isBusy() {
        return isBusy(status);
    }

    static boolean isBusy(int status) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /** How long to wait before the same is asked again. */
    public int pauseSeconds() {
        return pauseSeconds(retryAfter);
    }

    /** The header's seconds; a usual pause where there are none. */
    static int pauseSeconds(String retryAfter) {
        return retryAfter.matches("\\d{1,3}") ? Integer.parseInt(retryAfter) : USUAL_PAUSE_SECONDS;
    }

    /** The id of the transfer or hold that was made; empty when the answer has none. */
    String id() {
        int at = body.indexOf(ID);
        return at < 0 ? "" : body.substring(at + ID.length(), body.indexOf('"', at + ID.length()));
    }
}
