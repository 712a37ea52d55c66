package io.groat.router.settlement;

import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes settlement files that lie in a folder, named after their gateway: {@code GATEWAY-….csv}. One that has been as it is
 * for some seconds is taken and moved to {@code done}, or to {@code failed} with a file beside it that says why; one that is
 * still being written is left until it is whole, and so is one that can't be taken now, since a shard is away. Several
 * routers may look at one folder: the same file is one settlement.
 */
final class SettlementFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementFolder.class);
    private static final String ENDING = ".csv";
    private static final String TAKER = "system:folder";
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final Set<String> gateways;
    private final SettlementIntake intake;
    private final SettlementSettings settings;
    private final InstantSource clock;

    /** How files were when they were looked at last. */
    private Map<Path, Look> before = Map.of();

    SettlementFolder(
            Path folder,
            Set<String> gateways,
            SettlementIntake intake,
            SettlementSettings settings,
            InstantSource clock) {
        this.folder = folder;
        this.gateways = Set.copyOf(gateways);
        this.intake = intake;
        this.settings = settings;
        this.clock = clock;
    }

    private record Look(long size, Instant changed, Instant since) {

        boolean isOf(BasicFileAttributes file) {
            return size == file.size() && changed.equals(file.lastModifiedTime().toInstant());
        }
    }

    /** Looks once, and takes what is whole; gives how many files. Not at the same time as another look. */
    Mono<Long> round() {
        return Mono.fromCallable(this::whole)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(files -> files)
                .concatMap(this::take)
                .count();
    }

    /** Those that have been as they are for long enough. */
    List<Path> whole() throws IOException {
        Instant now = clock.instant();
        Map<Path, Look> seen = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .forEach(file -> look(file, now).ifPresent(look -> seen.put(file, look)));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        before = Map.copyOf(seen);
        return seen.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().since().plus(settings.unchanged()).isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How a file is, and since when it has been seen so; empty for what is no file. */
    private Optional<Look> look(Path file, Instant now) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!is.isRegularFile()) {
                return Optional.empty();
            }
            Look known = before.get(file);
            return Optional.of(
                    known != null && known.isOf(is)
                            ? known
                            : new Look(is.size(), is.lastModifiedTime().toInstant(), now));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Mono<Boolean> take(Path file) {
        String name = file.getFileName().toString();
        String gateway = gatewayOf(name);
        if (gateway == null) {
            return move(file, "failed", "There is no gateway that the file is named after: GATEWAY-….csv");
        }
        if (name.length() > LONGEST_NAME || isTooLarge(file)) {
            return move(
                    file,
                    "failed",
                    "A file may have " + settings.most().toBytes() + " bytes and a name of " + LONGEST_NAME
                            + " characters");
        }
        return intake.take(gateway, name, file, TAKER)
                .flatMap(taken -> {
                    LOG.info(
                            "Settlement {} of {} is taken from {}",
                            taken.settlement().id(),
                            gateway,
                            name);
                    return move(file, "done", null);
                })
                .onErrorResume(failure -> failed(file, failure));
    }

    private Mono<Boolean> failed(Path file, Throwable failure) {
        if (failure instanceof RefusedException refused
                && refused.refused().refusal() == Refusal.SETTLEMENT_UNREADABLE) {
            return move(file, "failed", refused.refused().detail());
        }
        LOG.warn("Settlement file {} is taken later: {}", file.getFileName(), failure.toString());
        return Mono.empty();
    }

    private @Nullable String gatewayOf(String name) {
        return gateways.stream()
                .filter(gateway -> name.startsWith(gateway + "-"))
                .max(Comparator.comparing(String::length))
                .orElse(null);
    }

    private boolean isTooLarge(Path file) {
        try {
            return Files.size(file) > settings.most().toBytes();
        } catch (IOException gone) {
            return false;
        }
    }

    private Mono<Boolean> move(Path file, String to, @Nullable String reason) {
        return Mono.fromCallable(() -> {
                    Path target = moved(file, Files.createDirectories(folder.resolve(to)));
                    if (reason != null) {
                        LOG.warn("Settlement file {} is not taken: {}", file.getFileName(), reason);
                        Files.writeString(
                                target.resolveSibling(target.getFileName() + ".reason"),
                                reason + "\n",
                                StandardCharsets.UTF_8);
                    }
                    return true;
                })
                .onErrorResume(NoSuchFileException.class, another -> Mono.just(false))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Under its own name, or that and a number where there is one. */
    private static Path moved(Path file, Path into) throws IOException {
        for (int number = 0; ; number++) {
            Path target = into.resolve(file.getFileName() + (number == 0 ? "" : "." + number));
            try {
                return Files.move(file, target);
            } catch (FileAlreadyExistsException taken) {
                LOG.debug("There is a {}", target);
            }
        }
    }
}
