package io.groat.router.settlement;

import io.groat.settlement.RowKind;
import io.groat.settlement.SettlementRow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Whose columns a settlement file has, and what they mean. A file of a shape has all its columns, in any order, and no other. */
enum FileShape {
    /** Debits and credits, after fees, have columns of their own; amounts have no sign; times are in Unix seconds. */
    RAZORPAY(
            "entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,order_receipt,created_at") {
        @Override
        SettlementRow read(UUID settlement, int line, Fields fields) {
            String type = fields.id("type", MOST_TYPE);
            RowKind kind = kind(type, "payment");
            String id = fields.id("entity_id", MOST_ID);
            long amount = fields.positive("amount");
            long fee = fields.amount("fee");
            long tax = fields.amount("tax");
            long debit = fields.positive("debit");
            long net = fields.positive("credit") - debit;
            if (debit != 0 && net != -debit) {
                throw fields.fault("debit", "is there beside a credit");
            }
            boolean taken = kind == RowKind.REFUND || kind == RowKind.PAYOUT || (kind != RowKind.PAYMENT && net < 0);
            long signed = taken ? -amount : amount;
            if (signed - fee - tax != net) {
                throw fields.fault(net < 0 ? "debit" : "credit", "is not the amount less fee and tax");
            }
            fields.seconds("settled_at");
            fields.text("order_id", MOST_ID);
            String created = Long.toString(fields.seconds("created_at").getEpochSecond());
            // What is put right may be so twice, there and back.
            boolean several = kind == RowKind.ADJUSTMENT || kind == RowKind.OTHER;
            String key = several ? type + "/" + id + "/" + created + (taken ? "/-" : "/+") : kind + "/" + id;
            return new SettlementRow(
                    settlement,
                    line,
                    key,
                    type,
                    kind,
                    id,
                    fields.text("order_receipt", MOST_REFERENCE),
                    signed,
                    fee,
                    tax,
                    fields.currency("currency"),
                    fields.text("settlement_id", MOST_ID),
                    fields.seconds("created_at"),
                    null,
                    null,
                    null);
        }
    },
    /**
     * Amounts have a sign, currencies small letters; rows have ids; times are written out. It names no bank transfers: days
     * stand for them.
     */
    STRIPE("id,type,source,amount,fee,net,currency,created,available_on,reference") {
        @Override
        SettlementRow read(UUID settlement, int line, Fields fields) {
            String type = fields.id("type", MOST_TYPE);
            long amount = fields.amount("amount");
            long fee = fields.amount("fee");
            if (amount - fee != fields.amount("net")) {
                throw fields.fault("net", "is not the amount less the fee");
            }
            return new SettlementRow(
                    settlement,
                    line,
                    fields.id("id", MOST_ID),
                    type,
                    kind(type, "charge"),
                    fields.id("source", MOST_ID),
                    fields.text("reference", MOST_REFERENCE),
                    amount,
                    fee,
                    0,
                    fields.currency("currency"),
                    fields.time("available_on").toString().substring(0, DAY),
                    fields.time("created"),
                    null,
                    null,
                    null);
        }
    };

    private static final int MOST_ID = 64;
    private static final int MOST_TYPE = 40;
    private static final int MOST_REFERENCE = 140;
    private static final int DAY = "2026-01-31".length();

    private final String columns;

    FileShape(String columns) {
        this.columns = columns;
    }

    /** The row of that line. Throws a {@link Fault} where it is none. */
    abstract SettlementRow read(UUID settlement, int line, Fields fields);

    List<String> columns() {
        return Arrays.asList(columns.split(",", -1));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The shape that has exactly those columns. */
    static Optional<FileShape> find(List<String> header) {
        return Arrays.stream(values())
                .filter(shape -> header.size() == shape.columns().size()
                        && new HashSet<>(header).equals(new HashSet<>(shape.columns())))
                .findFirst();
    }

    /** The shape that a header is most like, to say what is wrong with it. */
    static FileShape nearest(List<String> header) {
        return header.contains("entity_id") ? RAZORPAY : STRIPE;
    }

    /** @param payment the word for a payment */
    private static RowKind kind(String type, String payment) {
        if (type.equals(payment)) {
            return RowKind.PAYMENT;
        }
        return switch (type) {
            case "refund" -> RowKind.REFUND;
            case "payout" -> RowKind.PAYOUT;
            case "adjustment" -> RowKind.ADJUSTMENT;
            default -> RowKind.OTHER;
        };
    }
}
