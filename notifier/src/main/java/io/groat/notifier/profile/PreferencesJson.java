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

    /** Whether what is not known here is passed by, rather than refused. */
    private final boolean stored;

    private PreferencesJson(boolean stored) {
        this.stored = stored;
    }

    /** What a request says. */
    public static Preferences read(JsonFields given) {
        return new PreferencesJson(false).preferences(given);
    }

    /** What the store has. A later release may have written it: what it knows beyond this one is passed by. */
    static Preferences readStored(JsonFields given) {
        return new PreferencesJson(true).preferences(given);
    }

    private void requireOnly(JsonFields fields, Set<String> known) {
        if (!stored) {
            fields.requireOnly(known);
        }
    }

    private Preferences preferences(JsonFields given) {
        requireOnly(given, FIELDS);
        JsonFields fields = given.nullable("quietHours");
        JsonFields digest = fields.findFields("digest", MOST);
        if (digest != null) {
            requireOnly(digest, Set.of("below", "at"));
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

    private String locale(@Nullable String locale) {
        if (locale == null) {
            return Preferences.NONE.locale();
        }
        String known = Templates.known(locale);
        if (!stored && !locale.startsWith(known)) {
            throw new ProblemException(
                    NotifierProblem.UNKNOWN_LOCALE, "locale", "\"locale\" may be " + Templates.LOCALES);
        }
        return known;
    }

    private ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? Preferences.NONE.zone() : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            if (stored) {
                return Preferences.NONE.zone();
            }
            throw new ProblemException(
                    NotifierProblem.INVALID_TIME_ZONE,
                    "timeZone",
                    "\"timeZone\" has to be the name of a time zone such as Europe/Berlin");
        }
    }

    private @Nullable QuietHours quiet(@Nullable JsonFields quiet) {
        if (quiet == null) {
            return null;
        }
        requireOnly(quiet, Set.of("from", "to"));
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

    private Map<Kind, Map<Channel, Boolean>> wishes(@Nullable JsonFields kinds) {
        Map<Kind, Map<Channel, Boolean>> wishes = new EnumMap<>(Kind.class);
        if (kinds != null) {
            for (String name : kinds.names()) {
                Kind kind = Kind.find(name).orElse(null);
                if (kind == null) {
                    passBy("channels." + name, "\"" + name + "\" is no kind of message");
                    continue;
                }
                JsonFields channels = kinds.findFields(name, MOST);
                if (channels != null) {
                    wishes.put(kind, wishes(name, channels));
                }
            }
        }
        return wishes;
    }

    private Map<Channel, Boolean> wishes(String kind, JsonFields channels) {
        Map<Channel, Boolean> wishes = new EnumMap<>(Channel.class);
        for (String name : channels.names()) {
            Channel channel =
                    Channel.find(name).filter(one -> one != Channel.WEBHOOK).orElse(null);
            if (channel == null) {
                passBy("channels." + kind + "." + name, "\"" + name + "\" is no channel to a person");
                continue;
            }
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

    private void passBy(String field, String why) {
        if (!stored) {
            throw Parameters.invalid(field, why);
        }
    }
}
