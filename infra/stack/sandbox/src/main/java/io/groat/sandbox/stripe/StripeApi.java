package io.groat.sandbox.stripe;

import io.groat.sandbox.event.Signature;
import io.groat.sandbox.http.Area;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** This provider's API: who may call it, and how it refuses. */
public final class StripeApi implements Area {

    private final String credentials;
    private final List<Route> routes;

    public StripeApi(String secretKey, StripeSessions sessions, StripeMoney money) {
        this.credentials = "Bearer " + secretKey;
        this.routes = Stream.concat(sessions.routes().stream(), money.routes().stream())
                .toList();
    }

    @Override
    public String prefix() {
        return "/stripe/v1";
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void authorize(Call call) {
        if (!Signature.same(call.header("Authorization").orElse(""), credentials)) {
            throw Refusal.of(Refusal.Kind.UNAUTHORIZED, "the secret key is missing or wrong");
        }
    }

    @Override
    public Reply refused(Refusal refusal) {
        int status = refusal.kind() == Refusal.Kind.CONFLICT
                ? Refusal.Kind.BAD_REQUEST.status()
                : refusal.kind().status();
        String type = switch (refusal.kind()) {
            case SERVER_ERROR -> "api_error";
            case KEY_REUSED -> "idempotency_error";
            default -> "invalid_request_error";
        };
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("type", type).put("message", refusal.text());
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
            error.put("code", "resource_missing");
        }
        refusal.field().ifPresent(field -> error.put("param", field));
        return Reply.of(status, body);
    }

    @Override
    public boolean canFail() {
        return true;
    }
}
