package io.groat.web.shape;

import java.util.function.Predicate;

/** Texts that say something: {@code @Text(fits = NotBlank.class)}. */
public final class NotBlank implements Predicate<String> {

    @Override
    public boolean test(String text) {
        return !text.isBlank();
    }
}
