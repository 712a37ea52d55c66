package io.groat.notifier.sandbox;

import io.groat.notifier.http.NotifierProblem;
import io.groat.web.access.Access;
import io.groat.web.http.Answer;
import io.groat.web.http.PageFiles;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.Shape;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The sandbox's page, and what is in it, the newest first. For everybody: it is on a developer's own machine alone. */
final class SandboxCalls {

    private static final int MOST = 1_000;

    private static final Query<String> TO = Query.text("to", "Only to that address");
    private static final Query<String> CHANNEL = Query.text("channel", "Only by that channel");

    /** Something that has come. */
    @Doc("Something that has come: `to`, `channel`, `template`, `subject`, `body`, as far as there are such, and when")
    record CameView(@Flat Map<String, String> texts, Instant at) {}

    private final Sandbox sandbox;

    public SandboxCalls(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public Routes routes() {
        PageFiles files = new PageFiles(SandboxCalls.class);
        return Routes.of(
                Route.get("/sandbox/messages", Access.PUBLIC)
                        .named(
                                "pages",
                                "getSandboxMessages",
                                "What has come to the local profile's phones and mailboxes")
                        .query(TO, CHANNEL)
                        .givesList(200, CameView.class, "The newest first")
                        .refuses(NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::messages),
                files.file("/sandbox", "sandbox.html", PageFiles.HTML),
                files.file("/sandbox/sandbox.js", "sandbox.js", PageFiles.SCRIPT),
                files.file("/sandbox/sandbox.css", "sandbox.css", PageFiles.STYLE));
    }

    private Mono<ServerResponse> messages(ServerRequest request) {
        // A plus sign in a query means a space; in a number it can only have been a plus sign.
        @Nullable
        String to = request.queryParam("to")
                .map(text -> text.startsWith(" ") ? "+" + text.substring(1) : text)
                .orElse(null);
        @Nullable String channel = CHANNEL.of(request);
        return sandbox.all()
                .filter(came -> to == null || to.equals(came.texts().get("to")))
                .filter(came -> channel == null || channel.equals(came.texts().get("channel")))
                .sort(Comparator.comparing(Sandbox.Came::at).reversed())
                .take(MOST)
                .collectList()
                .flatMap(found -> Answer.ok(json -> {
                    json.writeStartArray();
                    found.forEach(came ->
                            Shape.body(new CameView(came.texts(), came.at())).write(json));
                    json.writeEndArray();
                }));
    }
}
