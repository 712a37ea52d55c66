package io.groat.fraud.list;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.NotBlank;
import io.groat.web.shape.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads and changes the lists. A change is in force everywhere within some two seconds. */
final class ListCalls {

    private static final int MAX_ID = 200;
    /** As the router takes user ids. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}");

    private static final int MAX_REASON = 500;
    private static final int LATEST = 200;
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Query<Subject> SUBJECT = Query.oneOf(
                    "subject",
                    "Only those who are on a list as that",
                    Arrays.stream(Subject.values()).map(Subject::name).toList(),
                    "has to be user or payee")
            .as(Subject::valueOf);
    private static final Query<Listing> LISTING = Query.oneOf(
                    "listing",
                    "Only those on that list",
                    Arrays.stream(Listing.values()).map(Listing::name).toList(),
                    "has to be allow, watch or block")
            .as(Listing::valueOf);

    /** Why somebody is on a list. */
    @Doc("Which list, and why")
    record ListingBody(
            @Doc("allow: always; watch: nothing without a review; block: never")
            Listing listing,

            @Doc(example = "seen before")
            @Text(max = MAX_REASON, fits = NotBlank.class, says = "has to have 1 to " + MAX_REASON + " characters")
            String reason,

            @Doc(
                    value = "For how long, ten years at most; until they are taken off, if not said",
                    example = "2036-01-31T12:00:00Z")
            @Nullable
            Instant expiresAt) {}

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
                Route.get("/v1/lists", Calls.READS)
                        .named("lists", "getLists", "Who is on the lists, the latest first")
                        .query(SUBJECT, LISTING)
                        .givesPage(ListEntry.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::all),
                Route.get("/v1/lists/history", Calls.READS)
                        .named("lists", "getListHistory", "The latest changes of the lists")
                        .givesPage(ListChange.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::history),
                of(Route.get("/v1/lists/{subject}/{id}", Calls.READS)
                                .named("lists", "getListEntry", "Whether somebody is on a list")
                                .gives(200, ListEntry.class, "They are")
                                .refuses(WebProblem.NOT_FOUND))
                        .by(this::one),
                of(Route.put("/v1/lists/{subject}/{id}", Calls.DECIDES)
                                .named("lists", "putOnList", "Puts somebody on a list")
                                .details("In force everywhere within some two seconds.")
                                .takes(ListingBody.class)
                                .gives(200, ListEntry.class, "They are on it now"))
                        .by(bodies, this::put),
                of(Route.delete("/v1/lists/{subject}/{id}", Calls.DECIDES)
                                .named("lists", "takeOffList", "Takes somebody off a list")
                                .givesNothing("They are on none now")
                                .refuses(WebProblem.NOT_FOUND))
                        .by(this::remove));
    }

    /** What each of them is about. */
    private static <T> Call<T> of(Call<T> call) {
        return call.path("subject", "user for one who pays, payee for one who is paid")
                .path("id", "The user's id")
                .refuses(WebProblem.INVALID_FIELD, FraudProblem.STORE_UNAVAILABLE);
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        Optional<Subject> subject = Optional.ofNullable(SUBJECT.of(request));
        Optional<Listing> listing = Optional.ofNullable(LISTING.of(request));
        return store.all()
                .map(lists -> Arrays.stream(Subject.values())
                        .filter(one -> subject.isEmpty() || subject.get() == one)
                        .flatMap(one -> lists.all(one).stream())
                        .filter(entry -> listing.isEmpty() || listing.get() == entry.listing())
                        .sorted(Comparator.comparing(ListEntry::createdAt).reversed())
                        .toList())
                .flatMap(entries -> Answer.ok(new Page<>(entries, null).json(ListEntry.class, entry -> entry)));
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history()
                .take(LATEST)
                .collectList()
                .flatMap(changes -> Answer.ok(new Page<>(changes, null).json(ListChange.class, change -> change)));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return find(request).flatMap(entry -> Answer.ok(entry)).switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ServerResponse> put(ServerRequest request, Mono<ListingBody> body) {
        Subject subject = subject(request.pathVariable("subject"));
        String id = listable(request);
        String author = Calls.caller(request);
        return body.map(given -> entry(subject, id, author, given))
                .flatMap(entry ->
                        Calls.toItsEnd(store.put(entry).then(inForce())).thenReturn(entry))
                .flatMap(entry -> Answer.ok(entry));
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

    private static ListEntry entry(Subject subject, String id, String author, ListingBody given) {
        Instant now = Instant.now();
        Instant expiresAt = given.expiresAt();
        if (expiresAt != null && !(expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST)))) {
            throw Parameters.invalid("expiresAt", "\"expiresAt\" has to be in the future, within ten years");
        }
        return new ListEntry(subject, id, given.listing(), given.reason(), author, now, inMillis(expiresAt));
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
}
