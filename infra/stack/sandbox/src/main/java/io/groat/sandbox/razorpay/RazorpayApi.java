package io.groat.sandbox.razorpay;

import io.groat.sandbox.event.Signature;
import io.groat.sandbox.http.Area;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** This provider's API: who may call it, and how it refuses. */
public final class RazorpayApi implements Area {

    private final String credentials;
    private final List<Route> routes;

    public RazorpayApi(String keyId, String keySecret, RazorpayPayments payments, RazorpayPayouts payouts) {
        this.credentials = "Basic "
                + Base64.getEncoder().encodeToString((keyId + ":" + keySecret).getBytes(StandardCharsets.UTF_8));
        this.routes = Stream.concat(payments.routes().stream(), payouts.routes().stream())
                .toList();
    }

    @Override
    public String prefix() {
        return "/razorpay/v1";
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void authorize(Call call) {
        if (!Signature.same(call.header("Authorization").orElse(""), credentials)) {
            throw Refusal.of(Refusal.Kind.UNAUTHORIZED, "the key or its secret is wrong");
        }
    }

    /** What does not exist is a bad request here. */
    @Override
    public Reply refused(Refusal refusal) {
        boolean ours = refusal.kind() == Refusal.Kind.SERVER_ERROR;
        int status = refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.CONFLICT
                ? Refusal.Kind.BAD_REQUEST.status()
                : refusal.kind().status();
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error")
                .put("code", ours ? "SERVER_ERROR" : "BAD_REQUEST_ERROR")
                .put("description", refusal.text())
                .put("source", ours ? "internal" : "business")
                .put("step", (String) null)
                .put("reason", ours ? "server_error" : "input_validation_failed");
        refusal.field().ifPresent(field -> error.put("field", field));
        error.putObject("metadata");
        Reply reply = Reply.of(status, body);
        return refusal.kind() == Refusal.Kind.UNAUTHORIZED
                ? reply.with("WWW-Authenticate", "Basic realm=\"sandbox\"")
                : reply;
    }

    @Override
    public boolean canFail() {
        return true;
    }
}
