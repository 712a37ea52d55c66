package io.groat.router.auth.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The signing keys as they lie in a folder, read again from time to time: a key is rotated by putting a new file there,
 * and later taking the old one away, once the last token that it signed has run out.
 */
public final class KeyFolder {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);
    private static final Keyring EMPTY = new Keyring(List.of());

    private final TokenSettings settings;
    private final Mono<Keyring> keys;
    private volatile Keyring latest = EMPTY;

    public KeyFolder(TokenSettings settings) {
        this.settings = settings;
        this.keys = Mono.fromCallable(this::read)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(found -> latest = found)
                .onErrorResume(failure -> {
                    LOG.warn("The signing keys could not be read again: {}", failure.getMessage());
                    return Mono.just(latest);
                })
                .cache(settings.reread());
    }

    /** The keys, at most as old as the settings say; none where there is no folder. */
    public Mono<Keyring> keys() {
        return keys;
    }

    private Keyring read() {
        Path folder = settings.keys();
        if (folder == null || !Files.isDirectory(folder)) {
            return EMPTY;
        }
        List<SigningKey> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SigningKey.ENDING))
                    .sorted()
                    .forEach(file -> {
                        try {
                            found.add(SigningKey.read(file));
                        } catch (IOException unreadable) {
                            // A file half written is whole the next time; one bad file stops no other key.
                            LOG.warn("A signing key is left out: {}", unreadable.getMessage());
                        }
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (!found.equals(latest.keys())) {
            LOG.info("Signing keys: {}", found.stream().map(SigningKey::id).toList());
        }
        return new Keyring(found);
    }
}
