package io.groat.router.http;

import io.groat.account.UserIds;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.web.access.Permit;
import io.groat.web.http.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The parameter {@code userId} of lists of which a user sees their own part.
 *
 * @param query for the call's description
 */
public record OwnerQuery(Query<String> query) {

    /** @param doc what the list is then about */
    public static OwnerQuery of(String doc) {
        return new OwnerQuery(Query.text("userId", doc).checked(UserIds::isUserId, "is not a user's id"));
    }

    /**
     * Whose part a request gets: of who is a user alone their own, whoever is named.
     *
     * @return null for everybody's
     * @throws RefusedException ACCOUNT_NOT_FOUND where another is named than who may only see their own
     */
    public @Nullable String of(ServerRequest request) {
        String userId = query.of(request);
        Permit permit = Permit.of(request);
        if (userId != null && !permit.covers(userId)) {
            throw new RefusedException(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "userId"));
        }
        return permit.onlyOwn() ? permit.caller().id() : userId;
    }
}
