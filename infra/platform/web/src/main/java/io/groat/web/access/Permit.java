package io.groat.web.access;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the caller may do in the call under way.
 *
 * @param onlyOwn whether it is only about what is the caller's own; anything else is then not there
 */
public record Permit(Caller caller, boolean onlyOwn) {

    private static final String ATTRIBUTE = Permit.class.getName();

    /** For a caller who may make that call. */
    public static Permit of(Caller caller, Access access) {
        return new Permit(caller, caller.onlyAsUser(access));
    }

    /**
     * The permit of a request.
     *
     * @throws IllegalStateException in a call that is public
     */
    public static Permit of(ServerRequest request) {
        Permit permit = find(request.exchange());
        if (permit == null) {
            throw new IllegalStateException("nobody was asked who they are");
        }
        return permit;
    }

    /** The permit of a request; null when nobody was asked who they are. */
    public static @Nullable Permit find(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Leaves it with the request, for the call to find. */
    public void grant(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Whether what belongs to that user is there for the caller. */
    public boolean covers(String userId) {
        return !onlyOwn || caller.id().equals(userId);
    }
}
