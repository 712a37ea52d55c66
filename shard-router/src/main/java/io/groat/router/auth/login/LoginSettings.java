package io.groat.router.auth.login;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.*} as far as it concerns logins.
 *
 * @param secondFactor of whom a second factor is asked
 * @param answerFloor least time that registration and a forgotten password take to answer, so that it doesn't tell
 *     whether there is such a user; longer than the work usually takes
 * @param claimTime how long others wait for a claim on a phone number that nobody decides
 * @param appName under which authenticator apps show this system
 */
@ConfigurationProperties("groat.auth")
record LoginSettings(
        @DefaultValue("always") SecondFactor secondFactor,
        @DefaultValue("300ms") Duration answerFloor,
        @DefaultValue("30s") Duration claimTime,
        @DefaultValue("Groat") String appName) {

    /** Of whom a second factor is asked. */
    public enum SecondFactor {
        /** Of everybody: a code of their app if they enrolled one, else one that is sent to their phone. */
        ALWAYS,
        /** Of those who enrolled an authenticator app. */
        ENROLLED
    }
}
