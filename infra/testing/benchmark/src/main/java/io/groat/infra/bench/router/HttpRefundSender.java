package io.groat.infra.bench.router;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Originals;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** A request that gives back a part of one transfer after the other. */
final class HttpRefundSender implements Sender {
    private static final String BODY = "{\"amount\":" + Originals.PART + "}";
    private static final int MADE_AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

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
                .flatMap(this::make, MADE_AT_ONCE)
                .collectList()
                .timeout(
                        LIMIT,
                        Mono.error(() -> new LoadException(
                                "The router did not make all transfers that were to be given back in " + LIMIT)))
                .doOnError(failure -> http.close())
                .block();
        this.originals = Objects.requireNonNull(ids);
    }

    /** Again under its key while the router is too busy or still at it, as clients do. */
    private Mono<String> make(TransferOrder order) {
        return http.post(order, HttpSender.TRANSFERS, HttpSender.body(order))
                .handle((Answer answer, SynchronousSink<String> made) -> {
                    if (answer.status() == Answer.CREATED) {
                        made.next(answer.id());
                    } else if (!answer.isBusy() && answer.status() != Answer.ACCEPTED) {
                        made.error(new LoadException("The router did not make a transfer that was to be given back: "
                                + answer.status() + " " + answer.body()));
                    }
                })
                .repeatWhenEmpty(again -> again.delayElements(PAUSE));
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
