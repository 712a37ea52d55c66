package io.groat.router.auth.call;

import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditLog;
import io.groat.router.auth.lockout.AttemptsBusyException;
import io.groat.router.auth.login.ChallengeAnswers;
import io.groat.router.auth.login.ChallengeSender;
import io.groat.router.auth.login.Emails;
import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.login.Login;
import io.groat.router.auth.login.Passwords;
import io.groat.router.auth.login.Profiles;
import io.groat.router.auth.login.Registration;
import io.groat.router.auth.login.TokenRefresh;
import io.groat.router.auth.password.HasherBusyException;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.token.KeyFolder;
import io.groat.router.auth.token.NoSigningKeyException;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.UserPages;
import io.groat.router.http.SecondFactor;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemTranslator;
import io.groat.web.redis.RedisUnavailableException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls of users about themselves, and their problems. */
@Configuration(proxyBeanMethods = false)
class AuthCallConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator authProblems(Problems problems) {
        for (AuthProblem problem : AuthProblem.values()) {
            problems.register(problem);
        }
        return AuthCallConfiguration::problem;
    }

    @Bean
    Routes loginRoutes(
            Registration registration,
            Login login,
            ChallengeAnswers challengeAnswers,
            ChallengeSender challengeSender,
            TokenRefresh tokenRefresh,
            Bodies bodies) {
        return new LoginCalls(registration, login, challengeAnswers, challengeSender, tokenRefresh, bodies).routes();
    }

    @Bean
    Routes credentialRoutes(Passwords passwords, Enrolment enrolment, Bodies bodies) {
        return new CredentialCalls(passwords, enrolment, bodies).routes();
    }

    @Bean
    SecondFactor secondFactor(Enrolment enrolment, Sessions sessions, InstantSource clock) {
        return new FreshFactor(enrolment, sessions, clock);
    }

    @Bean
    Routes sessionRoutes(Sessions sessions, AuthTrail trail) {
        return new SessionCalls(sessions, trail).routes();
    }

    @Bean
    Routes userRoutes(Profiles profiles, Emails emails, ShardGateway gateway, AuditLog audit, Bodies bodies) {
        return new UserCalls(profiles, emails, audit, gateway, bodies).routes();
    }

    @Bean
    Routes userSearchRoutes(UserPages pages, Profiles profiles, ShardGateway gateway) {
        return new UserSearch(pages, profiles, gateway).routes();
    }

    @Bean
    Routes jwksRoutes(KeyFolder keys) {
        return Routes.of(new JwksCall(keys).route());
    }

    private static @Nullable Problem problem(Throwable failure) {
        if (failure instanceof HasherBusyException || failure instanceof AttemptsBusyException) {
            return Problem.of(AuthProblem.AUTH_BUSY);
        }
        return failure instanceof RedisUnavailableException || failure instanceof NoSigningKeyException
                ? Problem.of(AuthProblem.AUTH_UNAVAILABLE)
                : null;
    }
}
