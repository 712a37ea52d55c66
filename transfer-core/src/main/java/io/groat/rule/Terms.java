package io.groat.rule;

import io.groat.account.AccountRef;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a movement was judged by and what it costs, as it began. It stands with the movement and never changes.
 *
 * @param type the transaction type's name
 * @param typeVersion 0 where that type has no rules
 * @param payer the rules of the payer's wallet; null where it has none
 * @param payee those of the payee's wallet, where the payer's shard is the payee's, too
 * @param charges what it costs, fee by fee; none of zero
 * @param hit the limit of the payer's that it would have passed, or the bound of the beneficiary
 * @param beneficiary whose bounds counted it; null where its type asks for none
 * @param back of a refund, what it gives back beside the money
 */
public record Terms(
        String type,
        int typeVersion,
        @Nullable RuleVersion payer,
        @Nullable RuleVersion payee,
        List<Charge> charges,
        @Nullable LimitHit hit,
        @Nullable UUID beneficiary,
        GivenBack back) {

    /** Without any rules. */
    public static final Terms USUAL = new Terms(TransactionType.USUAL, 0, null, null, List.of(), null);

    /** Of a movement that no beneficiary was asked for, and that is no refund. */
    public Terms(
            String type,
            int typeVersion,
            @Nullable RuleVersion payer,
            @Nullable RuleVersion payee,
            List<Charge> charges,
            @Nullable LimitHit hit) {
        this(type, typeVersion, payer, payee, charges, hit, null, GivenBack.NONE);
    }

    private static final String BENEFICIARY = "beneficiary";
    private static final String COMMISSION = "commission";
    private static final String COUNTED = "counted";
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * One fee of a movement.
     *
     * @param amountMinor above zero, in minor units of the movement's currency
     * @param commission what of it somebody else gets; null for nothing
     */
    public record Charge(
            Fee.Kind kind,
            Fee.PaidBy paidBy,
            long amountMinor,
            boolean refundable,
            @Nullable Share commission) {

        /** One of which nobody else gets a share. */
        public Charge(Fee.Kind kind, Fee.PaidBy paidBy, long amountMinor, boolean refundable) {
            this(kind, paidBy, amountMinor, refundable, null);
        }
    }

    /**
     * What of a fee somebody else gets.
     *
     * @param amountMinor above zero, in minor units, and no more than the fee
     */
    public record Share(AccountRef payee, long amountMinor) {

        /** The commission on a fee of that amount; null where there is none, or it comes to nothing. */
        static @Nullable Share of(@Nullable Commission commission, long feeMinor) {
            long share = commission == null ? 0 : commission.of(feeMinor);
            return commission == null || share == 0 ? null : new Share(commission.payee(), share);
        }
    }

    /**
     * What a refund gives back of what the first movement cost, in minor units, and of what was counted.
     *
     * @param payerMinor to who pays the refund, whom the first movement paid
     * @param payeeMinor to who is paid by it, who paid the first movement
     * @param counted how the first movement was counted, where its limits have the refunded amount back; null else
     */
    public record GivenBack(
            long payerMinor, long payeeMinor, @Nullable Counted counted) {
        public static final GivenBack NONE = new GivenBack(0, 0);

        /** Of fees alone. */
        public GivenBack(long payerMinor, long payeeMinor) {
            this(payerMinor, payeeMinor, null);
        }

        /** The same, with what was counted. */
        public GivenBack with(@Nullable Counted taken) {
            return new GivenBack(payerMinor, payeeMinor, taken);
        }
    }

    /**
     * How a movement was counted on its payer's limits.
     *
     * @param at when
     * @param type as what
     * @param payer by which rules; null where only the beneficiary's count
     * @param beneficiary whose bounds counted it; null for none
     * @param whole whether all of it is given back at once, so that it counts as a movement no more
     */
    public record Counted(
            Instant at,
            String type,
            @Nullable RuleVersion payer,
            @Nullable UUID beneficiary,
            boolean whole) {

        /** As what was judged then is given back. */
        public Terms terms() {
            return new Terms(type, 0, payer, null, List.of(), null, beneficiary, GivenBack.NONE);
        }
    }

    public Terms {
        charges = List.copyOf(charges);
    }

    /** What the movement costs that side, in minor units. */
    public long feeMinor(Fee.PaidBy side) {
        long sum = 0;
        for (Charge charge : charges) {
            if (charge.paidBy() == side) {
                sum += charge.amountMinor();
            }
        }
        return sum;
    }

    /** What of it a refund gives back in the end, in minor units. */
    public long refundableMinor(Fee.PaidBy side) {
        return charges.stream()
                .filter(charge -> charge.paidBy() == side && charge.refundable())
                .mapToLong(Charge::amountMinor)
                .sum();
    }

    /** What of its fees on that side others get, fee by fee. */
    public List<Share> shares(Fee.PaidBy side) {
        return charges.stream()
                .filter(charge -> charge.paidBy() == side)
                .map(Charge::commission)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same of a movement that was refused for a limit. */
    public Terms hitting(LimitHit limit) {
        return new Terms(type, typeVersion, payer, payee, charges, limit, beneficiary, back);
    }

    /** The same of a movement to that beneficiary; null for none. */
    public Terms to(@Nullable UUID paid) {
        return new Terms(type, typeVersion, payer, payee, charges, hit, paid, back);
    }

    /** Those of a refund that gives back so much beside the money. */
    public static Terms givingBack(GivenBack beside) {
        return beside.equals(GivenBack.NONE)
                ? USUAL
                : new Terms(TransactionType.USUAL, 0, null, null, List.of(), null, null, beside);
    }

    /** As a row keeps it; null where there are no rules. */
    public @Nullable String text() {
        if (equals(USUAL)) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeNumberProperty("version", typeVersion);
            version(json, "payer", payer);
            version(json, "payee", payee);
            if (!charges.isEmpty()) {
                json.writeArrayPropertyStart("fees");
                charges.forEach(charge -> write(json, charge));
                json.writeEndArray();
            }
            if (!back.equals(GivenBack.NONE)) {
                write(json, back);
            }
            if (hit != null) {
                json.writeObjectPropertyStart("hit");
                json.writeStringProperty("limit", hit.limit());
                json.writeNumberProperty("max", hit.max());
                json.writeNumberProperty("used", hit.used());
                if (hit.resetsAt() != null) {
                    json.writeStringProperty("resetsAt", hit.resetsAt().toString());
                }
                json.writeEndObject();
            }
            if (beneficiary != null) {
                json.writeStringProperty(BENEFICIARY, beneficiary.toString());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void version(JsonGenerator json, String member, @Nullable RuleVersion version) {
        if (version != null) {
            json.writeStringProperty(member, version.text());
        }
    }

    private static void write(JsonGenerator json, GivenBack back) {
        json.writeObjectPropertyStart("back");
        json.writeNumberProperty("payer", back.payerMinor());
        json.writeNumberProperty("payee", back.payeeMinor());
        Counted counted = back.counted();
        if (counted != null) {
            json.writeObjectPropertyStart(COUNTED);
            json.writeStringProperty("at", counted.at().toString());
            json.writeStringProperty("type", counted.type());
            version(json, "payer", counted.payer());
            if (counted.beneficiary() != null) {
                json.writeStringProperty(BENEFICIARY, counted.beneficiary().toString());
            }
            json.writeBooleanProperty("whole", counted.whole());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Charge charge) {
        json.writeStartObject();
        json.writeStringProperty("kind", RuleJson.word(charge.kind()));
        json.writeStringProperty("paidBy", RuleJson.word(charge.paidBy()));
        json.writeNumberProperty("amount", charge.amountMinor());
        json.writeBooleanProperty("refundable", charge.refundable());
        if (charge.commission() != null) {
            json.writeObjectPropertyStart(COMMISSION);
            json.writeStringProperty("payee", charge.commission().payee().text());
            json.writeNumberProperty("amount", charge.commission().amountMinor());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** As a row keeps it. What a later release adds is passed over. */
    public static Terms of(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        LinedJson json = LinedJson.parse(text.getBytes(StandardCharsets.UTF_8));
        LinedJson fees = json.members().get("fees");
        LinedJson hit = json.members().get("hit");
        LinedJson back = json.members().get("back");
        return new Terms(
                get(json, "type"),
                Integer.parseInt(get(json, "version")),
                RuleVersion.find(find(json, "payer")),
                RuleVersion.find(find(json, "payee")),
                fees == null
                        ? List.of()
                        : fees.items().stream().map(Terms::charge).toList(),
                hit == null ? null : hit(hit),
                id(json, BENEFICIARY),
                back == null ? GivenBack.NONE : givenBack(back));
    }

    private static GivenBack givenBack(LinedJson back) {
        LinedJson counted = back.members().get(COUNTED);
        return new GivenBack(
                Long.parseLong(get(back, "payer")),
                Long.parseLong(get(back, "payee")),
                counted == null
                        ? null
                        : new Counted(
                                Instant.parse(get(counted, "at")),
                                get(counted, "type"),
                                RuleVersion.find(find(counted, "payer")),
                                id(counted, BENEFICIARY),
                                get(counted, "whole").equals("true")));
    }

    private static @Nullable UUID id(LinedJson object, String member) {
        String text = find(object, member);
        return text == null ? null : UUID.fromString(text);
    }

    private static Charge charge(LinedJson fee) {
        return new Charge(
                Fee.Kind.valueOf(get(fee, "kind").toUpperCase(Locale.ROOT)),
                Fee.PaidBy.valueOf(get(fee, "paidBy").toUpperCase(Locale.ROOT)),
                Long.parseLong(get(fee, "amount")),
                get(fee, "refundable").equals("true"),
                share(fee.members().get(COMMISSION)));
    }

    private static @Nullable Share share(@Nullable LinedJson commission) {
        return commission == null
                ? null
                : new Share(AccountRef.ofRow(get(commission, "payee")), Long.parseLong(get(commission, "amount")));
    }

    private static LimitHit hit(LinedJson hit) {
        String resetsAt = find(hit, "resetsAt");
        return new LimitHit(
                get(hit, "limit"),
                Long.parseLong(get(hit, "max")),
                Long.parseLong(get(hit, "used")),
                resetsAt == null ? null : Instant.parse(resetsAt));
    }

    private static String get(LinedJson object, String member) {
        String text = find(object, member);
        if (text == null) {
            throw new IllegalStateException("the terms of a movement have no " + member);
        }
        return text;
    }

    private static @Nullable String find(LinedJson object, String member) {
        LinedJson value = object.members().get(member);
        return value == null ? null : value.text();
    }
}
