package io.groat.router.transfer;

import io.groat.router.http.IdempotencyKeys;
import io.groat.transfer.Transfer;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.problem.ProblemException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a call that moves money once answers. */
public final class TransferAnswer {

    private TransferAnswer() {}

    /** 201 with the transfer, or 202 while it is under way; fails with the problem of one that was rejected. */
    public static Mono<ServerResponse> of(ServerRequest request, TransferResult result) {
        if (result instanceof TransferResult.Accepted accepted) {
            Transfer transfer = accepted.transfer();
            boolean underWay = TransferResult.isUnderWay(transfer);
            return Answer.of(
                    underWay ? 202 : 201,
                    headers -> describe(headers, transfer, underWay, accepted.replayed()),
                    json -> TransferJson.write(json, transfer, Permit.of(request)));
        }
        TransferResult.Rejected rejected = (TransferResult.Rejected) result;
        return Mono.error(new ProblemException(
                rejected.problem(), rejected.replayed() ? Map.of(IdempotencyKeys.REPLAYED, "true") : Map.of()));
    }

    private static void describe(HttpHeaders headers, Transfer transfer, boolean underWay, boolean replayed) {
        headers.set(HttpHeaders.LOCATION, "/v1/transfers/" + transfer.id());
        if (underWay) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        if (replayed) {
            headers.set(IdempotencyKeys.REPLAYED, "true");
        }
    }
}
