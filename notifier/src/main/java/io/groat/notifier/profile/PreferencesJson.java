package io.groat.notifier.profile;

import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import io.groat.notifier.template.Templates;
import io.groat.web.http.Parameters;
import io.groat.web.json.JsonFields;
import io.groat.web.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Preferences as a request and the store have them. */
public final class PreferencesJson {

    private static final int MOST = 4_000;
    private static final int CURRENCIES = 50;
    private static final Set<String> FIELDS = Set.of("locale", "timeZone", "quietHours", "channels", "digest");

    private PreferencesJson() {}

    public static Preferences read(JsonFields given) {
        given.requireOnly(FIELDS);
        JsonFields fields = given.nullable("quietHours");
        JsonFields digest = fields.findFields("digest", MOST);
        if (digest != null) {
            digest.requireOnly(Set.of("below", "at"));
        }
        String at = digest == null ? null : digest.findText("at");
        return new Preferences(
                locale(fields.findText("locale")),
                zone(fields.findText("timeZone")),
                quiet(fields.findFields("quietHours", MOST)),
                wishes(fields.findFields("channels", MOST)),
                below(digest == null ? null : digest.findFields("below", MOST)),
                at == null ? Preferences.USUAL_DIGEST : time("digest.at", at));
    }

    private static String locale(@Nullable String locale) {
        if (locale == null) {
            return Preferences.NONE.locale();
        }
        String known = Templates.known(locale);
        if (!locale.startsWith(known)) {
            throw new ProblemException(
                    NotifierProblem.UNKNOWN_LOCALE, "locale", "\"locale\" may be " + Templates.LOCALES);
        }
        return known;
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? Preferences.NONE.zone() : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new ProblemException(
                    NotifierProblem.INVALID_TIME_ZONE,
                    "timeZone",
                    "\"timeZone\" has to be the name of a time zone such as Europe/Berlin");
        }
    }

    private static @Nullable QuietHours quiet(@Nullable JsonFields quiet) {
        if (quiet == null) {
            return null;
        }
        quiet.requireOnly(Set.of("from", "to"));
        QuietHours hours =
                new QuietHours(time("quietHours.from", quiet.text("from")), time("quietHours.to", quiet.text("to")));
        if (hours.from().equals(hours.to())) {
            throw Parameters.invalid("quietHours", "\"quietHours\" end when they begin");
        }
        return hours;
    }

    private static LocalTime time(String name, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException notATime) {
            throw Parameters.invalid(name, "\"" + name + "\" has to be a time of day such as 22:00");
        }
    }

    private static Map<Kind, Map<Channel, Boolean>> wishes(@Nullable JsonFields kinds) {
        Map<Kind, Map<Channel, Boolean>> wishes = new EnumMap<>(Kind.class);
        if (kinds != null) {
            for (String name : kinds.names()) {
                Kind kind = Kind.find(name)
                        .orElseThrow(
                                () -> Parameters.invalid("channels." + name, "\"" + name + "\" is no kind of message"));
                JsonFields channels = kinds.findFields(name, MOST);
                if (channels != null) {
                    wishes.put(kind, wishes(name, channels));
                }
            }
        }
        return wishes;
    }

    private static Map<Channel, Boolean> wishes(String kind, JsonFields channels) {
        Map<Channel, Boolean> wishes = new EnumMap<>(Channel.class);
        for (String name : channels.names()) {
            Channel channel = Channel.find(name)
                    .filter(one -> one != Channel.WEBHOOK)
                    .orElseThrow(() -> Parameters.invalid(
                            "channels." + kind + "." + name, "\"" + name + "\" is no channel to a person"));
            Boolean wish = channels.findBoolean(name);
            if (wish != null) {
                wishes.put(channel, wish);
            }
        }
        return wishes;
    }

    private static Map<String, Long> below(@Nullable JsonFields below) {
        Map<String, Long> amounts = new LinkedHashMap<>();
        if (below != null) {
            for (String currency : below.names()) {
                if (!currency.matches("[A-Z]{3}") || amounts.size() == CURRENCIES) {
                    throw Parameters.invalid("digest.below." + currency, "\"" + currency + "\" is no currency");
                }
                amounts.put(currency, below.amount(currency, 0));
            }
        }
        return amounts;
    }
}
