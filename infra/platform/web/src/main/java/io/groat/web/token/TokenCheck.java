package io.groat.web.token;

import io.groat.web.access.Caller;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The whole check of a request's token: known ones at once, others unless their address has tried too many. */
public final class TokenCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);

    private final VerifiedTokens tokens;
    private final FailedTokens failed;

    public TokenCheck(VerifiedTokens tokens, AccessSettings settings) {
        this.tokens = tokens;
        this.failed = new FailedTokens(settings.failures());
    }

    /**
     * Whom the token stands for.
     *
     * @param address where the request comes from
     * @return fails with {@link BadTokenException} when it is not good
     */
    public Mono<Caller> caller(String token, String address) {
        if (failed.tooMany(address) && tokens.peek(TokenHash.of(token)) == null) {
            return Mono.error(new ProblemException(
                    Problem.of(WebProblem.RATE_LIMITED, null, "Too many bad tokens came from this address"),
                    Map.of("Retry-After", "60")));
        }
        return tokens.get(token)
                .doOnError(BadTokenException.class, bad -> failed.count(address))
                .onErrorMap(TokenCheck::isOutage, TokenCheck::outage);
    }

    private static boolean isOutage(Throwable failure) {
        return !(failure instanceof BadTokenException);
    }

    private static ProblemException outage(Throwable failure) {
        LOG.warn("A token could not be checked: {}", failure.toString());
        return new ProblemException(WebProblem.TOKEN_CHECK_UNAVAILABLE);
    }
}
