package io.groat.rule;

import io.groat.money.CurrencyCode;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes rules as {@link RuleText} reads them, without name and version. */
public final class RuleJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private RuleJson() {}

    public static String of(WalletType type) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("title", type.title());
            names(
                    json,
                    "currencies",
                    type.currencies().stream().map(CurrencyCode::code).sorted().toList());
            if (type.minBalanceMinor() != null) {
                amount(json, "minBalance", type.minBalanceMinor());
            }
            if (type.maxBalanceMinor() != null) {
                amount(json, "maxBalance", type.maxBalanceMinor());
            }
            if (type.creditLimitMinor() > 0) {
                amount(json, "creditLimit", type.creditLimitMinor());
            }
            json.writeArrayPropertyStart("limits");
            type.limits().forEach(limit -> write(json, limit));
            json.writeEndArray();
            json.writeStringProperty("timeZone", type.zone().getId());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Limit limit) {
        json.writeStartObject();
        json.writeStringProperty("name", limit.name());
        json.writeStringProperty("measure", word(limit.measure()));
        json.writeStringProperty("direction", word(limit.direction()));
        json.writeStringProperty("window", limit.window().text());
        amount(json, "max", limit.max());
        names(
                json,
                "transactionTypes",
                limit.transactionTypes().stream().sorted().toList());
        json.writeEndObject();
    }

    public static String of(TransactionType type) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("title", type.title());
            json.writeArrayPropertyStart("fees");
            type.fees().forEach(fee -> write(json, fee));
            json.writeEndArray();
            names(
                    json,
                    "payerWalletTypes",
                    type.payerWalletTypes().stream().sorted().toList());
            names(
                    json,
                    "payeeWalletTypes",
                    type.payeeWalletTypes().stream().sorted().toList());
            json.writeStringProperty("beneficiary", type.beneficiaryRequired() ? "required" : "none");
            if (!type.coolingOff().isZero()) {
                json.writeStringProperty("coolingOff", type.coolingOff().toString());
                amount(json, "coolingOffMax", type.coolingOffMaxMinor());
            }
            if (type.refundsGiveBackLimits()) {
                json.writeStringProperty("limitsOnRefund", RuleText.GIVEN_BACK);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Fee fee) {
        json.writeStartObject();
        json.writeStringProperty("kind", word(fee.kind()));
        switch (fee.kind()) {
            case FIXED -> amount(json, "amount", fee.amountMinor());
            case PERCENT -> json.writeNumberProperty("basisPoints", fee.basisPoints());
            case TIERS -> {
                json.writeArrayPropertyStart("tiers");
                fee.tiers().forEach(tier -> write(json, tier));
                json.writeEndArray();
            }
        }
        if (fee.minMinor() > 0) {
            amount(json, "min", fee.minMinor());
        }
        if (fee.maxMinor() != null) {
            amount(json, "max", fee.maxMinor());
        }
        json.writeStringProperty("paidBy", word(fee.paidBy()));
        json.writeBooleanProperty("refundable", fee.refundable());
        if (fee.commission() != null) {
            json.writeObjectPropertyStart("commission");
            json.writeStringProperty("payee", fee.commission().payee().text());
            json.writeNumberProperty("basisPoints", fee.commission().basisPoints());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Fee.Tier tier) {
        json.writeStartObject();
        if (tier.upToMinor() != null) {
            amount(json, "upTo", tier.upToMinor());
        }
        amount(json, "amount", tier.amountMinor());
        json.writeNumberProperty("basisPoints", tier.basisPoints());
        json.writeEndObject();
    }

    private static void names(JsonGenerator json, String member, Collection<String> names) {
        if (!names.isEmpty()) {
            json.writeArrayPropertyStart(member);
            names.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void amount(JsonGenerator json, String member, long amountMinor) {
        json.writeName(member);
        json.writeNumber(amountMinor);
    }

    /** An enum's value as rules say it. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
