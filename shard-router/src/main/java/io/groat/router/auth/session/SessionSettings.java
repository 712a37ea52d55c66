package io.groat.router.auth.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.session.*}: how long people stay logged in.
 *
 * @param idle how long a session lasts that is not refreshed
 * @param lifetime how long it lasts at most; then the user logs in again
 * @param grace how long after a rotation the token before still gets the same successor
 * @param most sessions of one user; the one next to run out makes room
 */
@ConfigurationProperties("groat.auth.session")
record SessionSettings(
        @DefaultValue("30d") Duration idle,
        @DefaultValue("90d") Duration lifetime,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("20") int most) {}
