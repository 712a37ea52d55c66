package io.groat.router.auth.session;

/** What became of a refresh token that was shown. */
public sealed interface Refreshed {

    /**
     * It was good, or another request of the same honest client had used it a moment ago.
     *
     * @param token the one to use next; the same for all such requests
     * @param first whether this request rotated it
     */
    record Next(RefreshToken token, boolean first) implements Refreshed {}

    /** Its session has ended. */
    record Over() implements Refreshed {}

    /** It was used before: it or its successor is in wrong hands. The session has been ended. */
    record Reused() implements Refreshed {}
}
