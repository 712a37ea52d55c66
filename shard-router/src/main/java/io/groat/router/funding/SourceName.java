package io.groat.router.funding;

import io.groat.account.FundingSource;
import java.util.function.Predicate;

/** Names of sources in bodies. */
final class SourceName implements Predicate<String> {

    static final String PATTERN = "[a-z][a-z0-9-]{0,23}";
    static final String SAYS = "has to be 1 to 24 small letters, digits and -, a letter first";

    @Override
    public boolean test(String text) {
        return FundingSource.isName(text);
    }
}
