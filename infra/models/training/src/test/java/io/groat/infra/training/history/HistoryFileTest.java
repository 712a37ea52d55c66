package io.groat.infra.training.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {

    private static final String HEADER = "id,at,payer,payee,amount,currency,status,label,label_at,kind\n";
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;

    @Test
    void readsAWholeRow() {
        HistoryFile file = look(
                HEADER
                        + "0199a0f0-0000-7000-8000-000000000001,2026-01-31T12:00:00.123Z,ann,bob,12.34,EUR,FAILED,1,2026-02-02T00:00:00Z,mule\n");
        HistoryRow row = rows(file).get(0);
        assertThat(row.id()).hasToString("0199a0f0-0000-7000-8000-000000000001");
        assertThat(row.at()).isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(List.of(row.payer(), row.payee(), row.currency(), row.kind()))
                .containsExactly("ann", "bob", "EUR", "mule");
        assertThat(row.amountMinor()).isEqualTo(1_234);
        assertThat(row.failed()).isTrue();
        assertThat(row.fraud()).isTrue();
        assertThat(row.labelAt()).isEqualTo("2026-02-02T00:00:00Z");
        assertThat(file.frauds()).isOne();
        assertThat(file.labelled()).isOne();
    }

    @Test
    void takesColumnsInAnyOrderAndPassesOverOthers() {
        HistoryFile file = look("amount,TX,currency,payee,payer,at,ID,label\n5,x,JPY,b,a,1522540831,17,0\n");
        HistoryRow row = rows(file).get(0);
        assertThat(row.at()).isEqualTo("2018-04-01T00:00:31Z");
        assertThat(row.fraud()).isFalse();
        assertThat(row.labelAt()).isEqualTo(row.at().plus(WEEK));
        assertThat(file.columns().passedOver()).containsExactly("TX");
    }

    @Test
    void readsWhatIsKnownOfThePayersAccount() {
        String header = HEADER.strip() + ",balance,payer_since,type\n";
        HistoryFile file = look(header
                + "1,2026-01-31T12:00:00Z,ann,bob,12.34,EUR,,,,,99.50,2025-12-31,\n"
                + "2,2026-01-30T12:00:00Z,gateway,ann,5.00,EUR,,,,,,,top_up\n");
        assertThat(file.isSorted()).isFalse();
        HistoryRow topUp = rows(file).get(0);
        assertThat(topUp.topUp()).isTrue();
        assertThat(topUp.balanceMinor()).isNull();
        assertThat(topUp.payerSince()).isNull();
        HistoryRow payment = rows(file).get(1);
        assertThat(payment.topUp()).isFalse();
        assertThat(payment.balanceMinor()).isEqualTo(9_950);
        assertThat(payment.payment().accountOpenedAt()).isEqualTo("2025-12-31T00:00:00Z");
        List<HistoryRow> inPieces =
                all(SortedRows.of(HistoryReader.open(file.file(), file.scale(), WEEK, new BadRows(false)), 1));
        assertThat(inPieces).isEqualTo(rows(file));
        assertThatThrownBy(() -> look(header + "1,2026-01-31,ann,bob,1,EUR,,,,,-5,,\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("below zero");
        assertThatThrownBy(() -> look(header + "1,2026-01-31,ann,bob,1,EUR,,,,,,,gift\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("is no type");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "1769860800, 2026-01-31T12:00:00Z",
        "1769860800123, 2026-01-31T12:00:00.123Z",
    })
    void readsTimes(String written, Instant meant) {
        assertThat(Times.parse(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "12.34, EUR, 1234",
        "12, EUR, 1200",
        "12.345, EUR, 1235",
        "12.5, JPY, 13",
        "1.2345, KWD, 1235",
        "0, EUR, 0",
        "1e2, EUR, 10000"
    })
    void majorUnits(String written, String currency, long minor) {
        assertThat(AmountScale.MAJOR.minor(written, currency)).isEqualTo(minor);
    }

    @Test
    void amountsAreMinorUnitsWhereNoneHasADecimalPoint() {
        assertThat(rows(look(HEADER + row("1", "500"))).get(0).amountMinor()).isEqualTo(500);
        assertThat(rows(look(HEADER + row("1", "500") + row("2", "1.5"))).get(0).amountMinor())
                .isEqualTo(50_000);
        HistoryFile told = look(write(HEADER + row("1", "500")), AmountScale.MAJOR, false);
        assertThat(rows(told).get(0).amountMinor()).isEqualTo(50_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,yesterday,a,b,1,EUR,,,,              | is no time
            1,2026-01-01,,b,1,EUR,,,,              | payer has to be
            1,2026-01-01,a,b,-1,EUR,,,,            | below zero
            1,2026-01-01,a,b,one,EUR,,,,           | is no amount
            1,2026-01-01,a,b,1e30,EUR,,,,          | no money
            1,2026-01-01,a,b,1e999999999,EUR,,,,   | no money
            1,2026-01-01,a,b,1,XYZ,,,,             | no currency
            1,2026-01-01,a,b,1,EUR,LOST,,,         | no status
            1,2026-01-01,a,b,1,EUR,,maybe,,        | no label
            1,2026-01-02,a,b,1,EUR,,1,2026-01-01,  | label_at is before at
            1,1960-01-01,a,b,1,EUR,,,,             | not between
            1,2026-01-01,a,b                       | 4 fields where the header has 10
            """)
    void aRowThatCantBeUsedIsToldByItsLine(String row, String says) {
        String text = HEADER + row("0", "1.00") + row + "\n" + row("2", "3.00");
        assertThatThrownBy(() -> look(text))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(says)
                .hasMessageContaining("--bad-rows skip");
        HistoryFile skipped = look(write(text), null, true);
        assertThat(skipped.rows()).isEqualTo(2);
        assertThat(skipped.bad().count()).isOne();
        assertThat(skipped.bad().first().get(0)).contains("line 3", says);
        assertThat(rows(skipped)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | is empty
            'id,at,payer,payee,amount\n'             | no column currency
            'id,id,at,payer,payee,amount,currency\n' | stands there twice
            'id,at,payer,payee,amount,currency\n'    | no payment that can be used
            """)
    void aFileThatIsNoHistoryIsRefused(String text, String says) {
        assertThatThrownBy(() -> look(text.replace("\\n", "\n")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(says);
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> look(folder.resolve("none.csv"), null, false))
                .hasMessageContaining("There is no file");
    }

    @Test
    void anEndlessLineTakesNoMemory() {
        assertThatThrownBy(() -> look(HEADER + "x".repeat(3_000_000)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("no CSV");
    }

    @Test
    void byteOrderMarksAndCompressionAreRead() throws IOException {
        Path marked = folder.resolve("marked.csv");
        Files.write(marked, ("\uFEFF" + HEADER + row("1", "1.00")).getBytes(StandardCharsets.UTF_8));
        assertThat(look(marked, null, false).rows()).isOne();
        Path packed = folder.resolve("packed.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((HEADER + row("1", "1.00")).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(look(packed, null, false).rows()).isOne();
    }

    @Test
    void whatIsNotInTheOrderOfTimeIsSorted() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            text.append(i)
                    .append(',')
                    .append(1_700_000_000 + random.nextInt(1_000))
                    .append(",a,b,1.00,EUR,,,,\n");
        }
        HistoryFile file = look(text.toString());
        assertThat(file.isSorted()).isFalse();
        List<HistoryRow> inMemory = rows(file);
        List<HistoryRow> inPieces =
                all(SortedRows.of(HistoryReader.open(file.file(), file.scale(), WEEK, new BadRows(false)), 97));
        assertThat(inPieces).isEqualTo(inMemory).hasSize(5_000);
        for (int i = 1; i < inPieces.size(); i++) {
            HistoryRow before = inPieces.get(i - 1);
            HistoryRow row = inPieces.get(i);
            assertThat(before.at()).isBeforeOrEqualTo(row.at());
            assertThat(before.at().equals(row.at()) && before.line() > row.line())
                    .isFalse();
        }
    }

    private static String row(String id, String amount) {
        return id + ",2026-01-01T00:00:00Z,a,b," + amount + ",EUR,,,,\n";
    }

    private HistoryFile look(String text) {
        return look(write(text), null, false);
    }

    private static HistoryFile look(Path file, @Nullable AmountScale scale, boolean skip) {
        return HistoryFile.look(file, scale, WEEK, skip, rows -> {});
    }

    private Path write(String text) {
        try {
            Path file = Files.createTempFile(folder, "history", ".csv");
            return Files.writeString(file, text);
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }

    private static List<HistoryRow> rows(HistoryFile file) {
        return all(file.read());
    }

    private static List<HistoryRow> all(RowSource source) {
        try (source) {
            List<HistoryRow> rows = new ArrayList<>();
            for (HistoryRow row = source.next(); row != null; row = source.next()) {
                rows.add(row);
            }
            return rows;
        }
    }
}
