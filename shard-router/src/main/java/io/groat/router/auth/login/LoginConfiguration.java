package io.groat.router.auth.login;

import io.groat.engine.ShardGateway;
import io.groat.router.auth.lockout.Lockout;
import io.groat.router.auth.message.UserMessages;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.secret.SecretSettings;
import io.groat.router.auth.session.RefreshTokens;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.token.AccessTokens;
import io.groat.router.auth.totp.RecoveryCodes;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.UserStore;
import io.groat.router.secret.SealedText;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people do about who they are. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    @Bean
    IdentityClaims identityClaims(ShardGateway shards, UserStore users, InstantSource clock, LoginSettings settings) {
        return new IdentityClaims(shards, users, clock, settings.claimTime());
    }

    @Bean
    SecretAttempts attempts(Lockout lockout, AuthTrail trail) {
        return new SecretAttempts(lockout, trail);
    }

    @Bean
    MessageDispatch dispatch(Challenges challenges, UserMessages messages) {
        return new MessageDispatch(challenges, messages);
    }

    @Bean
    ChallengeSender challengeSender(Challenges challenges, IdentityClaims claims, MessageDispatch dispatch) {
        return new ChallengeSender(challenges, claims, dispatch);
    }

    @Bean
    Grants grants(Sessions sessions, AccessTokens tokens, AuthTrail trail) {
        return new Grants(sessions, tokens, trail);
    }

    @Bean
    TokenRefresh tokenRefresh(
            RefreshTokens tokens,
            Sessions sessions,
            UserStore users,
            SecretAttempts attempts,
            Grants grants,
            MessageDispatch dispatch,
            AuthTrail trail) {
        return new TokenRefresh(tokens, sessions, users, attempts, grants, dispatch, trail);
    }

    @Bean
    AuthenticatorCodes authenticatorCodes(SecretSettings secrets, UserStore users, InstantSource clock) {
        return new AuthenticatorCodes(new SealedText(secrets.totp(), "authenticator apps"), users, clock);
    }

    @Bean
    UserFinder userFinder(UserStore users, IdentityClaims claims) {
        return new UserFinder(users, claims);
    }

    @Bean
    Login login(
            UserFinder finder,
            UserStore users,
            PasswordHasher hasher,
            SecretAttempts attempts,
            ChallengeSender challengeSender,
            Grants grants,
            AuthTrail trail,
            LoginSettings settings) {
        return new Login(finder, users, hasher, attempts, challengeSender, grants, trail, settings);
    }

    @Bean
    ChallengeAnswers challengeAnswers(
            Challenges challenges,
            UserStore users,
            IdentityClaims claims,
            Emails emails,
            AuthenticatorCodes authenticatorCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts attempts,
            Grants grants,
            AuthTrail trail) {
        return new ChallengeAnswers(
                challenges, users, claims, emails, authenticatorCodes, recoveryCodes, attempts, grants, trail);
    }

    @Bean
    Registration registration(
            UserStore users,
            IdentityClaims claims,
            PasswordHasher hasher,
            ChallengeSender challengeSender,
            Challenges challenges,
            AuthTrail trail,
            InstantSource clock,
            LoginSettings settings) {
        return new Registration(
                users, claims, hasher, challengeSender, challenges, trail, clock, settings.answerFloor());
    }

    @Bean
    Passwords passwords(
            UserFinder finder,
            UserStore users,
            PasswordHasher hasher,
            Challenges challenges,
            ChallengeSender challengeSender,
            SecretAttempts attempts,
            Sessions sessions,
            MessageDispatch dispatch,
            AuthTrail trail,
            LoginSettings settings) {
        return new Passwords(
                finder,
                users,
                hasher,
                challenges,
                challengeSender,
                attempts,
                sessions,
                dispatch,
                trail,
                settings.answerFloor());
    }

    @Bean
    Enrolment enrolment(
            UserStore users,
            Passwords passwords,
            AuthenticatorCodes authenticatorCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts attempts,
            AuthTrail trail,
            LoginSettings settings) {
        return new Enrolment(users, passwords, authenticatorCodes, recoveryCodes, attempts, trail, settings.appName());
    }

    @Bean
    Emails emails(
            UserStore users,
            IdentityClaims claims,
            Challenges challenges,
            ChallengeSender challengeSender,
            MessageDispatch dispatch,
            SecretAttempts attempts,
            AuthTrail trail) {
        return new Emails(users, claims, challenges, challengeSender, dispatch, attempts, trail);
    }

    @Bean
    Profiles profiles(UserStore users, IdentityClaims claims, Emails emails, Sessions sessions) {
        return new Profiles(users, claims, emails, sessions);
    }
}
