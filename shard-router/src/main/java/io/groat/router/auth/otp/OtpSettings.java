package io.groat.router.auth.otp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.otp.*}: codes that are sent.
 *
 * @param time how long a challenge and its code are good
 * @param tries at one challenge, whatever the second factor
 * @param resends of one challenge
 * @param resendPause least time between two codes of one challenge
 * @param messagesAnHour most messages to one phone number or address in an hour, whoever asks for them; and
 *     most codes that one user has sent to addresses of no matter whom
 */
@ConfigurationProperties("groat.auth.otp")
record OtpSettings(
        @DefaultValue("5m") Duration time,
        @DefaultValue("5") int tries,
        @DefaultValue("3") int resends,
        @DefaultValue("30s") Duration resendPause,
        @DefaultValue("10") int messagesAnHour) {}
