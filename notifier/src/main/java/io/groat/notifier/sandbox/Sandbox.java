package io.groat.notifier.sandbox;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.TextMap;
import io.groat.notifier.provider.Outgoing;
import io.groat.notifier.provider.Provider;
import io.groat.notifier.provider.StandInProviders;
import io.groat.notifier.queue.Attempt;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All phones, mailboxes and devices of the local profile. What comes twice under one id is there once. For two days. */
final class Sandbox implements StandInProviders {

    private static final int DAYS = 2;
    private static final String ADD = "INSERT INTO sandbox (day, id, receiver, at, data) VALUES (?, ?, ?, ?, ?)";
    private static final String LIST = "SELECT at, data FROM sandbox WHERE day = ?";

    private final Cassandra cassandra;
    private final InstantSource clock;

    /**
     * Something that has come.
     *
     * @param texts {@code to}, {@code channel}, {@code template}, {@code subject}, {@code body}
     */
    record Came(Instant at, Map<String, String> texts) {}

    Sandbox(Cassandra cassandra, InstantSource clock) {
        this.cassandra = cassandra;
        this.clock = clock;
    }

    /** Somebody who takes everything of that channel here. */
    @Override
    public Provider provider(Channel channel) {
        return new Provider() {
            @Override
            public String name() {
                return "sandbox";
            }

            @Override
            public Mono<Attempt> send(Outgoing outgoing) {
                return put(channel, outgoing).thenReturn(new Attempt.Sent("sandbox"));
            }
        };
    }

    private Mono<Void> put(Channel channel, Outgoing outgoing) {
        Instant now = clock.instant();
        Map<String, String> texts = new HashMap<>();
        texts.put("to", outgoing.to());
        texts.put("channel", channel.text());
        texts.put("template", outgoing.template());
        if (channel != Channel.SMS) {
            texts.put("subject", outgoing.text().title());
        }
        texts.put(
                "body",
                channel == Channel.EMAIL
                        ? outgoing.text().text()
                        : outgoing.text().brief());
        return cassandra.write(new Cql(
                ADD,
                now.atOffset(ZoneOffset.UTC).toLocalDate(),
                outgoing.id(),
                outgoing.to(),
                now,
                TextMap.write(texts)));
    }

    Flux<Came> all() {
        return Flux.range(0, DAYS)
                .map(day ->
                        clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(day))
                .concatMap(day -> cassandra.read(new Cql(LIST, day)))
                .map(row -> new Came(
                        Objects.requireNonNull(row.getInstant("at")),
                        TextMap.read(Objects.requireNonNull(row.getString("data")))));
    }
}
