package io.groat.infra.training.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.HistoryPayment;
import io.groat.infra.training.generate.world.Label;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file: the same bytes each time and everywhere, readable by others, whole or not there. */
class HistoryFileTest {

    /**
     * Of the history below, on whatever machine and Java. Who changes what histories are like writes down the new one; if
     * nobody did, something depends on the machine.
     */
    private static final String SHA_256 = "f3e61100d894d52f8df638401549235af4caf969baa4a31c84fec206fdc87942";

    private static final HistorySettings SETTINGS = Histories.of(30, 300, 11, 0.03);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theSameSettingsMakeTheSameBytesEverywhere() throws IOException, NoSuchAlgorithmException {
        byte[] first = written(SETTINGS, "first.csv");
        assertThat(written(SETTINGS, "again.csv")).isEqualTo(first);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)))
                .isEqualTo(SHA_256);
    }

    @Test
    void anotherSeedMakesAnotherHistory() throws IOException {
        assertThat(written(Histories.of(30, 300, 12, 0.03), "other.csv")).isNotEqualTo(written(SETTINGS, "first.csv"));
    }

    @Test
    void itIsReadBackAsItWasMade() throws IOException {
        Path file = folder.resolve("history.csv");
        new HistoryFile(SETTINGS, file, false).write((days, payments) -> {});
        List<HistoryPayment> made = Histories.payments(SETTINGS);
        Parties parties = new Parties(SETTINGS);
        Set<UUID> ids = new HashSet<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file);
                Stream<NamedCsvRecord> records = reader.stream()) {
            int row = 0;
            for (NamedCsvRecord line : (Iterable<NamedCsvRecord>) records::iterator) {
                HistoryPayment payment = made.get(row++);
                assertThat(line.getHeader())
                        .containsExactly(
                                "id",
                                "at",
                                "payer",
                                "payee",
                                "amount",
                                "currency",
                                "status",
                                "label",
                                "label_at",
                                "kind",
                                "balance",
                                "payer_since",
                                "type");
                Instant at = Instant.ofEpochMilli(payment.at());
                UUID id = UUID.fromString(line.getField("id"));
                assertThat(id.version()).isEqualTo(7);
                assertThat(id.variant()).isEqualTo(2);
                assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(payment.at());
                assertThat(ids.add(id)).isTrue();
                assertThat(Instant.parse(line.getField("at"))).isEqualTo(at);
                assertThat(line.getField("at")).hasSize("2026-01-01T00:00:00.000Z".length());
                assertThat(line.getField("payer")).isEqualTo(parties.name(payment.payer()));
                assertThat(line.getField("payee")).isEqualTo(parties.name(payment.payee()));
                assertThat(new BigDecimal(line.getField("amount"))).isEqualTo(BigDecimal.valueOf(payment.amount(), 2));
                assertThat(line.getField("currency")).isEqualTo("EUR");
                assertThat(line.getField("status")).isEqualTo(payment.completed() ? "COMPLETED" : "FAILED");
                assertThat(line.getField("label"))
                        .isEqualTo(
                                switch (payment.label()) {
                                    case FRAUD -> "1";
                                    case LEGITIMATE -> "0";
                                    case UNKNOWN -> "";
                                });
                assertThat(line.getField("label_at"))
                        .isEqualTo(payment.label() == Label.UNKNOWN ? "" : text(payment.labelAt()));
                boolean ofUser = payment.balance() != HistoryPayment.UNKNOWN;
                assertThat(ofUser).isEqualTo(parties.isUser(payment.payer()));
                if (ofUser) {
                    assertThat(new BigDecimal(line.getField("balance")))
                            .isEqualTo(BigDecimal.valueOf(payment.balance(), 2));
                    assertThat(Instant.parse(line.getField("payer_since"))).isBeforeOrEqualTo(at);
                } else {
                    assertThat(line.getField("balance") + line.getField("payer_since"))
                            .isEmpty();
                }
                assertThat(line.getField("type"))
                        .isEqualTo(line.getField("payer").startsWith("gateway-") ? "top_up" : "");
                assertThat(line.getField("kind"))
                        .isEqualTo(
                                payment.fraud() == null
                                        ? ""
                                        : payment.fraud().kind().text());
            }
            assertThat(row).isEqualTo(made.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"EUR, 12.34, 50.00", "JPY, 1234, 5000", "KWD, 12.340, 50.000"})
    void amountsHaveTheDigitsOfTheirCurrency(String currency, String amount, String balance) {
        HistorySettings settings = new HistorySettings(
                1,
                50,
                1,
                1,
                60,
                0.01,
                HistorySettings.usualWeights(),
                0.5,
                1,
                Currency.getInstance(currency),
                LocalDate.of(2026, 1, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvLines lines = new CsvLines(settings, new Parties(settings), out);
        lines.accept(new HistoryPayment(
                1_767_225_600_007L, 0, 50, 1_234, true, Label.UNKNOWN, 0, 5_000, 1_767_139_200_000L, false, null));
        lines.flush();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .singleElement()
                .asString()
                .endsWith(",2026-01-01T00:00:00.007Z,user-1,shop-1," + amount + "," + currency + ",COMPLETED,,,,"
                        + balance + ",2025-12-31T00:00:00.000Z,");
    }

    @Test
    void aStreamThatBreaksIsSaid() {
        CsvLines lines = new CsvLines(SETTINGS, new Parties(SETTINGS), new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space");
            }
        });
        assertThatThrownBy(lines::flush)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no space");
    }

    @Test
    void aRunThatBreaksLeavesNothing() {
        Path file = folder.resolve("history.csv");
        assertThatThrownBy(() -> new HistoryFile(SETTINGS, file, false).write((days, payments) -> {
                    assertThat(folder.resolve("history.csv.part")).exists();
                    assertThat(file).doesNotExist();
                    throw new IllegalStateException("day " + days);
                }))
                .hasMessage("day 1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatComesToBeMeanwhileIsKept() throws IOException {
        Path file = folder.resolve("history.csv");
        assertThatThrownBy(() -> new HistoryFile(SETTINGS, file, false).write((days, payments) -> {
                    try {
                        Files.writeString(file, "mine");
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has come to be meanwhile");
        assertThat(file).hasContent("mine");
    }

    @Test
    void theSummaryCountsWhatIsThere() throws IOException {
        HistorySummary summary =
                new HistoryFile(SETTINGS, folder.resolve("history.csv"), false).write((days, payments) -> {});
        List<HistoryPayment> made = Histories.payments(SETTINGS);
        assertThat(summary.payments()).isEqualTo(made.size());
        long scams = made.stream()
                .filter(payment -> payment.fraud() != null && payment.fraud().kind() == FraudKind.SCAM)
                .count();
        assertThat(summary.lines())
                .anySatisfy(line -> assertThat(line).matches("scam +[\\d,]+ +" + scams + " .*% +[\\d.]+ days"));
    }

    private static String text(long at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(at));
    }

    private byte[] written(HistorySettings settings, String name) throws IOException {
        Path file = folder.resolve(name);
        new HistoryFile(settings, file, false).write((days, payments) -> {});
        return Files.readAllBytes(file);
    }
}
