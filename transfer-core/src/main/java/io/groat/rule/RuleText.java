package io.groat.rule;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.rule.Limit.Direction;
import io.groat.rule.Limit.Measure;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule as it was written. It is read whole: all that is wrong with it is told at once, each with its line and field. */
public final class RuleText {

    /** Of wallet types, transaction types and limits. */
    public static final String NAME = "[a-z0-9][a-z0-9_-]{0,31}";

    /** Refunds leave what limits have counted. */
    static final String KEPT = "kept";

    /** Refunds give back what limits have counted. */
    static final String GIVEN_BACK = "given-back";

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int MAX_TITLE = 100;
    private static final int MAX_LIMITS = 20;
    private static final int MAX_FEES = 10;
    private static final int MAX_TIERS = 20;
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
            "coolingOffMax",
            "limitsOnRefund");
    private static final Set<String> OF_FEES =
            Set.of("kind", "amount", "basisPoints", "tiers", "min", "max", "paidBy", "refundable", "commission");
    private static final Set<String> OF_COMMISSIONS = Set.of("payee", "basisPoints");
    private static final Set<String> OF_TIERS = Set.of("upTo", "amount", "basisPoints");

    private final LinedJson whole;
    private final boolean strict;
    private final RuleFields in;

    private RuleText(LinedJson whole, boolean strict) {
        this.whole = whole;
        this.strict = strict;
        this.in = new RuleFields(strict);
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
        in.requireOnly(whole, OF_WALLETS);
        String named = named(name);
        String title = title();
        Set<CurrencyCode> currencies = currencies();
        Long least = in.findAmount(whole, "minBalance", 0);
        Long most = in.findAmount(whole, "maxBalance", 1);
        Long credit = in.findAmount(whole, "creditLimit", 0);
        List<Limit> limits = in.list(whole, "limits", MAX_LIMITS, this::limit);
        ZoneId zone = zone();
        if (least != null && credit != null && credit > 0) {
            in.fault(whole, "creditLimit", "and \"minBalance\" are not both said: it is one or the other");
        }
        if (least != null && most != null && least > most) {
            in.fault(whole, "minBalance", "is more than \"maxBalance\"");
        }
        requireApart(limits);
        in.requireNoFaults();
        return new WalletType(
                named, version, title, currencies, least, most, credit == null ? 0 : credit, limits, zone);
    }

    /** The same of a transaction type. */
    public TransactionType transactionType(@Nullable String name, int version) {
        in.requireOnly(whole, OF_TRANSACTIONS);
        String named = named(name);
        String title = title();
        List<Fee> fees = in.list(whole, "fees", MAX_FEES, this::fee);
        Set<String> payers = in.names(whole, "payerWalletTypes");
        Set<String> payees = in.names(whole, "payeeWalletTypes");
        boolean required = "required".equals(in.oneOf(whole, "beneficiary", List.of("none", "required"), "none"));
        Duration cooling = coolingOff();
        Long ceiling = in.findAmount(whole, "coolingOffMax", 0);
        boolean givenBack = GIVEN_BACK.equals(in.oneOf(whole, "limitsOnRefund", List.of(KEPT, GIVEN_BACK), KEPT));
        if (!required && !cooling.isZero()) {
            in.fault(whole, "coolingOff", "is for types whose \"beneficiary\" is required");
        }
        if (TransactionType.COMMISSION.equals(named)) {
            in.fault(whole, "name", "is what commissions are, for which there are no rules");
        }
        if (TransactionType.SETTLEMENT.equals(named)) {
            in.fault(whole, "name", "is what settlements are, for which there are no rules");
        }
        if (required && TransactionType.OUTSIDE.contains(named)) {
            in.fault(whole, "beneficiary", "is for payments between wallets");
        }
        if (cooling.isZero() && ceiling != null) {
            in.fault(whole, "coolingOffMax", "says nothing without \"coolingOff\"");
        }
        in.requireNoFaults();
        return new TransactionType(
                named,
                version,
                title,
                fees,
                payers,
                payees,
                required,
                cooling,
                ceiling == null ? 0 : ceiling,
                givenBack);
    }

    /** Adds what else is wrong with it: what only the other rules can tell. */
    public static void requireKnown(WalletType type, RuleText text, RuleBook book) {
        for (int i = 0; i < type.limits().size(); i++) {
            LinedJson limit = RuleFields.item(text.whole, "limits", i);
            type.limits().get(i).transactionTypes().stream()
                    .filter(name -> !book.knowsTransactionType(name))
                    .sorted()
                    .forEach(name -> text.in.fault(
                            limit,
                            "transactionTypes",
                            "names " + name + ", which is no transaction type: make it first"));
        }
        text.in.requireNoFaults();
    }

    private Limit limit(LinedJson item) {
        in.requireOnly(item, OF_LIMITS);
        String name = in.name(item, "name");
        Measure measure = in.word(item, "measure", Measure.class, Measure.AMOUNT);
        Direction direction = in.word(item, "direction", Direction.class, Direction.OUT);
        Window window = window(item);
        long max = in.amount(item, "max", 0);
        Set<String> types = in.names(item, "transactionTypes");
        if (window == Window.TRANSACTION && measure == Measure.COUNT) {
            in.fault(item, "measure", "has to be amount where the window is transaction, which is one");
        }
        return new Limit(name, measure, direction, window, max, types);
    }

    private Window window(LinedJson item) {
        List<String> all = Arrays.stream(Window.values()).map(Window::text).toList();
        String text = in.oneOf(item, "window", all, null);
        return Window.find(text).orElse(Window.DAY);
    }

    private Fee fee(LinedJson item) {
        in.requireOnly(item, OF_FEES);
        Fee.Kind kind = in.word(item, "kind", Fee.Kind.class, null);
        Fee.PaidBy paidBy = in.word(item, "paidBy", Fee.PaidBy.class, Fee.PaidBy.PAYER);
        Long amount = in.findAmount(item, "amount", 0);
        Integer points = in.findBasisPoints(item);
        List<Fee.Tier> tiers = in.list(item, "tiers", MAX_TIERS, this::tier);
        Long least = in.findAmount(item, "min", 0);
        Long most = in.findAmount(item, "max", 0);
        requireOf(item, kind == Fee.Kind.FIXED, "amount");
        requireOf(item, kind == Fee.Kind.PERCENT, "basisPoints");
        requireOf(item, kind == Fee.Kind.TIERS, "tiers");
        if (kind == Fee.Kind.TIERS) {
            requireRising(item, tiers);
        }
        if (least != null && most != null && least > most) {
            in.fault(item, "min", "is more than \"max\"");
        }
        boolean refundable = in.flag(item, "refundable");
        LinedJson shared = item.members().get("commission");
        Commission commission = shared == null ? null : commission(shared);
        if (commission != null && refundable) {
            in.fault(item, "refundable", "has to be false where somebody gets a commission of the fee");
        }
        return new Fee(
                kind,
                amount == null ? 0 : amount,
                points == null ? 0 : points,
                tiers,
                least == null ? 0 : least,
                most,
                paidBy,
                refundable,
                commission);
    }

    private @Nullable Commission commission(LinedJson item) {
        in.requireOnly(item, OF_COMMISSIONS);
        Integer points = in.findBasisPoints(item);
        if (points == null || points == 0) {
            in.fault(item, "basisPoints", "has to be from 1 to 10000, which is all of the fee");
        }
        AccountRef payee = AccountRef.parse(in.text(item, "payee")).orElse(null);
        if (payee == null) {
            in.fault(item, "payee", "has to be an account's id or a user's");
        }
        return payee == null || points == null || points == 0 ? null : new Commission(payee, points);
    }

    private void requireOf(LinedJson item, boolean needed, String member) {
        boolean there = item.members().containsKey(member);
        if (needed && !there) {
            in.fault(item, member, "is missing");
        } else if (strict && !needed && there) {
            in.fault(item, member, "is for another kind");
        }
    }

    private Fee.Tier tier(LinedJson item) {
        in.requireOnly(item, OF_TIERS);
        Long amount = in.findAmount(item, "amount", 0);
        Integer points = in.findBasisPoints(item);
        if (amount == null && points == null) {
            in.fault(item, "amount", "is missing, and so is \"basisPoints\"");
        }
        return new Fee.Tier(in.findAmount(item, "upTo", 1), amount == null ? 0 : amount, points == null ? 0 : points);
    }

    private void requireRising(LinedJson item, List<Fee.Tier> tiers) {
        if (tiers.isEmpty()) {
            in.fault(item, "tiers", "has to have one at least");
        }
        long before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Long upTo = tiers.get(i).upToMinor();
            boolean last = i == tiers.size() - 1;
            if (upTo == null && !last) {
                in.fault(item, "tiers", "has one without \"upTo\" before the last");
            } else if (upTo != null && last) {
                in.fault(item, "tiers", "has to end with one without \"upTo\", for all that is above");
            } else if (upTo != null && upTo <= before) {
                in.fault(item, "tiers", "has to have each \"upTo\" above the one before");
            }
            before = upTo == null ? before : upTo;
        }
    }

    private void requireApart(List<Limit> limits) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            if (!seen.add(limits.get(i).name())) {
                in.fault(RuleFields.item(whole, "limits", i), "name", "is another limit's too");
            }
        }
    }

    private String named(@Nullable String name) {
        if (name == null) {
            return in.name(whole, "name");
        }
        LinedJson said = whole.members().get("name");
        if (said != null && !name.equals(said.text())) {
            in.fault(whole, "name", "is another than the path's");
        }
        return name;
    }

    private String title() {
        String title = in.text(whole, "title");
        if (title.isBlank() || title.codePointCount(0, title.length()) > MAX_TITLE) {
            in.fault(whole, "title", "has to be 1 to " + MAX_TITLE + " characters");
        }
        return title;
    }

    private Set<CurrencyCode> currencies() {
        Set<CurrencyCode> found = new LinkedHashSet<>();
        for (String code : in.texts(whole, "currencies")) {
            CurrencyCode.find(code)
                    .ifPresentOrElse(
                            found::add,
                            () -> in.fault(whole, "currencies", "names " + code + ", which is no currency"));
        }
        return found;
    }

    private ZoneId zone() {
        String text = in.findText(whole, "timeZone");
        try {
            return text == null ? UTC : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            in.fault(whole, "timeZone", "is not a time zone such as Europe/Berlin");
            return UTC;
        }
    }

    private Duration coolingOff() {
        String text = in.findText(whole, "coolingOff");
        try {
            Duration time = text == null ? Duration.ZERO : Duration.parse(text);
            if (!time.isNegative() && time.compareTo(LONGEST_COOLING) <= 0) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            // Told below, as any other.
        }
        in.fault(whole, "coolingOff", "has to be an ISO 8601 duration such as PT24H, of at most 366 days");
        return Duration.ZERO;
    }
}
