package io.groat.router.config;

import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditLog;
import io.groat.router.auth.call.CredentialCalls;
import io.groat.router.auth.call.JwksCall;
import io.groat.router.auth.call.LoginCalls;
import io.groat.router.auth.call.SessionCalls;
import io.groat.router.auth.call.UserCalls;
import io.groat.router.auth.login.AuthenticatorCodes;
import io.groat.router.auth.login.ChallengeAnswers;
import io.groat.router.auth.login.ChallengeSender;
import io.groat.router.auth.login.Emails;
import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.login.Grants;
import io.groat.router.auth.login.Login;
import io.groat.router.auth.login.LoginSettings;
import io.groat.router.auth.login.MessageDispatch;
import io.groat.router.auth.login.Passwords;
import io.groat.router.auth.login.Profiles;
import io.groat.router.auth.login.Registration;
import io.groat.router.auth.login.SecretAttempts;
import io.groat.router.auth.login.TokenRefresh;
import io.groat.router.auth.login.UserFinder;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.token.KeyFolder;
import io.groat.router.auth.totp.RecoveryCodes;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.UserPages;
import io.groat.router.auth.user.UserStore;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people do about who they are, and the calls that lead there. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    AuthTrail authTrail(AuditLog audit) {
        return new AuthTrail(audit);
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
            SecretAttempts tries,
            ChallengeSender asking,
            Grants grants,
            AuthTrail trail,
            LoginSettings settings) {
        return new Login(finder, users, hasher, tries, asking, grants, trail, settings);
    }

    @Bean
    ChallengeAnswers secondStep(
            Challenges challenges,
            UserStore users,
            IdentityClaims claims,
            Emails emails,
            AuthenticatorCodes appCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts tries,
            Grants grants,
            AuthTrail trail) {
        return new ChallengeAnswers(challenges, users, claims, emails, appCodes, recoveryCodes, tries, grants, trail);
    }

    @Bean
    Registration registration(
            UserStore users,
            IdentityClaims claims,
            PasswordHasher hasher,
            ChallengeSender asking,
            Challenges challenges,
            AuthTrail trail,
            InstantSource clock,
            LoginSettings settings) {
        return new Registration(users, claims, hasher, asking, challenges, trail, clock, settings.answerFloor());
    }

    @Bean
    Passwords passwords(
            UserFinder finder,
            UserStore users,
            PasswordHasher hasher,
            Challenges challenges,
            ChallengeSender asking,
            SecretAttempts tries,
            Sessions sessions,
            MessageDispatch dispatch,
            AuthTrail trail,
            LoginSettings settings) {
        return new Passwords(
                finder, users, hasher, challenges, asking, tries, sessions, dispatch, trail, settings.answerFloor());
    }

    @Bean
    Enrolment enrolment(
            UserStore users,
            Passwords passwords,
            AuthenticatorCodes appCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts tries,
            AuthTrail trail,
            LoginSettings settings) {
        return new Enrolment(users, passwords, appCodes, recoveryCodes, tries, trail, settings.appName());
    }

    @Bean
    Emails emails(
            UserStore users,
            IdentityClaims claims,
            Challenges challenges,
            ChallengeSender asking,
            MessageDispatch dispatch,
            SecretAttempts tries,
            AuthTrail trail) {
        return new Emails(users, claims, challenges, asking, dispatch, tries, trail);
    }

    @Bean
    Profiles profiles(UserStore users, Emails emails, Sessions sessions) {
        return new Profiles(users, emails, sessions);
    }

    @Bean
    Routes loginRoutes(
            Registration registration,
            Login login,
            ChallengeAnswers secondStep,
            ChallengeSender asking,
            TokenRefresh refreshing,
            Bodies bodies) {
        return new LoginCalls(registration, login, secondStep, asking, refreshing, bodies).routes();
    }

    @Bean
    Routes credentialRoutes(Passwords passwords, Enrolment enrolment, Bodies bodies) {
        return new CredentialCalls(passwords, enrolment, bodies).routes();
    }

    @Bean
    Routes sessionRoutes(Sessions sessions, AuthTrail trail) {
        return new SessionCalls(sessions, trail).routes();
    }

    @Bean
    Routes userRoutes(Profiles profiles, Emails emails, ShardGateway gateway, AuditLog audit, Bodies bodies) {
        return new UserCalls(profiles, emails, new UserPages(gateway), audit, gateway, bodies).routes();
    }

    @Bean
    Routes jwksRoutes(KeyFolder keys) {
        return Routes.of(new JwksCall(keys).route());
    }
}
