package io.groat.web.token;

import io.groat.web.access.Caller;
import java.time.Instant;

/**
 * Whom a good token or key stands for.
 *
 * @param until when it ends by itself; {@link Instant#MAX} for never
 */
public record Verified(Caller caller, Instant until) {}
