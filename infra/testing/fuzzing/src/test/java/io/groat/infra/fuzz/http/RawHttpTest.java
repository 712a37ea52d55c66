package io.groat.infra.fuzz.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawHttpTest {

    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nok";

    private final ServerSocket server;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final RawHttp http;

    RawHttpTest() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        http = new RawHttp("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    /** Answers with these, each connection with one list, one answer a request; closes it at the list's end. */
    private void answer(List<List<String>> connections) {
        Thread thread = new Thread(() -> {
            Deque<List<String>> left = new ArrayDeque<>(connections);
            while (!left.isEmpty()) {
                try (Socket client = server.accept()) {
                    for (String answer : left.poll()) {
                        byte[] request = new byte[4_096];
                        int length = client.getInputStream().read(request);
                        received.add(new String(request, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        client.getOutputStream().flush();
                    }
                } catch (IOException over) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void sendsWhatItIsToldToTheByte() throws IOException {
        answer(List.of(List.of(GOOD)));

        RawAnswer answer =
                http.send(new RawRequest("FOO", "/a|b", List.of("X-\u00e9: \u00ff", "X-B:"), "\u0000\u00fe"));

        assertThat(received)
                .containsExactly("FOO /a|b HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort()
                        + "\r\nX-\u00e9: \u00ff\r\nX-B:\r\nContent-Length: 2\r\n\r\n\u0000\u00fe");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("x-a")).containsExactly("1", "2");
        assertThat(answer.text()).isEqualTo("ok");
    }

    @Test
    void readsChunksBodilessAnswersAndThoseThatEndWithTheConnection() throws IOException {
        answer(List.of(List.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nto the end")));

        assertThat(http.send(RawRequest.get("/")).text()).isEqualTo("abc");
        assertThat(http.send(RawRequest.get("/").withMethod("HEAD")).body()).isEmpty();
        assertThat(http.send(RawRequest.get("/")).status()).isEqualTo(204);
        assertThat(http.send(RawRequest.get("/")).text()).isEqualTo("to the end");
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsMadeAnew() throws IOException {
        answer(List.of(List.of(GOOD), List.of(GOOD)));

        assertThat(http.send(RawRequest.get("/1")).status()).isEqualTo(200);
        assertThat(http.send(RawRequest.get("/2")).status()).isEqualTo(200);
    }

    @Test
    void ofAStreamItReadsTheHeadAlone() throws IOException {
        answer(List.of(
                List.of("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\n\r\ndata: 1\n\n"),
                List.of(GOOD)));

        assertThat(http.send(RawRequest.get("/")).isOf("text/event-stream")).isTrue();
        assertThat(http.send(RawRequest.get("/")).text()).isEqualTo("ok");
    }

    @Test
    void noAnswerAndNoHttpAreFailures() {
        answer(List.of(List.of("nonsense\r\n"), List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")));

        assertThatThrownBy(() -> http.send(RawRequest.get("/"))).hasMessage("not an answer: nonsense");
        assertThatThrownBy(() -> http.send(RawRequest.get("/"))).hasMessage("2 bytes of 5");
        assertThatThrownBy(() -> http.send(RawRequest.get("/"))).isInstanceOf(SocketTimeoutException.class);
    }
}
