package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Originals;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/** A request that gives back a part of one transfer after the other. */
final class HttpRefundSender implements Sender {
    private static final String BODY = "{\"amount\":" + Originals.PART + "}";
    private static final int MADE_AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpSender http;
    private final List<String> originals;

    /**
     * Makes what it gives back.
     *
     * @param http is its own from now on
     */
    HttpRefundSender(HttpSender http, Originals made) {
        this.http = http;
        List<String> ids = Flux.range(0, made.count())
                .map(number -> made.next())
                .flatMap(order -> http.post(order, HttpSender.TRANSFERS, HttpSender.body(order)), MADE_AT_ONCE)
                .filter(answer -> answer.status() == Answer.CREATED)
                .map(Answer::id)
                .collectList()
                .block(LIMIT);
        if (ids == null || ids.size() < made.count()) {
            http.close();
            throw new LoadException("The router did not make all transfers that were to be given back");
        }
        this.originals = ids;
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        String original = Originals.of(originals, order);
        http.begin(http.post(order, HttpSender.TRANSFERS + "/" + original + "/refunds", BODY), ending);
    }

    @Override
    public void close() {
        http.close();
    }
}
