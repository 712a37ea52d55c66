package io.groat.router.auth.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A login on one device.
 *
 * @param usedAt when it was last refreshed
 * @param expiresAt when it runs out if it is not refreshed
 * @param device what the client said it is; may be empty
 * @param address from where it logged in; may be empty
 */
public record Session(UUID id, Instant createdAt, Instant usedAt, Instant expiresAt, String device, String address) {}
