package io.groat.router.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.money.CurrencyCode;
import io.groat.settlement.RowKind;
import io.groat.settlement.SettlementRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementReaderTest {

    private static final String ONE =
            "entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,"
                    + "order_receipt,created_at\r\n";
    private static final String GOOD =
            "pay_1,payment,0,980,1000,EUR,20,0,setl_1,1764547200,order_1,ours,1764500000\r\n";
    private static final String OTHER = "id,type,source,amount,fee,net,currency,created,available_on,reference\n";
    private static final UUID ID = new UUID(7, 7);

    @Test
    void bothShapesAreRead() throws IOException {
        List<SettlementRow> one = rows(ONE
                + GOOD
                + "rfnd_1,refund,500,0,500,INR,0,0,setl_1,1764547200,,,1764500001\r\n"
                + "pout_1,payout,707,0,700,INR,6,1,,1764547200,,ours-2,1764500002\r\n"
                + "pout_1,adjustment,0,700,700,INR,0,0,setl_1,1764547200,,,1764500003\r\n"
                + "disp_1,adjustment,100,0,100,INR,0,0,setl_1,1764547200,,,1764500004\r\n"
                + "x,transfer_fee,5,0,5,INR,0,0,setl_1,1764547200,,,1764500005\r\n");
        assertThat(one)
                .extracting(
                        SettlementRow::line,
                        SettlementRow::rowKey,
                        SettlementRow::kind,
                        SettlementRow::amountMinor,
                        SettlementRow::netMinor)
                .containsExactly(
                        tuple(2, "PAYMENT/pay_1", RowKind.PAYMENT, 1000L, 980L),
                        tuple(3, "REFUND/rfnd_1", RowKind.REFUND, -500L, -500L),
                        tuple(4, "PAYOUT/pout_1", RowKind.PAYOUT, -700L, -707L),
                        tuple(5, "adjustment/pout_1/1764500003/+", RowKind.ADJUSTMENT, 700L, 700L),
                        tuple(6, "adjustment/disp_1/1764500004/-", RowKind.ADJUSTMENT, -100L, -100L),
                        tuple(7, "transfer_fee/x/1764500005/-", RowKind.OTHER, -5L, -5L));
        assertThat(one.get(0).settlementId()).isEqualTo(ID);
        assertThat(one.get(0).reference()).isEqualTo("ours");
        assertThat(one.get(0).transfer()).isEqualTo("setl_1");
        assertThat(one.get(0).currency()).isEqualTo(CurrencyCode.of("EUR"));
        assertThat(one.get(0).occurredAt()).isEqualTo(Instant.ofEpochSecond(1764500000));

        List<SettlementRow> other = rows(OTHER + """
                txn_1,charge,pi_1,1000,20,980,eur,2026-01-31 12:00:00,2026-02-01 00:00:00,ours
                txn_2,adjustment,dp_1,-1000,15,-1015,eur,2026-01-31 12:00:01,2026-02-01 00:00:00,
                """);
        assertThat(other)
                .extracting(
                        SettlementRow::rowKey,
                        SettlementRow::kind,
                        SettlementRow::providerId,
                        SettlementRow::amountMinor,
                        SettlementRow::netMinor,
                        SettlementRow::transfer)
                .containsExactly(
                        tuple("txn_1", RowKind.PAYMENT, "pi_1", 1000L, 980L, "2026-02-01"),
                        tuple("txn_2", RowKind.ADJUSTMENT, "dp_1", -1000L, -1015L, "2026-02-01"));
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        assertThat(rows("""
                        reference,net,id,type,source,amount,fee,currency,created,available_on
                        ours,980,txn_1,charge,pi_1,1000,20,EUR,2026-01-31 12:00:00,2026-02-01 00:00:00
                        """)).extracting(SettlementRow::providerId).containsExactly("pi_1");
    }

    /** Quotes, what looks like a formula, marks of byte order, line ends of each kind, empty lines. */
    @Test
    void whatIsUnusualAndAllowedIsReadAsItIs() throws IOException {
        List<SettlementRow> rows = rows("\uFEFF" + ONE.replace("\r\n", "\n")
                + "\"pay_1\",payment,0,980,1000,EUR,20,0,\"setl,\"\"1\"\"\",1764547200,,\"=cmd|' /C calc'!A0\",1764500000\n\n"
                + "pay_2,payment,0,980,1000,EUR,20,0,+1,1764547200,,@SUM(A1),1764500000\r"
                + "pay_3,payment,0,980,1000,EUR,20,0,-1,1764547200,,-2+3ö,1764500000\n");

        assertThat(rows)
                .extracting(SettlementRow::line, SettlementRow::transfer, SettlementRow::reference)
                .containsExactly(
                        tuple(2, "setl,\"1\"", "=cmd|' /C calc'!A0"),
                        tuple(4, "+1", "@SUM(A1)"),
                        tuple(5, "-1", "-2+3ö"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pay_1,payment,0,980,1000,EUR,20,0,s,1764547200,o,r | line 2: it has 12 fields, and the header has 13",
                "pay_1,payment,0,980,1000,EUR,20,0,s,1764547200,o,r,1764500000,more | line 2: it has 14 fields, and the header has 13",
                "pay_1,payment,0,980.5,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column credit: has to be a whole number",
                "pay_1,payment,0,,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column credit: has to be a whole number",
                "pay_1,payment,0,+980,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column credit: has to be a whole number",
                "pay_1,payment,0,980,1e3,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column amount: has to be a whole number",
                "pay_1,payment,0,980,99999999999999999999,EUR,20,0,s,1764547200,o,r,1764500000 | column amount: has to be a whole",
                "pay_1,payment,0,980,1000000000001,EUR,20,0,s,1764547200,o,r,1764500000 | column amount: is more than 1000000000000",
                "pay_1,payment,0,980,-1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column amount: may not be below zero",
                "pay_1,payment,0,981,1000,EUR,20,0,s,1764547200,o,r,1764500000 | column credit: is not the amount less fee and tax",
                "pay_1,payment,20,1000,1000,EUR,20,0,s,1764547200,o,r,1764500000 | column debit: is there beside a credit",
                "rf_1,refund,0,500,500,EUR,0,0,s,1764547200,o,r,1764500000 | column credit: is not the amount less fee and tax",
                "pay_1,payment,0,980,1000,EUX,20,0,s,1764547200,o,r,1764500000 | column currency: has to be a currency of ISO 4217",
                "pay_1,payment,0,980,1000,EUR,20,0,s,tomorrow,o,r,1764500000 | column settled_at: has to be a time in Unix seconds",
                "pay_1,payment,0,980,1000,EUR,20,0,s,1764547200,o,r,999999999999 | created_at: has to be a time from 1970 to 2999",
                "pay 1,payment,0,980,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column entity_id: has to be an id",
                ",payment,0,980,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2, column entity_id: has to be an id",
                "\"pay_1,payment,0,980,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2",
                "\"pay_1\"x,payment,0,980,1000,EUR,20,0,s,1764547200,o,r,1764500000 | line 2: it can't be read",
            })
    void whatIsWrongIsSaidWithItsLineAndColumn(String line, String says) throws IOException {
        assertThat(faults(ONE + line + "\r\n")).isNotEmpty().first().asString().contains(says);
        // A line before and one after change nothing: the good one is read, and the fault is a line further down.
        assertThat(faults(ONE + GOOD + line + "\r\n" + GOOD))
                .isNotEmpty()
                .first()
                .asString()
                .contains(says.replace("line 2", "line 3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,type,source,amount,fee,net,currency,created,available_on | line 1: the column reference is missing",
                "id,type,source,amount,fee,net,currency,created,available_on,reference,extra | line 1: the column \"extra\" is not known",
                "id,type,source,amount,amount,fee,net,currency,created,available_on,reference | line 1: the column \"amount\" is there twice",
                "ID,type,source,amount,fee,net,currency,created,available_on,reference | line 1: the column \"ID\" is not known",
                "entity_id,type | line 1: the column debit is missing",
                "<html> | line 1: the column \"<html>\" is not known",
            })
    void aHeaderIsOneOfTheShapes(String header, String says) throws IOException {
        assertThat(faults(header + "\n")).hasSize(1).first().asString().startsWith(says);
    }

    @Test
    void aFileThatWasCutOffIsNotTaken() throws IOException {
        String whole = ONE + GOOD + GOOD.replace("pay_1", "pay_2");
        for (int cut = ONE.length() + GOOD.length() + 1; cut < whole.length() - 1; cut++) {
            assertThat(faults(whole.substring(0, cut)))
                    .as(whole.substring(0, cut))
                    .isNotEmpty();
        }
        assertThat(faults(whole)).isEmpty();
        assertThat(faults("")).containsExactly("The file is empty");
        assertThat(faults(ONE)).isEmpty();
        assertThat(faults(ONE.strip())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252"})
    void anotherEncodingIsNotTaken(String encoding) throws IOException {
        byte[] bytes = (ONE + GOOD.replace("ours", "für-uns")).getBytes(Charset.forName(encoding));

        CheckedFile checked = CheckedFile.of(new ByteArrayInputStream(bytes));

        assertThat(checked.faults()).isNotEmpty();
        assertThat(checked.size()).isEqualTo(bytes.length);
    }

    @Test
    void whatIsTooLongIsNotTaken() throws IOException {
        assertThat(faults(ONE + GOOD.replace("ours", "x".repeat(141))))
                .first()
                .asString()
                .contains("column order_receipt");
        assertThat(faults(ONE + GOOD.replace("ours", "x".repeat(1001))))
                .first()
                .asString()
                .startsWith("line 2: ");
        assertThat(faults(ONE + "x".repeat(100_000) + "\n")).first().asString().startsWith("line 2: ");
        assertThat(faults(ONE + ",".repeat(10_000) + "\n")).first().asString().startsWith("line 2: ");
        assertThat(faults("x".repeat(10_000_000))).hasSize(1);
    }

    /** Nobody reads more than twenty; and the file's hash is that of all its bytes nevertheless. */
    @Test
    void theFirstFaultsAreEnough() throws IOException {
        String bad = ONE + "x\n".repeat(10_000);
        CheckedFile checked = CheckedFile.of(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8)));
        assertThat(checked.faults()).hasSize(20);
        assertThat(checked.size()).isEqualTo(bad.length());
        assertThat(checked.sha256())
                .isNotEqualTo(CheckedFile.of(new ByteArrayInputStream((bad + "x").getBytes(StandardCharsets.UTF_8)))
                        .sha256());
    }

    /** Of a file of some hundred megabytes never more than a little is in memory. */
    @Test
    void aLargeFileNeedsNoMemory() throws IOException {
        int rows = 2_000_000;
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        Repeated file = new Repeated(ONE, GOOD, rows);

        CheckedFile checked = CheckedFile.of(file);

        System.gc();
        long kept = runtime.totalMemory() - runtime.freeMemory() - before;
        assertThat(checked.faults()).isEmpty();
        assertThat(checked.rows()).isEqualTo(rows);
        assertThat(checked.size()).isGreaterThan(150_000_000);
        assertThat(kept).isLessThan(16 << 20);
        assertThat(file.ahead)
                .as("bytes that were taken beyond what was needed")
                .isLessThan(1 << 20);
    }

    /** A header and one line over and over, made as they are read. */
    private static final class Repeated extends InputStream {

        private final byte[] header;
        private final byte[] line;
        private final long end;
        private long at;
        private long ahead;

        Repeated(String header, String line, int rows) {
            this.header = header.getBytes(StandardCharsets.UTF_8);
            this.line = line.getBytes(StandardCharsets.UTF_8);
            this.end = this.header.length + (long) this.line.length * rows;
        }

        @Override
        public int read() {
            if (at == end) {
                return -1;
            }
            byte one = at < header.length ? header[(int) at] : line[(int) ((at - header.length) % line.length)];
            at++;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            ahead = Math.max(ahead, length);
            if (at == end) {
                return -1;
            }
            byte[] from = at < header.length ? header : line;
            int place = at < header.length ? (int) at : (int) ((at - header.length) % line.length);
            int count = Math.min(length, from.length - place);
            System.arraycopy(from, place, into, offset, count);
            at += count;
            return count;
        }
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static List<SettlementRow> rows(String text) throws IOException {
        List<SettlementRow> rows = new ArrayList<>();
        try (SettlementReader reader =
                new SettlementReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ID)) {
            SettlementRow row = reader.next();
            while (row != null) {
                rows.add(row);
                row = reader.next();
            }
        }
        return rows;
    }

    private static List<String> faults(String text) throws IOException {
        return CheckedFile.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).faults().stream()
                .map(Fault::text)
                .toList();
    }
}
