package io.groat.router.stream;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamCallIT {

    private static final int MANY = 45_000;

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void answersALineWhileTheRequestGoesOn() throws IOException {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        try (RawStream stream = new RawStream(router.port(), 0)) {
            for (int i = 0; i < 3; i++) {
                String key = router.key();
                String text = line(key, payer, payee, 10) + "\n";
                stream.send(text.substring(0, 20));
                stream.send(text.substring(20));

                String answer = Objects.requireNonNull(stream.readLine());
                assertThat(JsonPath.<String>read(answer, "$.idempotencyKey")).isEqualTo(key);
                assertThat(JsonPath.<String>read(answer, "$.status")).isEqualTo("COMPLETED");
            }
            stream.finish();
            assertThat(stream.readLine()).isNull();
        }
    }

    @Test
    void aLineThatItCantTakeSpoilsNoOther() throws IOException {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String key = router.key();
        List<String> lines = List.of(
                line(key, payer, payee, 10),
                "not json",
                "",
                "[]",
                line("k-amount", payer, payee, 0),
                line("k-unknown", payer, payee, 1).replace("}", ",\"x\":1}"),
                "{\"pad\":\"" + "x".repeat(70_000) + "\"}",
                line("has space", payer, payee, 1),
                "   ",
                line("k-poor", payer, payee, 1_000),
                line("k-last", payer, payee, 20));

        Map<Integer, String> problems = new HashMap<>();
        List<String> done = new ArrayList<>();
        for (String answer : exchange(String.join("\r\n", lines))) {
            Map<String, Object> fields = JsonPath.read(answer, "$");
            if (fields.containsKey("code")) {
                problems.put((Integer) fields.get("line"), fields.get("code") + " " + fields.get("idempotencyKey"));
            } else {
                done.add((String) fields.get("idempotencyKey"));
            }
        }

        assertThat(done).containsExactlyInAnyOrder(key, "k-last");
        assertThat(problems)
                .isEqualTo(Map.of(
                        2, "MALFORMED_JSON null",
                        4, "MALFORMED_JSON null",
                        5, "INVALID_AMOUNT k-amount",
                        6, "UNKNOWN_FIELD k-unknown",
                        7, "BODY_TOO_LARGE null",
                        8, "IDEMPOTENCY_KEY_INVALID has space",
                        10, "INSUFFICIENT_FUNDS k-poor"));
        assertThat(exchange(line(key, payer, payee, 10)).get(0)).contains("\"replayed\":true");
        assertThat(exchange("")).isEmpty();
        assertThat(router.balance(payee)).isEqualTo(30);
    }

    /** Their results are there at once, each within the reading of its line. */
    @Test
    void aHundredThousandLinesThatAreNone() throws IOException {
        int count = 100_000;
        int refused = 0;
        try (RawStream stream = new RawStream(router.port(), 0)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(stream, "[]\n".repeat(count)));
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                assertThat(line).contains("MALFORMED_JSON");
                refused++;
            }
            sent.join();
        }
        assertThat(refused).isEqualTo(count);
    }

    /**
     * Who doesn't read is not read: what is under way is bounded, and so is what waits in memory. Once they read, all
     * answers come, one a line.
     */
    @Test
    void manyLinesWaitForAReaderWhoIsSlow() throws IOException {
        List<String> users = wallets();
        String text = lines(users, MANY);
        long before = router.commands();
        try (RawStream stream = new RawStream(router.port(), 65_536)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(stream, text));
            long held = untilItStands(before);

            assertThat(held).isLessThan(MANY);
            List<String> answers = allLines(stream);
            assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
            // On a machine that is busy with other things a payee's shard may take longer than an answer waits.
            assertThat(answers)
                    .hasSize(MANY)
                    .allMatch(answer ->
                            answer.contains("\"status\":\"COMPLETED\"") || answer.contains("\"status\":\"PENDING\""));
            assertThat(answers.stream()
                            .map(answer -> JsonPath.<String>read(answer, "$.idempotencyKey"))
                            .distinct())
                    .hasSize(MANY);
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> users.stream().mapToLong(router::balance).sum() == 40 * 100_000);
    }

    /** With every buffer watched: leaks show when the collector finds one that nobody has released. */
    @Test
    void whatWasReadGoesOnWhenTheClientGoes() throws IOException {
        ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
        LeakLog.listen();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            List<String> users = wallets();
            String payer = router.wallet(0, 100);
            String payee = router.wallet(1, 0);
            for (int round = 0; round < 5; round++) {
                goAwayAfter(round % 2, line(router.key(), payer, payee, 10) + "\n" + lines(users, 500) + "{\"half");
            }

            await().atMost(PATIENCE).ignoreExceptions().until(() -> router.balance(payee) == 50);
            assertThat(exchange(lines(users, 100))).hasSize(100);
            LeakLog.assertNoLeaks();
        } finally {
            ResourceLeakDetector.setLevel(usual);
        }
    }

    private void goAwayAfter(int answers, String text) throws IOException {
        try (RawStream stream = new RawStream(router.port(), 65_536)) {
            stream.send(text);
            for (int i = 0; i < answers; i++) {
                stream.readLine();
            }
        }
    }

    private List<String> wallets() {
        return IntStream.range(0, 40)
                .mapToObj(i -> router.wallet(i % 4, 100_000))
                .toList();
    }

    private String lines(List<String> users, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line(router.key(), users.get(i % 40), users.get((i * 7 + 1) % 40), 1))
                    .append('\n');
        }
        return text.toString();
    }

    /** Sends all, reads all. */
    private List<String> exchange(String text) throws IOException {
        try (RawStream stream = new RawStream(router.port(), 0)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(stream, text));
            List<String> answers = allLines(stream);
            sent.join();
            return answers;
        }
    }

    private static List<String> allLines(RawStream stream) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            answers.add(line);
        }
        return answers;
    }

    /** In pieces of a size that cuts lines anywhere. */
    private static void send(RawStream stream, String text) {
        try {
            for (int at = 0; at < text.length(); at += 7_001) {
                stream.send(text.substring(at, Math.min(text.length(), at + 7_001)));
            }
            stream.finish();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** How many commands the lanes took until they took no more. */
    private long untilItStands(long before) {
        long[] last = {-1};
        await().pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> {
            long now = router.commands();
            boolean stands = now == last[0] && now > before;
            last[0] = now;
            return stands;
        });
        return last[0] - before;
    }
}
