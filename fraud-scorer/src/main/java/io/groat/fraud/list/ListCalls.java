package io.groat.fraud.list;

import io.groat.fraud.http.Calls;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.json.JsonWords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Reads and changes the lists. A change is in force everywhere within some two seconds. */
final class ListCalls {

    private static final int MAX_ID = 200;
    /** As the router takes user ids. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}");

    private static final int MAX_REASON = 500;
    private static final int LATEST = 200;
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Set<String> FIELDS = Set.of("listing", "reason", "expiresAt");
    private static final Set<String> FILTERS = Set.of("subject", "listing");

    private final ListStore store;
    private final Versions versions;
    private final Supplier<Mono<Void>> look;
    private final Bodies bodies;

    /** @param look sees to it that a change is in force here at once */
    public ListCalls(ListStore store, Versions versions, Supplier<Mono<Void>> look, Bodies bodies) {
        this.store = store;
        this.versions = versions;
        this.look = look;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/lists", Calls.READS, this::all),
                Route.get("/v1/lists/history", Calls.READS, this::history),
                Route.get("/v1/lists/{subject}/{id}", Calls.READS, this::one),
                Route.put("/v1/lists/{subject}/{id}", Calls.DECIDES, this::put),
                Route.delete("/v1/lists/{subject}/{id}", Calls.DECIDES, this::remove));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        Parameters.requireOnly(request, FILTERS);
        Optional<Subject> subject = request.queryParam("subject").map(ListCalls::subject);
        Optional<Listing> listing = request.queryParam("listing").map(ListCalls::listing);
        return store.all()
                .flatMap(lists -> Answer.ok(json -> {
                    List<ListEntry> entries = Arrays.stream(Subject.values())
                            .filter(one -> subject.isEmpty() || subject.get() == one)
                            .flatMap(one -> lists.all(one).stream())
                            .filter(entry -> listing.isEmpty() || listing.get() == entry.listing())
                            .sorted(Comparator.comparing(ListEntry::createdAt).reversed())
                            .toList();
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    entries.forEach(entry -> write(json, entry));
                    json.writeEndArray();
                    json.writeNullProperty("next");
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history()
                .take(LATEST)
                .collectList()
                .flatMap(changes -> Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    changes.forEach(change -> write(json, change));
                    json.writeEndArray();
                    json.writeNullProperty("next");
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return find(request)
                .flatMap(entry -> Answer.ok(json -> write(json, entry)))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        Subject subject = subject(request.pathVariable("subject"));
        String id = listable(request);
        String author = Calls.caller(request);
        return bodies.json(request)
                .map(body -> entry(subject, id, author, JsonText.object(body)))
                .flatMap(entry ->
                        Calls.toItsEnd(store.put(entry).then(inForce())).thenReturn(entry))
                .flatMap(entry -> Answer.ok(json -> write(json, entry)));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        String author = Calls.caller(request);
        String reason = request.queryParam("reason").orElse("");
        if (reason.length() > MAX_REASON) {
            throw Parameters.invalid("reason", "\"reason\" has more than " + MAX_REASON + " characters");
        }
        return find(request)
                .flatMap(entry -> Calls.toItsEnd(
                                store.remove(entry, author, reason).then(inForce()))
                        .then(ServerResponse.noContent().build()))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ListEntry> find(ServerRequest request) {
        Subject subject = subject(request.pathVariable("subject"));
        String id = id(request);
        return store.all().mapNotNull(lists -> lists.find(subject, id, Instant.now()));
    }

    /** Failing to look here is no failure: this process looks each second anyway. */
    private Mono<Void> inForce() {
        return versions.raise(Versions.LISTS).then(look.get().onErrorComplete());
    }

    private static ListEntry entry(Subject subject, String id, String author, JsonFields fields) {
        fields.requireOnly(FIELDS);
        Listing listing = listing(fields.text("listing"));
        String reason = fields.text("reason");
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw Parameters.invalid("reason", "\"reason\" has to have 1 to " + MAX_REASON + " characters");
        }
        Instant now = Instant.now();
        Instant expiresAt = fields.findTime("expiresAt");
        if (expiresAt != null && !(expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST)))) {
            throw Parameters.invalid("expiresAt", "\"expiresAt\" has to be in the future, within ten years");
        }
        return new ListEntry(subject, id, listing, reason, author, now, inMillis(expiresAt));
    }

    /** As it is stored. */
    private static @Nullable Instant inMillis(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String id(ServerRequest request) {
        String id = request.pathVariable("id");
        if (id.isBlank() || id.length() > MAX_ID) {
            throw Parameters.invalid("id", "the id has to have 1 to " + MAX_ID + " characters");
        }
        return id;
    }

    /** An id that somebody can have; an entry of another, such as one with a space behind it, would be about nobody. */
    private static String listable(ServerRequest request) {
        String id = id(request);
        if (!USER.matcher(id).matches()) {
            throw Parameters.invalid("id", "the id has to be a user's");
        }
        return id;
    }

    private static Subject subject(String text) {
        return Arrays.stream(Subject.values())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid("subject", "\"subject\" has to be user or payee"));
    }

    private static Listing listing(String text) {
        return Arrays.stream(Listing.values())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid("listing", "\"listing\" has to be allow, watch or block"));
    }

    private static void write(JsonGenerator json, ListEntry entry) {
        json.writeStartObject();
        json.writeStringProperty("subject", entry.subject().name());
        json.writeStringProperty("id", entry.id());
        json.writeStringProperty("listing", entry.listing().name());
        json.writeStringProperty("reason", entry.reason());
        json.writeStringProperty("author", entry.author());
        JsonWords.time(json, "createdAt", entry.createdAt());
        JsonWords.time(json, "expiresAt", entry.expiresAt());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ListChange change) {
        json.writeStartObject();
        JsonWords.time(json, "at", change.at());
        json.writeStringProperty("action", change.action());
        json.writeStringProperty("subject", change.subject().name());
        json.writeStringProperty("id", change.id());
        json.writeStringProperty("listing", change.listing().name());
        json.writeStringProperty("who", change.who());
        json.writeStringProperty("reason", change.reason());
        json.writeEndObject();
    }
}
