package io.groat.sandbox.control;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.http.Failures;
import io.groat.sandbox.model.Fault;
import java.util.Comparator;
import java.util.Optional;

/** Which calls fail: those at paths that begin as a fault says, as often as it says. The longest beginning counts. */
public final class Faults implements Failures {

    private final Book book;

    public Faults(Book book) {
        this.book = book;
    }

    @Override
    public Optional<Fault> next(String path) {
        return book.change(change -> {
            Optional<Fault> fault = change.all(Fault.class, one -> path.startsWith(one.id())).stream()
                    .max(Comparator.comparingInt(one -> one.id().length()));
            fault.ifPresent(one -> {
                if (one.times() > 1) {
                    change.put(one.once());
                } else {
                    change.drop(one);
                }
            });
            return fault;
        });
    }
}
