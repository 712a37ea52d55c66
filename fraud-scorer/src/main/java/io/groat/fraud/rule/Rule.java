package io.groat.fraud.rule;

import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule: while its condition holds its weight counts towards the score.
 *
 * @param name unique in its book
 * @param code stable, for reasons
 * @param text for an analyst; names of features in braces stand for their values
 */
record Rule(String name, String code, String text, Expression when, Expression weight) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** What it adds to the score; null when nothing. */
    @Nullable
    FraudReason judge(Features features) {
        if (!when.holds(features)) {
            return null;
        }
        double contribution = weight.of(features);
        return contribution == 0 || Double.isNaN(contribution)
                ? null
                : new FraudReason(code, rounded(contribution), filled(features));
    }

    static double rounded(double score) {
        return Math.rint(score * 1e6) / 1e6;
    }

    /** The first name in braces that is no feature's; null when there is none. */
    static @Nullable String unknownPlaceholder(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> FeatureNames.find(name) == null)
                .findFirst()
                .orElse(null);
    }

    private String filled(Features features) {
        return text.indexOf('{') < 0 ? text : PLACEHOLDER.matcher(text).replaceAll(found -> value(found, features));
    }

    private static String value(MatchResult found, Features features) {
        Integer place = FeatureNames.find(found.group(1));
        double value = place == null ? 0 : features.get(place);
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
