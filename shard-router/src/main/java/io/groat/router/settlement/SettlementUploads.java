package io.groat.router.settlement;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Bodies that are files: written to the disk as they come, for they may be larger than the memory. */
final class SettlementUploads {

    /** The disk holds so many at once. */
    private static final int AT_ONCE = 4;

    private final SettlementSettings settings;
    private final AtomicInteger open = new AtomicInteger();

    SettlementUploads(SettlementSettings settings) {
        this.settings = settings;
    }

    /** Works on the whole body as a file, which is gone after; refuses it where it is too large, too slow, or one too many. */
    <T> Mono<T> with(ServerHttpRequest request, Function<Path, Mono<T>> work) {
        if (request.getHeaders().getContentLength() > settings.most().toBytes()) {
            return Mono.error(tooLarge());
        }
        return Mono.usingWhen(
                Mono.fromSupplier(this::enter),
                place -> Mono.usingWhen(
                        blocking(() -> Files.createTempFile("settlement-", ".csv")),
                        file -> write(request, file).then(Mono.defer(() -> work.apply(file))),
                        file -> blocking(() -> Files.deleteIfExists(file))),
                place -> Mono.fromRunnable(open::decrementAndGet));
    }

    private int enter() {
        int place = open.incrementAndGet();
        if (place > AT_ONCE) {
            open.decrementAndGet();
            throw new ProblemException(WebProblem.OVERLOADED);
        }
        return place;
    }

    private Mono<Void> write(ServerHttpRequest request, Path file) {
        AtomicLong size = new AtomicLong();
        Flux<DataBuffer> body = request.getBody().doOnNext(buffer -> {
            if (size.addAndGet(buffer.readableByteCount()) > settings.most().toBytes()) {
                DataBufferUtils.release(buffer);
                throw tooLarge();
            }
        });
        return DataBufferUtils.write(body, file)
                .timeout(settings.bodyTime())
                .onErrorMap(TimeoutException.class, late -> new ProblemException(WebProblem.BODY_TOO_SLOW));
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                WebProblem.BODY_TOO_LARGE,
                null,
                "A settlement file may have at most " + settings.most().toBytes() + " bytes");
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
