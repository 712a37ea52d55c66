package io.groat.router.auth.login;

import io.groat.router.auth.otp.Challenge;

/** What a right password leads to. */
public sealed interface LoginAnswer {

    /** They are in. */
    record In(Grant grant) implements LoginAnswer {}

    /** A second factor is asked. */
    record Asked(Challenge challenge) implements LoginAnswer {}
}
