package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import reactor.core.publisher.Mono;

/** A request that reserves, and one that takes all that is reserved. */
final class HttpHoldSender implements Sender {
    private final HttpSender http;

    /** @param http is its own from now on */
    HttpHoldSender(HttpSender http) {
        this.http = http;
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        http.begin(
                http.post(order, "/v1/holds", HttpSender.body(order))
                        .flatMap(hold -> hold.status() == Answer.CREATED
                                ? http.post(order, "/v1/holds/" + hold.id() + "/captures", "{}")
                                : Mono.just(hold)),
                ending);
    }

    @Override
    public void close() {
        http.close();
    }
}
