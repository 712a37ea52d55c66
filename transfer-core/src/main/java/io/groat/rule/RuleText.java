package io.groat.rule;

import static java.util.Objects.requireNonNull;

import io.groat.money.CurrencyCode;
import io.groat.rule.Limit.Direction;
import io.groat.rule.Limit.Measure;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule as it was written. It is read whole: all that is wrong with it is told at once, each with its line and field. */
public final class RuleText {

    /** Of wallet types, transaction types and limits. */
    public static final String NAME = "[a-z0-9][a-z0-9_-]{0,31}";

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final int MAX_DIGITS = 19;
    private static final int MAX_TITLE = 100;
    private static final int MAX_LIMITS = 20;
    private static final int MAX_FEES = 10;
    private static final int MAX_TIERS = 20;
    private static final int MAX_NAMES = 100;
    private static final int MAX_BASIS_POINTS = 10_000;
    private static final Duration LONGEST_COOLING = Duration.ofDays(366);

    private static final Set<String> OF_WALLETS =
            Set.of("name", "title", "currencies", "minBalance", "maxBalance", "creditLimit", "limits", "timeZone");
    private static final Set<String> OF_LIMITS =
            Set.of("name", "measure", "direction", "window", "max", "transactionTypes");
    private static final Set<String> OF_TRANSACTIONS = Set.of(
            "name",
            "title",
            "fees",
            "payerWalletTypes",
            "payeeWalletTypes",
            "beneficiary",
            "coolingOff",
            "coolingOffMax");
    private static final Set<String> OF_FEES =
            Set.of("kind", "amount", "basisPoints", "tiers", "min", "max", "paidBy", "refundable");
    private static final Set<String> OF_TIERS = Set.of("upTo", "amount", "basisPoints");

    private final LinedJson whole;
    private final boolean strict;
    private final List<RuleFault> faults = new ArrayList<>();

    private RuleText(LinedJson whole, boolean strict) {
        this.whole = whole;
        this.strict = strict;
    }

    /** As a request says it: what it should not say is refused. */
    public static RuleText ofRequest(byte[] json) {
        return new RuleText(LinedJson.parse(json), true);
    }

    /** As a row has it, which a later release may have written: what is not known is passed over. */
    static RuleText ofRow(String json) {
        return new RuleText(LinedJson.parse(json.getBytes(StandardCharsets.UTF_8)), false);
    }

    /**
     * What it says of a wallet type.
     *
     * @param name the type's; null where the text says it
     * @throws RuleRefusedException with all that is wrong
     */
    public WalletType walletType(@Nullable String name, int version) {
        requireOnly(whole, OF_WALLETS);
        String named = named(name);
        String title = title();
        Set<CurrencyCode> currencies = currencies();
        Long least = findAmount(whole, "minBalance", 0);
        Long most = findAmount(whole, "maxBalance", 1);
        Long credit = findAmount(whole, "creditLimit", 0);
        List<Limit> limits = list(whole, "limits", MAX_LIMITS, this::limit);
        ZoneId zone = zone();
        if (least != null && credit != null && credit > 0) {
            fault(whole, "creditLimit", "and \"minBalance\" are not both said: it is one or the other");
        }
        if (least != null && most != null && least > most) {
            fault(whole, "minBalance", "is more than \"maxBalance\"");
        }
        requireApart(limits);
        requireNoFaults();
        return new WalletType(
                named, version, title, currencies, least, most, credit == null ? 0 : credit, limits, zone);
    }

    /** The same of a transaction type. */
    public TransactionType transactionType(@Nullable String name, int version) {
        requireOnly(whole, OF_TRANSACTIONS);
        String named = named(name);
        String title = title();
        List<Fee> fees = list(whole, "fees", MAX_FEES, this::fee);
        Set<String> payers = names(whole, "payerWalletTypes");
        Set<String> payees = names(whole, "payeeWalletTypes");
        boolean required = "required".equals(oneOf(whole, "beneficiary", List.of("none", "required"), "none"));
        Duration cooling = coolingOff();
        Long ceiling = findAmount(whole, "coolingOffMax", 0);
        if (!required && !cooling.isZero()) {
            fault(whole, "coolingOff", "is for types whose \"beneficiary\" is required");
        }
        if (cooling.isZero() && ceiling != null) {
            fault(whole, "coolingOffMax", "says nothing without \"coolingOff\"");
        }
        requireNoFaults();
        return new TransactionType(
                named, version, title, fees, payers, payees, required, cooling, ceiling == null ? 0 : ceiling);
    }

    /** Adds what else is wrong with it: what only the other rules can tell. */
    public static void requireKnown(WalletType type, RuleText text, RuleBook book) {
        for (int i = 0; i < type.limits().size(); i++) {
            LinedJson limit = item(text.whole, "limits", i);
            type.limits().get(i).transactionTypes().stream()
                    .filter(name -> !book.knowsTransactionType(name))
                    .sorted()
                    .forEach(name -> text.fault(
                            limit,
                            "transactionTypes",
                            "names " + name + ", which is no transaction type: make it first"));
        }
        text.requireNoFaults();
    }

    private Limit limit(LinedJson item) {
        requireOnly(item, OF_LIMITS);
        String name = name(item, "name");
        Measure measure = word(item, "measure", Measure.class, Measure.AMOUNT);
        Direction direction = word(item, "direction", Direction.class, Direction.OUT);
        Window window = window(item);
        long max = amount(item, "max", 0);
        Set<String> types = names(item, "transactionTypes");
        if (window == Window.TRANSACTION && measure == Measure.COUNT) {
            fault(item, "measure", "has to be amount where the window is transaction, which is one");
        }
        return new Limit(name, measure, direction, window, max, types);
    }

    private Window window(LinedJson item) {
        List<String> all = Arrays.stream(Window.values()).map(Window::text).toList();
        String text = oneOf(item, "window", all, null);
        return Window.find(text).orElse(Window.DAY);
    }

    private Fee fee(LinedJson item) {
        requireOnly(item, OF_FEES);
        Fee.Kind kind = word(item, "kind", Fee.Kind.class, null);
        Fee.PaidBy paidBy = word(item, "paidBy", Fee.PaidBy.class, Fee.PaidBy.PAYER);
        Long amount = findAmount(item, "amount", 0);
        Integer points = findBasisPoints(item);
        List<Fee.Tier> tiers = list(item, "tiers", MAX_TIERS, this::tier);
        Long least = findAmount(item, "min", 0);
        Long most = findAmount(item, "max", 0);
        requireOf(item, kind == Fee.Kind.FIXED, "amount");
        requireOf(item, kind == Fee.Kind.PERCENT, "basisPoints");
        requireOf(item, kind == Fee.Kind.TIERS, "tiers");
        if (kind == Fee.Kind.TIERS) {
            requireRising(item, tiers);
        }
        if (least != null && most != null && least > most) {
            fault(item, "min", "is more than \"max\"");
        }
        return new Fee(
                kind,
                amount == null ? 0 : amount,
                points == null ? 0 : points,
                tiers,
                least == null ? 0 : least,
                most,
                paidBy,
                flag(item, "refundable"));
    }

    private void requireOf(LinedJson item, boolean needed, String member) {
        boolean there = item.members().containsKey(member);
        if (needed && !there) {
            fault(item, member, "is missing");
        } else if (strict && !needed && there) {
            fault(item, member, "is for another kind");
        }
    }

    private Fee.Tier tier(LinedJson item) {
        requireOnly(item, OF_TIERS);
        Long amount = findAmount(item, "amount", 0);
        Integer points = findBasisPoints(item);
        if (amount == null && points == null) {
            fault(item, "amount", "is missing, and so is \"basisPoints\"");
        }
        return new Fee.Tier(findAmount(item, "upTo", 1), amount == null ? 0 : amount, points == null ? 0 : points);
    }

    private void requireRising(LinedJson item, List<Fee.Tier> tiers) {
        if (tiers.isEmpty()) {
            fault(item, "tiers", "has to have one at least");
        }
        long before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Long upTo = tiers.get(i).upToMinor();
            boolean last = i == tiers.size() - 1;
            if (upTo == null && !last) {
                fault(item, "tiers", "has one without \"upTo\" before the last");
            } else if (upTo != null && last) {
                fault(item, "tiers", "has to end with one without \"upTo\", for all that is above");
            } else if (upTo != null && upTo <= before) {
                fault(item, "tiers", "has to have each \"upTo\" above the one before");
            }
            before = upTo == null ? before : upTo;
        }
    }

    private void requireApart(List<Limit> limits) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            if (!seen.add(limits.get(i).name())) {
                fault(item(whole, "limits", i), "name", "is another limit's too");
            }
        }
    }

    private String named(@Nullable String name) {
        if (name == null) {
            return name(whole, "name");
        }
        LinedJson said = whole.members().get("name");
        if (said != null && !name.equals(said.text())) {
            fault(whole, "name", "is another than the path's");
        }
        return name;
    }

    private String title() {
        String title = text(whole, "title");
        if (title.isBlank() || title.codePointCount(0, title.length()) > MAX_TITLE) {
            fault(whole, "title", "has to be 1 to " + MAX_TITLE + " characters");
        }
        return title;
    }

    private Set<CurrencyCode> currencies() {
        Set<CurrencyCode> found = new LinkedHashSet<>();
        for (String code : texts(whole, "currencies")) {
            CurrencyCode.find(code)
                    .ifPresentOrElse(
                            found::add, () -> fault(whole, "currencies", "names " + code + ", which is no currency"));
        }
        return found;
    }

    private ZoneId zone() {
        String text = findText(whole, "timeZone");
        try {
            return text == null ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            fault(whole, "timeZone", "is not a time zone such as Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    private Duration coolingOff() {
        String text = findText(whole, "coolingOff");
        try {
            Duration time = text == null ? Duration.ZERO : Duration.parse(text);
            if (!time.isNegative() && time.compareTo(LONGEST_COOLING) <= 0) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            // Told below, as any other.
        }
        fault(whole, "coolingOff", "has to be an ISO 8601 duration such as PT24H, of at most 366 days");
        return Duration.ZERO;
    }

    private String name(LinedJson object, String member) {
        String name = text(object, member);
        if (!NAMES.matcher(name).matches()) {
            fault(object, member, "has to be 1 to 32 small letters, digits, - and _, a letter or digit first");
        }
        return name;
    }

    private Set<String> names(LinedJson object, String member) {
        Set<String> names = new LinkedHashSet<>(texts(object, member));
        if (names.stream().anyMatch(name -> !NAMES.matcher(name).matches())) {
            fault(object, member, "has to hold names: 1 to 32 small letters, digits, - and _");
        }
        return names;
    }

    private <E extends Enum<E>> E word(LinedJson object, String member, Class<E> type, @Nullable E usual) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        List<String> words = values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        String word =
                oneOf(object, member, words, usual == null ? null : usual.name().toLowerCase(Locale.ROOT));
        int place = words.indexOf(word);
        return values.get(Math.max(place, 0));
    }

    private String oneOf(LinedJson object, String member, List<String> words, @Nullable String usual) {
        if (usual != null && !object.members().containsKey(member)) {
            return usual;
        }
        String word = text(object, member);
        if (!words.contains(word)) {
            fault(object, member, "has to be one of " + String.join(", ", words));
        }
        return word;
    }

    private boolean flag(LinedJson object, String member) {
        LinedJson value = object.members().get(member);
        String text = value == null || value.isString() ? null : value.text();
        if (value != null && !"true".equals(text) && !"false".equals(text)) {
            fault(object, member, "has to be true or false");
        }
        return "true".equals(text);
    }

    private @Nullable Integer findBasisPoints(LinedJson object) {
        Long points = findAmount(object, "basisPoints", 0);
        if (points != null && points > MAX_BASIS_POINTS) {
            fault(object, "basisPoints", "has to be at most " + MAX_BASIS_POINTS + ", which is all of it");
            return 0;
        }
        return points == null ? null : points.intValue();
    }

    private long amount(LinedJson object, String member, long least) {
        if (!object.members().containsKey(member)) {
            fault(object, member, "is missing");
            return least;
        }
        Long amount = findAmount(object, member, least);
        return amount == null ? least : amount;
    }

    /** A whole number from that on; null when it is not there. */
    private @Nullable Long findAmount(LinedJson object, String member, long least) {
        LinedJson value = object.members().get(member);
        if (value == null) {
            return null;
        }
        String digits = value.isAmount() && value.text() != null ? value.text() : "";
        boolean whole = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        long number = whole ? Long.parseUnsignedLong(digits) : -1;
        if (number < least) {
            fault(object, member, "has to be a whole number from " + least + " to " + Long.MAX_VALUE);
            return least;
        }
        return number;
    }

    private String text(LinedJson object, String member) {
        String text = findText(object, member);
        if (text == null) {
            if (!object.members().containsKey(member)) {
                fault(object, member, "is missing");
            }
            return "";
        }
        return text;
    }

    private @Nullable String findText(LinedJson object, String member) {
        LinedJson value = object.members().get(member);
        if (value != null && !value.isString()) {
            fault(object, member, "has to be a string");
            return null;
        }
        return value == null ? null : value.text();
    }

    private List<String> texts(LinedJson object, String member) {
        return list(object, member, MAX_NAMES, item -> {
            if (!item.isString() || item.text() == null) {
                faults.add(new RuleFault(item.line(), item.path(), "has to be a string"));
                return "";
            }
            return item.text();
        });
    }

    private <T> List<T> list(LinedJson object, String member, int most, Function<LinedJson, T> read) {
        LinedJson value = object.members().get(member);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.items().size() > most) {
            fault(object, member, "has to be an array of at most " + most);
            return List.of();
        }
        return value.items().stream().map(read).collect(Collectors.toList());
    }

    private static LinedJson item(LinedJson object, String member, int place) {
        return requireNonNull(object.members().get(member)).items().get(place);
    }

    private void requireOnly(LinedJson object, Set<String> known) {
        if (!object.isObject()) {
            faults.add(new RuleFault(object.line(), object.path(), "has to be a JSON object"));
            requireNoFaults();
        }
        object.members().forEach((name, member) -> {
            if (strict && !known.contains(name)) {
                faults.add(new RuleFault(member.line(), member.path(), "is not a field of it"));
            }
        });
    }

    /** At the member where it stands, else at the object that lacks it. */
    private void fault(LinedJson object, String member, String says) {
        LinedJson at = object.members().get(member);
        String path = object.path().isEmpty() ? member : object.path() + "." + member;
        faults.add(new RuleFault(at == null ? object.line() : at.line(), path, says));
    }

    private void requireNoFaults() {
        if (!faults.isEmpty()) {
            throw new RuleRefusedException(faults);
        }
    }
}
