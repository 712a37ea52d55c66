package io.groat.router.transfer;

import io.groat.engine.TransferEngine;
import io.groat.engine.TransferRequest;
import io.groat.posting.PreviewAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.router.access.Payer;
import io.groat.router.problem.MoneyProblems;
import io.groat.rule.LimitHit;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.json.JsonText;
import io.groat.web.json.MinorUnits;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Tells what a transfer would come to, and moves nothing. */
final class PreviewCall {

    private final TransferEngine engine;
    private final Payer payer;
    private final Bodies bodies;

    PreviewCall(TransferEngine engine, Payer payer, Bodies bodies) {
        this.engine = engine;
        this.payer = payer;
        this.bodies = bodies;
    }

    Route route() {
        return Route.post("/v1/transfers/preview", TransferCall.PAY.limited(TransferCall.OFTEN))
                .named("transfers", "previewTransfer", "Tells what a transfer would come to, and moves nothing")
                .details(
                        "By the same rules, as payer and payee stand now. What is true now may not be so a moment later:"
                                + " only a transfer tells for good.")
                .takes(TransferOrder.class)
                .gives(200, PreviewView.class, "What it would come to, allowed or not")
                .refuses(MoneyProblems.onShards(
                        Refusal.UNKNOWN_CURRENCY,
                        Refusal.ACCOUNT_NOT_FOUND,
                        Refusal.SAME_ACCOUNT,
                        Refusal.CURRENCY_MISMATCH,
                        Refusal.TRANSACTION_TYPE_UNKNOWN))
                .by(this::preview);
    }

    private Mono<ServerResponse> preview(ServerRequest request) {
        Permit permit = Permit.of(request);
        return bodies.json(request)
                .map(body -> TransferFields.alone(JsonText.object(body), () -> "preview"))
                .flatMap(transfer -> payer.allowed(permit, transfer))
                .flatMap(transfer -> engine.preview(transfer)
                        .map(PreviewCall::priced)
                        .flatMap(priced -> Answer.ok(json -> write(json, transfer, priced))));
    }

    private static PreviewAnswer.Priced priced(PreviewAnswer answer) {
        if (answer instanceof PreviewAnswer.Priced priced) {
            return priced;
        }
        throw new RefusedException(((PreviewAnswer.TurnedDown) answer).refused());
    }

    private static void write(JsonGenerator json, TransferRequest transfer, PreviewAnswer.Priced priced) {
        json.writeStartObject();
        json.writeBooleanProperty("allowed", priced.reason() == null);
        json.writeStringProperty("type", priced.terms().type());
        MinorUnits.write(json, "amount", transfer.amountMinor());
        json.writeStringProperty("currency", transfer.currency().code());
        json.writeArrayPropertyStart("fees");
        priced.terms().charges().forEach(charge -> TransferJson.write(json, charge, false));
        json.writeEndArray();
        MinorUnits.write(json, "total", priced.totalMinor());
        MinorUnits.write(json, "availableAfter", priced.availableAfterMinor());
        if (priced.reason() != null) {
            json.writeStringProperty("reason", priced.reason().name());
        }
        LimitHit hit = priced.hit();
        if (hit != null) {
            json.writeStringProperty("limit", hit.limit());
            MinorUnits.write(json, "max", hit.max());
            MinorUnits.write(json, "used", hit.used());
            if (hit.resetsAt() != null) {
                json.writeStringProperty("resetsAt", hit.resetsAt().toString());
            }
        }
        json.writeEndObject();
    }

    /** For the description: {@link #write} writes it. */
    @Doc("What a transfer would come to")
    record PreviewView(
            @Doc("Whether nothing speaks against it") boolean allowed,

            @Doc(value = "Its transaction type", example = "transfer")
            String type,

            @Amount long amount,
            @Doc(example = "EUR") String currency,
            List<TransferView.ChargeView> fees,
            @Doc("What the payer pays in all") @Amount long total,

            @Doc("What the payer has available then; below zero where it is on credit") @Amount(least = 0)
            long availableAfter,

            @Doc(value = "Why it would be refused; a problem code", example = "LIMIT_EXCEEDED") @LeftOut @Nullable
            String reason,

            @Doc(value = "The limit that it would pass, or the bound of the beneficiary", example = "daily")
            @LeftOut
            @Nullable
            String limit,

            @Amount(least = 0) @LeftOut @Nullable Long max,
            @Amount(least = 0) @LeftOut @Nullable Long used,
            @Doc("When it is used less") @LeftOut @Nullable Instant resetsAt) {}
}
