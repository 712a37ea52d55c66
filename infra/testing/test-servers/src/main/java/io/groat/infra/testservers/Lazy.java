package io.groat.infra.testservers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made at first use. A failure is remembered too, so that a hundred tests do not each wait for it again. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (failure != null) {
            throw new IllegalStateException("Already failed before: " + failure.getMessage(), failure);
        }
        T made = value;
        if (made == null) {
            try {
                made = maker.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
            value = made;
        }
        return made;
    }
}
