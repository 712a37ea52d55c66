package io.groat.infra.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.console.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command does with its arguments, right and wrong. */
class GenerateTest {

    private static final int KIND = 9;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(new PrintWriter(out), false);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path csv;

    @BeforeEach
    void chooseAFile() {
        csv = folder.resolve("history.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "--days,             0,               '--days must be from 1 to 3660, not 0'",
        "--days,             3661,            '--days must be from 1 to 3660, not 3661'",
        "--users,            49,              '--users must be from 50 to 2000000, not 49'",
        "--users,            2000001,         '--users must be from 50 to 2000000, not 2000001'",
        "--users,            many,            'Invalid value for option ''--users'''",
        "--seed,             dice,            'Invalid value for option ''--seed'''",
        "--payments-per-day, 0,               '--payments-per-day must be from 0.1 to 50.0, not 0.0'",
        "--payments-per-day, 51,              '--payments-per-day must be from 0.1 to 50.0, not 51.0'",
        "--merchants,        1,               '--merchants must be from 30 to 200000, not 1'",
        "--merchants,        200001,          '--merchants must be from 30 to 200000, not 200001'",
        "--fraud-share,      -0.1,            '--fraud-share must be from 0.0 to 0.3, not -0.1'",
        "--fraud-share,      0.31,            '--fraud-share must be from 0.0 to 0.3, not 0.31'",
        "--fraud-share,      NaN,             '--fraud-share must be from 0.0 to 0.3, not NaN'",
        "--label-share,      1.1,             '--label-share must be from 0.0 to 1.0, not 1.1'",
        "--label-delay,      366,             '--label-delay must be from 0.0 to 365.0, not 366.0'",
        "--label-delay,      -1,              '--label-delay must be from 0.0 to 365.0, not -1.0'",
        "--fraud,            theft=1,         'there is no kind theft; there are stolen-account, scam, payee-takeover'",
        "--fraud,            scam=-1,         '--fraud scam must weigh from 0 to 1000000, not -1.0'",
        "--fraud,            scam=0,          '--fraud must give one kind at least a weight above 0'",
        "--fraud,            scam,            '--fraud'",
        "--currency,         euro,            '--currency: there is no currency euro'",
        "--currency,         XAU,             '--currency XAU is none that can be paid in'",
        "--start,            yesterday,       'Invalid value for option ''--start'''",
        "--start,            1969-12-31,      '--start must be from 1970-01-01 to 2999-12-31, not 1969-12-31'"
    })
    void wrongArgumentsAreNamed(String option, String value, String message) {
        assertThat(run("--csv", csv.toString(), option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
        assertThat(csv).doesNotExist();
    }

    @Test
    void aDayHasToFitIntoMemory() {
        assertThat(run("--csv", csv.toString(), "--users", "2000000", "--payments-per-day", "3"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--users times --payments-per-day must be at most 5000000, not 6000000");
    }

    @Test
    void aFileHasToBeNamed() {
        assertThat(run("--days", "2")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--csv=FILE");
    }

    @Test
    void aFolderThatIsNotThere() {
        assertThat(run("--csv", "/no/such/folder/history.csv")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("/no/such/folder is no folder; make it, or choose another file");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(run("--csv", folder.toString(), "--force")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("is no ordinary file; choose another name");
    }

    @Test
    void whereNothingCanBeWrittenItSaysSo() {
        // /proc is a folder in which nobody can make files, root included.
        assertThat(run("--csv", "/proc/history.csv", "--days", "1", "--users", "50"))
                .isNotZero();
        assertThat(err.toString()).contains("/proc").doesNotContain("at io.groat");
    }

    @Test
    void aFileThatIsThereIsKeptUnlessForced() throws IOException {
        Files.writeString(csv, "mine");
        assertThat(run("--csv", csv.toString(), "--days", "1", "--users", "50")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("is there already; choose another name, or replace it with --force");
        assertThat(csv).hasContent("mine");

        assertThat(run("--csv", csv.toString(), "--days", "1", "--users", "50", "--force"))
                .isZero();
        assertThat(Files.readString(csv))
                .startsWith(
                        "id,at,payer,payee,amount,currency,status,label,label_at,kind,balance,payer_since,type\r\n");
    }

    @Test
    void theSummaryFitsAScreen() {
        assertThat(run("--csv", csv.toString(), "--days", "40", "--users", "300", "--fraud-share", "0.05"))
                .isZero();
        assertThat(out.toString())
                .contains(
                        " payments of 300 users in 40 days, 2026-01-01 to 2026-02-09;",
                        "stolen-account",
                        "mule-ring",
                        "amount in EUR",
                        "median delay",
                        "payments a second");
        assertThat(out.toString().lines()).hasSizeLessThan(24);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theKindsThatAreChosenAreTheOnlyOnes() throws IOException {
        assertThat(run(
                        "--csv",
                        csv.toString(),
                        "--days",
                        "20",
                        "--users",
                        "300",
                        "--fraud-share",
                        "0.05",
                        "--fraud",
                        "scam=3,stolen-account=1"))
                .isZero();
        assertThat(Files.readString(csv).lines().skip(1).map(line -> line.split(",", -1)[KIND]))
                .containsOnly("", "scam", "stolen-account");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("generate"));
        all.addAll(List.of(arguments));
        return Training.commandLine(terminal).setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
    }
}
