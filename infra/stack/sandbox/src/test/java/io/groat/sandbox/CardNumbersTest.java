package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of a card is nowhere once it has been looked at. */
class CardNumbersTest {

    private static final List<String> NUMBERS = List.of("4242424242424242", "4000000000000002", "4242424242424241");

    @Test
    void noCardNumberIsKeptOrTold(@TempDir Path folder) throws IOException {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(line.getMessage() + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(log);
        try (var sandbox = new RunningSandbox(folder)) {
            Client client = sandbox.client();
            sandbox.receiver().refusals.set(2);
            for (String number : NUMBERS) {
                for (String id : List.of(client.order("r1"), client.session("c1"))) {
                    for (String how : List.of("pay", "no-such-way")) {
                        told.add(client.bare(
                                        "POST", "/pay/" + id, "{\"how\":\"" + how + "\",\"card\":\"" + number + "\"}")
                                .text());
                    }
                }
            }
            sandbox.receiver().awaitTaken("order.paid");
            sandbox.receiver().awaitTaken("checkout.session.completed");
            sandbox.receiver().all().forEach(came -> told.add(came.body()));
            told.add(client.state().toString());
            told.add(client.razorpay("GET", "/settlements/recon.csv", null).text());
            told.add(client.stripe("GET", "/reports/balance.csv", null).text());
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                told.add(Files.readString(file));
            }
        }
        String all = String.join("\n", told);
        assertThat(all).contains("order.paid", "was not taken", "\"put\":\"Payment\"");
        assertThat(all.replaceAll("[ -]", "")).doesNotContain(NUMBERS);
    }
}
