package io.groat.beneficiary;

import io.groat.account.AccountRef;
import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rows of {@code beneficiaries}. */
public final class BeneficiaryRows {

    public static final Table<Beneficiary> TABLE = new Table<>("beneficiaries");

    private static final String SEPARATOR = ",";

    private static final Column USER_ID = TABLE.fixed("user_id", (values, one) -> values.text(one.userId()));
    private static final Column PAYEE =
            TABLE.fixed("payee", (values, one) -> values.text(one.payee().text()));
    private static final Column ID = TABLE.key("id", (values, one) -> values.id(one.id()));
    private static final Column VERSION = TABLE.changing("version", (values, one) -> values.number(one.version()));
    private static final Column PAYEE_USER_ID =
            TABLE.fixed("payee_user_id", (values, one) -> values.text(one.payeeUser()));
    private static final Column PAYEE_ACCOUNT =
            TABLE.fixed("payee_account", (values, one) -> values.id(one.payeeAccount()));
    private static final Column LABEL = TABLE.changing("label", (values, one) -> values.text(one.label()));
    private static final Column TRANSACTION_TYPES = TABLE.fixed(
            "transaction_types",
            (values, one) -> values.text(String.join(SEPARATOR, new TreeSet<>(one.transactionTypes()))));
    private static final Column MIN_AMOUNT =
            TABLE.changing("min_amount", (values, one) -> values.number(one.minMinor()));
    private static final Column MAX_AMOUNT =
            TABLE.changing("max_amount", (values, one) -> values.number(one.maxMinor()));
    private static final Column PER_DAY = TABLE.changing("per_day", (values, one) -> values.number(one.perDayMinor()));
    private static final Column VALID_FROM = TABLE.fixed("valid_from", (values, one) -> values.time(one.from()));
    private static final Column VALID_UNTIL = TABLE.changing("valid_until", (values, one) -> values.time(one.until()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, one) -> values.time(one.createdAt()));
    private static final Column COOLS_FROM =
            TABLE.changing("cools_from", (values, one) -> values.time(one.coolsFrom()));

    private BeneficiaryRows() {}

    public static Beneficiary read(Readable row) {
        return new Beneficiary(
                Rows.getId(row, ID),
                Rows.getInt(row, VERSION),
                Rows.getText(row, USER_ID),
                AccountRef.ofRow(Rows.getText(row, PAYEE)),
                Rows.findText(row, PAYEE_USER_ID),
                Rows.findId(row, PAYEE_ACCOUNT),
                Rows.findText(row, LABEL),
                types(Rows.getText(row, TRANSACTION_TYPES)),
                Rows.getLong(row, MIN_AMOUNT),
                Rows.getLong(row, MAX_AMOUNT),
                Rows.getLong(row, PER_DAY),
                Rows.findTime(row, VALID_FROM),
                Rows.findTime(row, VALID_UNTIL),
                Rows.getTime(row, CREATED_AT),
                Rows.getTime(row, COOLS_FROM));
    }

    private static Set<String> types(String text) {
        return Arrays.stream(text.split(SEPARATOR, -1))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toSet());
    }
}
