package io.groat.infra.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.score.FirstModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the commands make of arguments, histories and models that are not as they should be. */
class ReplayTest {

    private static final String HEADER = "id,at,payer,payee,amount,currency,label\n";

    private final Commands commands = new Commands();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replay                                                  | Missing required option: '--csv=FILE'
            replay --csv h.csv --train-days 7                       | --train-days needs --test-days
            replay --csv h.csv --test-from 2026-01-01               | --test-from needs --test-days
            replay --csv h.csv --ablation                           | --ablation needs --train-days, and no --model
            replay --csv h.csv --policy median                      | --policy takes max or rules_override
            replay --csv h.csv --bad-rows mend                      | --bad-rows takes fail or skip
            replay --csv h.csv --delay-days 401                     | --delay-days must be from 0 to 400
            train                                                   | Give either --csv FILE or --from-store
            train --csv h.csv --from-store --out m                  | Give either --csv FILE or --from-store
            train --csv h.csv                                       | Missing required option: '--out=FILE'
            train --from-store                                      | Missing required option: '--out=FILE'
            train --from-store --to-shadow --days 91                | --days must be from 2 to 90
            train --from-store --to-shadow --days 7 --test-days 7   | --test-days must be from 1 to 6
            train --from-store --to-shadow --fewest-frauds 9        | --fewest-frauds must be from 10
            train --from-store --to-shadow --cassandra host:9042    | by both --scorer and --key-file
            train --from-store --to-shadow --scorer http://host     | by both --scorer and --key-file
            train --from-store --to-shadow --scorer a:b --key-file k | --scorer takes an address
            train --days 7 --csv h.csv --out m                      | --from-store
            """)
    void wrongArgumentsAreNamed(String command, String message) {
        assertThat(commands.run(command.split(" +"))).as(commands.said()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(commands.said()).contains(message);
    }

    @Test
    void aModelThatIsNoneIsRefused() throws IOException {
        byte[] file = FirstModel.deliveredFile();
        String text = new String(file, StandardCharsets.UTF_8);
        refused(Arrays.copyOf(file, file.length / 2), "its hash is another");
        refused(text.replaceFirst("groat-model 1", "groat-model 2").getBytes(StandardCharsets.UTF_8), "format 2");
        refused(new byte[20 << 20], "longer than");
        refused("NaN".getBytes(StandardCharsets.UTF_8), "does not begin as a model does");
        assertThat(commands.run("replay", "--csv", csv(HEADER + row(1, 1, "5.00")), "--model", "none"))
                .isOne();
        assertThat(commands.said()).contains("There is no file none");
    }

    private void refused(byte[] model, String reason) throws IOException {
        Path file = Files.write(folder.resolve("model"), model);
        Commands one = new Commands();
        assertThat(one.run("replay", "--csv", csv(HEADER + row(1, 1, "5.00")), "--model", file.toString()))
                .isOne();
        assertThat(one.said()).contains("is no model that can be used", reason);
    }

    @Test
    void badRowsAreNamedAndLeftOutWhereThatIsWanted() throws IOException {
        String csv = csv(HEADER + row(1, 2, "5.00") + row(2, 1, "-5.00") + row(3, 1, "7.00") + row(3, 1, "7.00"));
        assertThat(commands.run("replay", "--csv", csv)).isOne();
        assertThat(commands.said()).contains("line 3: an amount below zero");
        Commands skipping = new Commands();
        skipping.done("replay", "--csv", csv, "--bad-rows", "skip");
        assertThat(skipping.said())
                .contains("1 rows can't be used", "line 3: an amount below zero", "is sorted first", "1 repeated")
                .contains("2 payments, 0 frauds");
    }

    @Test
    void aCompressedFileThatEndsEarlyIsTold() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(whole)) {
            StringBuilder text = new StringBuilder(HEADER);
            for (int i = 0; i < 5_000; i++) {
                text.append(row(i, 1 + i % 28, i + ".00"));
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path cut = folder.resolve("cut.csv.gz");
        Files.write(cut, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
        assertThat(commands.run("replay", "--csv", cut.toString())).isOne();
        assertThat(commands.said()).contains("can't be read to its end");
    }

    @Test
    void tooLittleToLearnFromIsTold() throws IOException {
        String csv = csv(HEADER + row(1, 1, "5.00") + row(2, 20, "6.00"));
        assertThat(commands.run(
                        "train", "--csv", csv, "--out", folder.resolve("m").toString()))
                .isOne();
        assertThat(commands.said()).contains("There is too little to learn from: 0 known frauds");
        assertThat(folder.resolve("m")).doesNotExist();
    }

    private String csv(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "history", ".csv"), text)
                .toString();
    }

    private static String row(int id, int day, String amount) {
        return id + ",2026-01-" + (day < 10 ? "0" : "") + day + "T00:00:00Z,ann,bob," + amount + ",EUR,0\n";
    }
}
