package io.groat.router.settlement;

import io.groat.engine.SettlementEngine;
import io.groat.engine.SettlementUpload;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.settlement.Settlement;
import io.groat.settlement.SettlementRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes a file that lies on the disk: reads it from its beginning to its end, and only where nothing is wrong with it writes
 * its rows down and lets them be booked. What is done again does no harm: where this dies, the same file goes on.
 */
final class SettlementIntake {

    /** Rows of one statement. */
    private static final int PIECE = 500;

    private final SettlementEngine engine;

    SettlementIntake(SettlementEngine engine) {
        this.engine = engine;
    }

    /**
     * What was taken.
     *
     * @param replayed whether it had been taken before
     */
    record Taken(Settlement settlement, boolean replayed) {}

    /**
     * @param name of the file, as whoever brought it calls it; null where they don't
     * @return fails with SETTLEMENT_UNREADABLE where it can't be taken, which says why
     */
    Mono<Taken> take(String gateway, @Nullable String name, Path file, String takenBy) {
        return Mono.fromCallable(() -> CheckedFile.of(file))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(checked -> {
                    SettlementUpload upload = upload(gateway, name, checked, takenBy);
                    return checked.faults().isEmpty() ? store(upload, file) : unreadable(upload);
                });
    }

    private static SettlementUpload upload(String gateway, @Nullable String name, CheckedFile checked, String takenBy) {
        FileShape shape = checked.shape();
        return new SettlementUpload(
                gateway,
                checked.sha256(),
                name,
                shape == null ? null : shape.text(),
                checked.size(),
                checked.rows(),
                checked.faults().stream().map(Fault::text).toList(),
                takenBy);
    }

    private Mono<Taken> unreadable(SettlementUpload upload) {
        return engine.failed(upload)
                .flatMap(failed -> Mono.error(new RefusedException(Refused.of(
                        Refusal.SETTLEMENT_UNREADABLE,
                        "body",
                        upload.faults().stream().collect(Collectors.joining("; ")) + " (settlement " + failed.id()
                                + ")"))));
    }

    private Mono<Taken> store(SettlementUpload upload, Path file) {
        return engine.begin(upload)
                .flatMap(begun -> begun.status() == Settlement.Status.STORING
                        ? rows(file, begun.id())
                                .buffer(PIECE)
                                .concatMap(rows -> engine.store(begun.id(), rows), 1)
                                .then(Mono.defer(() -> engine.stored(begun)))
                                .map(stored -> new Taken(stored, false))
                        : Mono.just(new Taken(begun, true)));
    }

    /** The rows, read as they are asked for. */
    private static Flux<SettlementRow> rows(Path file, UUID settlement) {
        return Flux.using(
                        () -> new SettlementReader(Files.newInputStream(file), settlement),
                        reader -> Flux.<SettlementRow>generate(sink -> {
                            SettlementRow row = reader.next();
                            if (row == null) {
                                sink.complete();
                            } else {
                                sink.next(row);
                            }
                        }),
                        SettlementIntake::close)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static void close(SettlementReader reader) {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
