package io.groat.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.RepeatedTest;

/** One connection, many requests: none is left unread, however close it follows the one before. */
class KeepAliveIT {

    private static final int ANSWER_LIMIT_MILLIS = 30_000;
    /** Read from the shards, so answered later than it is read. */
    private static final String SLOW = "GET /v1/transfers?limit=1 HTTP/1.1\r\nHost: groat\r\nAuthorization: Bearer "
            + RunningRouter.OPERATOR.text() + "\r\n\r\n";
    /** Refused at once, while it is read. */
    private static final String QUICK = "GET /v1/shards HTTP/1.1\r\nHost: groat\r\n\r\n";

    @RepeatedTest(10)
    void aRequestAfterPipelinedOnesIsAnswered() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), RunningRouter.shared().port())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));

            send(socket, SLOW + QUICK);
            List<Integer> statuses = new ArrayList<>(List.of(status(answers), status(answers)));
            send(socket, QUICK);
            statuses.add(status(answers));

            assertThat(statuses).containsExactly(200, 401, 401);
        }
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Of the next answer, which is read to its end. */
    private static int status(BufferedReader answers) throws IOException {
        int status = Integer.parseInt(answers.readLine().split(" ", 3)[1]);
        int length = 0;
        for (String header = answers.readLine(); !header.isEmpty(); header = answers.readLine()) {
            String[] field = header.toLowerCase(Locale.ROOT).split(": *", 2);
            if (field[0].equals("content-length")) {
                length = Integer.parseInt(field[1]);
            }
        }
        for (int read = 0; read < length; read++) {
            answers.read();
        }
        return status;
    }
}
