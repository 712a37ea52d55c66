package io.groat.router.config;

import io.groat.engine.ShardGateway;
import io.groat.router.auth.lockout.AttemptsBusyException;
import io.groat.router.auth.lockout.Lockout;
import io.groat.router.auth.lockout.LockoutSettings;
import io.groat.router.auth.login.AuthenticatorCodes;
import io.groat.router.auth.login.ChallengeSender;
import io.groat.router.auth.login.Grants;
import io.groat.router.auth.login.LoginSettings;
import io.groat.router.auth.login.MessageDispatch;
import io.groat.router.auth.login.SecretAttempts;
import io.groat.router.auth.login.TokenRefresh;
import io.groat.router.auth.message.LoggedMessages;
import io.groat.router.auth.message.NotifierMessages;
import io.groat.router.auth.message.UndeliveredMessages;
import io.groat.router.auth.message.UserMessages;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.otp.OtpSettings;
import io.groat.router.auth.password.HasherBusyException;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.password.PasswordSettings;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.secret.KeyedHash;
import io.groat.router.auth.secret.SealedText;
import io.groat.router.auth.secret.SecretSettings;
import io.groat.router.auth.session.RefreshTokens;
import io.groat.router.auth.session.SessionSettings;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.token.AccessTokens;
import io.groat.router.auth.token.KeyFolder;
import io.groat.router.auth.token.Keyring;
import io.groat.router.auth.token.NoSigningKeyException;
import io.groat.router.auth.token.TokenSettings;
import io.groat.router.auth.totp.RecoveryCodes;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.UserStore;
import io.groat.web.http.Problems;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemTranslator;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisUnavailableException;
import io.groat.web.token.AccessSettings;
import io.groat.web.token.PublicKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What users' credentials, codes, sessions and tokens are kept in and made with. */
@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator authProblems(Problems problems) {
        for (AuthProblem problem : AuthProblem.values()) {
            problems.register(problem);
        }
        return CredentialConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        if (failure instanceof HasherBusyException || failure instanceof AttemptsBusyException) {
            return Problem.of(AuthProblem.AUTH_BUSY);
        }
        return failure instanceof RedisUnavailableException || failure instanceof NoSigningKeyException
                ? Problem.of(AuthProblem.AUTH_UNAVAILABLE)
                : null;
    }

    @Bean
    UserStore userStore(ShardGateway shards, InstantSource clock) {
        return new UserStore(shards, clock);
    }

    @Bean
    IdentityClaims identityClaims(ShardGateway shards, UserStore users, InstantSource clock, LoginSettings settings) {
        return new IdentityClaims(shards, users, clock, settings.claimTime());
    }

    @Bean
    PasswordHasher passwordHasher(PasswordSettings settings, MeterRegistry meters) {
        return new PasswordHasher(settings, meters);
    }

    @Bean
    Challenges challenges(RedisLink redis, SecretSettings secrets, OtpSettings settings, InstantSource clock) {
        return new Challenges(redis, new KeyedHash(secrets.codes(), "codes"), settings, clock);
    }

    @Bean
    RefreshTokens refreshTokens(SecretSettings secrets) {
        return new RefreshTokens(new KeyedHash(secrets.codes(), "refresh tokens"));
    }

    @Bean
    Sessions sessions(RedisLink redis, RefreshTokens tokens, SessionSettings settings) {
        return new Sessions(redis, tokens, settings);
    }

    @Bean
    KeyFolder keyFolder(TokenSettings settings) {
        return new KeyFolder(settings);
    }

    @Bean
    PublicKeys publicKeys(KeyFolder keys) {
        return () -> keys.keys().flatMapIterable(Keyring::published);
    }

    @Bean
    AccessTokens accessTokens(KeyFolder keys, TokenSettings settings, AccessSettings access, InstantSource clock) {
        return new AccessTokens(keys, settings, access, clock);
    }

    @Bean
    SecretAttempts tries(RedisLink redis, LockoutSettings settings, AuthTrail trail) {
        return new SecretAttempts(new Lockout(redis, settings), trail);
    }

    /** The notifier delivers where it is named. A developer's own machine shows messages in the log, too. */
    @Bean
    UserMessages userMessages(
            @Value("${groat.auth.notifier-uri:}") String notifier, AccessSettings access, Environment environment) {
        boolean local = environment.matchesProfiles("local");
        if (notifier.isEmpty()) {
            return local ? new LoggedMessages() : new UndeliveredMessages();
        }
        NotifierMessages delivered = new NotifierMessages(notifier, access.serviceCredential());
        return local ? new LoggedMessages(delivered) : delivered;
    }

    @Bean
    MessageDispatch dispatch(Challenges challenges, UserMessages messages) {
        return new MessageDispatch(challenges, messages);
    }

    @Bean
    ChallengeSender asking(Challenges challenges, IdentityClaims claims, MessageDispatch dispatch) {
        return new ChallengeSender(challenges, claims, dispatch);
    }

    @Bean
    Grants grants(Sessions sessions, AccessTokens tokens, AuthTrail trail) {
        return new Grants(sessions, tokens, trail);
    }

    @Bean
    TokenRefresh refreshing(
            RefreshTokens tokens,
            Sessions sessions,
            UserStore users,
            SecretAttempts tries,
            Grants grants,
            MessageDispatch dispatch,
            AuthTrail trail) {
        return new TokenRefresh(tokens, sessions, users, tries, grants, dispatch, trail);
    }

    @Bean
    AuthenticatorCodes appCodes(SecretSettings secrets, UserStore users, InstantSource clock) {
        return new AuthenticatorCodes(new SealedText(secrets.totp(), "authenticator apps"), users, clock);
    }

    @Bean
    RecoveryCodes recoveryCodes(ShardGateway shards, InstantSource clock) {
        return new RecoveryCodes(shards, clock);
    }
}
