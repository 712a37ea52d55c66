package io.groat.fraud.operate;

import java.util.Optional;

/** The numbers that models have, as texts. */
final class ModelNumber {

    private ModelNumber() {}

    /** Empty when it is none. */
    static Optional<Integer> find(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
