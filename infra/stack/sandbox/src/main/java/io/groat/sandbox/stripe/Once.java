package io.groat.sandbox.stripe;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Signature;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Remembered;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Posts are done once for each idempotency key; the same key again gets the first answer, word for word. */
final class Once {

    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST = 255;

    private final Book book;

    Once(Book book) {
        this.book = book;
    }

    /** What is refused is not remembered. */
    Function<Call, Reply> post(Work work) {
        return call -> {
            Optional<String> key = call.header(KEY).filter(text -> !text.isBlank());
            if (key.isEmpty()) {
                return Reply.ok(book.change(change -> work.in(change, call, new Parameters(call.form()))));
            }
            if (key.get().length() > LONGEST) {
                throw Refusal.field(KEY, "has more than " + LONGEST + " characters");
            }
            return book.change(change -> once(change, call, key.get(), work));
        };
    }

    /** What is done to make the answer. */
    interface Work {
        ObjectNode in(Change change, Call call, Parameters parameters);
    }

    private static Reply once(Change change, Call call, String key, Work work) {
        String request = Signature.hash(call.path() + "\n" + new TreeMap<>(call.form()));
        String id = Provider.STRIPE.text() + " " + key;
        Optional<Remembered> before = change.find(Remembered.class, id);
        if (before.isEmpty()) {
            ObjectNode answer = work.in(change, call, new Parameters(call.form()));
            change.put(new Remembered(id, request, Json.text(answer)));
            return Reply.ok(answer);
        }
        if (!before.get().request().equals(request)) {
            throw Refusal.of(Refusal.Kind.KEY_REUSED, "the idempotency key was used with other parameters");
        }
        return Reply.ok(Json.read(before.get().answer())).with("Idempotent-Replayed", "true");
    }
}
