package io.groat.web.http;

import io.groat.web.access.Access;
import io.groat.web.http.Content.Form;
import io.groat.web.problem.ProblemCode;
import io.groat.web.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A route in the making. What it says of a call is what the call's document says, what its body and its query are held
 * to, and what a test checks its answers by:
 *
 * <pre>{@code
 * Route.post("/v1/accounts", WRITE)
 *         .named("accounts", "openAccount", "Opens an account")
 *         .takes(AccountOpening.class)
 *         .gives(201, AccountView.class, "Opened", HeaderField.LOCATION)
 *         .refuses(ACCOUNT_EXISTS, UNKNOWN_CURRENCY)
 *         .by(bodies, this::open)
 * }</pre>
 *
 * @param <T> the record of its body; {@code Void} when it takes none
 */
public final class Call<T> {

    private static final byte[] NOTHING = {'{', '}'};

    private final HttpMethod method;
    private final String pattern;
    private final Access access;

    private String group = "";
    private String operation = "";
    private String summary = "";
    private String details = "";
    private final Map<String, String> path = new LinkedHashMap<>();
    private final List<Query<?>> queries = new ArrayList<>();
    private boolean strictQuery;
    private final List<HeaderField> headers = new ArrayList<>();
    private @Nullable Content takes;
    private final List<Outcome> gives = new ArrayList<>();
    private final Set<ProblemCode> refuses = new LinkedHashSet<>();

    Call(HttpMethod method, String pattern, Access access) {
        this.method = method;
        this.pattern = pattern;
        this.access = access;
    }

    /** @param operation its name in the API, which clients in code use */
    public Call<T> named(String group, String operation, String summary) {
        this.group = group;
        this.operation = operation;
        this.summary = summary;
        return this;
    }

    /** What else there is to know of it. */
    public Call<T> details(String text) {
        this.details = text;
        return this;
    }

    /** What a variable of the path means. */
    public Call<T> path(String variable, String doc) {
        path.put(variable, doc);
        return this;
    }

    /** The parameters that its query may have; any other is refused. */
    public Call<T> query(Query<?>... parameters) {
        strictQuery = true;
        queries.addAll(List.of(parameters));
        return this;
    }

    /** Parameters of a query that may have any others, which mean nothing. */
    public Call<T> optionalQuery(Query<?>... parameters) {
        queries.addAll(List.of(parameters));
        return this;
    }

    /** A header that it reads. */
    public Call<T> header(HeaderField header) {
        headers.add(header);
        return this;
    }

    /** Takes a body that is such a record. */
    public <R extends Record> Call<R> takes(Class<R> body) {
        return taking(Content.json(Form.OBJECT, body));
    }

    /** The same; without a body it is as if it were an object without fields. */
    public <R extends Record> Call<R> mayTake(Class<R> body) {
        return taking(Content.json(Form.OBJECT, body).optional());
    }

    /** Takes an array of such records. */
    public Call<T> takesList(Class<? extends Record> item) {
        return taking(Content.json(Form.LIST, item));
    }

    /** Takes such a record a line. */
    public Call<T> takesLines(Class<? extends Record> line) {
        return taking(new Content(MediaType.APPLICATION_NDJSON, Form.LINES, line));
    }

    /** Takes a body of another media type than JSON, which the handler reads. */
    public Call<T> takesText(MediaType type) {
        return taking(Content.text(type));
    }

    /** Takes a form with such fields. */
    public Call<T> takesForm(Class<? extends Record> fields) {
        return taking(new Content(MediaType.APPLICATION_FORM_URLENCODED, Form.FIELDS, fields));
    }

    @SuppressWarnings("unchecked") // A call holds nothing of T; it only says what its handler gets.
    private <R> Call<R> taking(Content content) {
        takes = content;
        return (Call<R>) this;
    }

    /** Answers with such a record, or one of those that a sealed interface permits. */
    public Call<T> gives(int status, Class<?> body, String doc, HeaderField... has) {
        return giving(status, doc, Content.json(Form.OBJECT, body), has);
    }

    /** Answers with an array of such records. */
    public Call<T> givesList(int status, Class<?> item, String doc, HeaderField... has) {
        return giving(status, doc, Content.json(Form.LIST, item), has);
    }

    /** Answers with a page of such records. */
    public Call<T> givesPage(Class<? extends Record> item) {
        return giving(200, "A page", Content.json(Form.PAGE, item));
    }

    /** Answers with such a record a line. */
    public Call<T> givesLines(int status, Class<?> line, String doc) {
        return giving(status, doc, new Content(MediaType.APPLICATION_NDJSON, Form.LINES, line));
    }

    /** Answers in another media type than JSON; the last answer also, when it has that status. */
    public Call<T> givesText(int status, MediaType type, String doc, HeaderField... has) {
        return giving(status, doc, Content.text(type), has);
    }

    /** Answers without a body. */
    public Call<T> givesNothing(String doc) {
        return givesNothing(204, doc);
    }

    /** The same with another status than 204. */
    public Call<T> givesNothing(int status, String doc) {
        gives.add(new Outcome(status, doc, List.of(), List.of()));
        return this;
    }

    private Call<T> giving(int status, String doc, Content content, HeaderField... has) {
        int last = gives.size() - 1;
        if (last >= 0 && gives.get(last).status() == status) {
            gives.set(last, gives.get(last).and(content));
        } else {
            gives.add(new Outcome(status, doc, List.of(content), Arrays.asList(has)));
        }
        return this;
    }

    /** What members of text say in the example of the last answer, by name. */
    public Call<T> showing(Map<String, String> members) {
        gives.add(gives.remove(gives.size() - 1).showing(members));
        return this;
    }

    /** Problems of its own, beside those that any such call may have. */
    public Call<T> refuses(ProblemCode... codes) {
        refuses.addAll(List.of(codes));
        return this;
    }

    /** The route, answered by that. Whatever its body is, the handler reads it. */
    public Route by(HandlerFunction<ServerResponse> handler) {
        return new Route(method, pattern, access, description(), held(handler));
    }

    /**
     * The route, answered by that, which gets the body as it was read. It is read when the handler subscribes to it, so
     * that what can be refused without it is.
     */
    public Route by(Bodies bodies, BiFunction<ServerRequest, Mono<T>, Mono<ServerResponse>> handler) {
        return by(bodies::json, handler);
    }

    /** The same for a body that has a limit of its own. */
    public Route by(Bodies bodies, DataSize most, BiFunction<ServerRequest, Mono<T>, Mono<ServerResponse>> handler) {
        return by(request -> bodies.json(request, most), handler);
    }

    @SuppressWarnings("unchecked") // takes(…) made it so.
    private Route by(
            Function<ServerRequest, Mono<byte[]>> reader,
            BiFunction<ServerRequest, Mono<T>, Mono<ServerResponse>> handler) {
        Content body = takes;
        if (body == null || body.of() == null || body.form() != Form.OBJECT) {
            throw new IllegalStateException(operation + " takes no such body");
        }
        Shape<T> shape = (Shape<T>) Shape.of(body.of());
        return by(request -> handler.apply(
                request,
                Mono.defer(() -> reader.apply(request)
                        .map(bytes -> bytes.length == 0 && !body.required() ? NOTHING : bytes)
                        .map(shape::read))));
    }

    private HandlerFunction<ServerResponse> held(HandlerFunction<ServerResponse> handler) {
        if (!strictQuery) {
            return handler;
        }
        Set<String> known = queries.stream().map(Query::name).collect(Collectors.toUnmodifiableSet());
        return request -> {
            Parameters.requireOnly(request, known);
            return handler.handle(request);
        };
    }

    private Description description() {
        return new Description(
                operation, summary, details, group, path, queries, strictQuery, headers, takes, gives, refuses);
    }
}
