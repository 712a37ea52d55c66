package io.groat.router.http;

import io.groat.account.UserIds;
import java.util.function.Predicate;

/** User ids in bodies: {@code @Text(fits = UserIdText.class, says = UserIdText.SAYS)}. */
public final class UserIdText implements Predicate<String> {

    /** What is shown of their form; an account's id is none, though it has it. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}";

    public static final String SAYS =
            "has to be 1 to " + UserIds.MAX_LENGTH + " letters, digits and . _ : @ + -, a letter or digit first";

    @Override
    public boolean test(String text) {
        return UserIds.isUserId(text);
    }
}
