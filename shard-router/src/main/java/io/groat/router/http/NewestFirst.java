package io.groat.router.http;

import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A list that goes by its items' ids, the newest first.
 *
 * @param cursors the letter of its cursors
 * @param id an item's
 * @param <T> its items
 */
public record NewestFirst<T>(char cursors, Function<T, UUID> id) {

    /** Finds a page. */
    public interface Finder<T> {

        /**
         * @param before only those with a lower id; null for all
         * @param limit the most of them
         */
        Mono<List<T>> page(@Nullable UUID before, int limit);
    }

    /** Answers with the page that a request asks for, each item as its view. */
    public <R extends Record> Mono<ServerResponse> answer(
            ServerRequest request, Finder<T> finder, Class<R> view, Function<T, R> item) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, cursors);
        return finder.page(cursor == null ? null : cursor.id(), limit + 1)
                .map(found -> Page.of(found, limit, last -> new Cursor(cursors, id.apply(last), 0)))
                .flatMap(found -> Answer.ok(found.json(view, item)));
    }
}
