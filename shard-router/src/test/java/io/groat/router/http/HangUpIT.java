package io.groat.router.http;

import static io.groat.infra.testservers.TestServers.PATIENCE;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that hang up while their answer is under way, in a hurry and rudely: the others get theirs, and only theirs. */
class HangUpIT {

    private static final int STAY = 4;
    private static final int LEAVE = 4;
    private static final int REQUESTS = Integer.getInteger("groat.hangup.requests", 200);
    private static final int LONGEST_STAY_NANOS = 3_000_000;
    /** So many may have left for each answer to those who stay: whoever waits for nothing could take all there is. */
    private static final int LEFT_FOR_EACH_ANSWER = 6;

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void theOthersGetTheirAnswers() throws Exception {
        List<String> users = IntStream.range(0, STAY + LEAVE)
                .mapToObj(number -> router.wallet(number % 4, number))
                .toList();
        AtomicBoolean over = new AtomicBoolean();
        Semaphore mayLeave = new Semaphore(LEFT_FOR_EACH_ANSWER * STAY);
        ExecutorService pool = Executors.newFixedThreadPool(STAY + LEAVE);
        try {
            List<Future<Integer>> leaving = new ArrayList<>();
            for (String user : users.subList(STAY, STAY + LEAVE)) {
                leaving.add(pool.submit(() -> {
                    int left = 0;
                    while (!over.get()) {
                        if (mayLeave.tryAcquire(1, TimeUnit.SECONDS)) {
                            leave(user);
                            left++;
                        }
                    }
                    return left;
                }));
            }
            List<Future<Integer>> staying = new ArrayList<>();
            for (String user : users.subList(0, STAY)) {
                staying.add(pool.submit(() -> stay(user, mayLeave)));
            }
            for (Future<Integer> one : staying) {
                assertThat(one.get()).isEqualTo(REQUESTS);
            }
            over.set(true);
            for (Future<Integer> one : leaving) {
                assertThat(one.get()).isPositive();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    /** Asks again and again by one connection; how many answers were right. */
    private int stay(String user, Semaphore mayLeave) throws IOException {
        int right = 0;
        try (Socket socket = connect()) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream().write(request(user));
                String answer = answer(answers);
                mayLeave.release(LEFT_FOR_EACH_ANSWER);
                assertThat(answer).startsWith("{").endsWith("}").contains("\"" + user + "\"");
                right++;
            }
        }
        return right;
    }

    private void leave(String user) throws IOException {
        try (Socket socket = connect()) {
            // Closing sends a reset.
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request(user));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST_STAY_NANOS));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return socket;
    }

    private static byte[] request(String user) {
        return ("GET /v1/users/" + user + "/accounts HTTP/1.1\r\nHost: groat\r\n" + RunningRouter.AUTHORIZATION
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The next answer's body. */
    private static String answer(BufferedReader answers) throws IOException {
        String status = answers.readLine();
        int length = 0;
        for (String header = answers.readLine(); !header.isEmpty(); header = answers.readLine()) {
            String[] field = header.toLowerCase(Locale.ROOT).split(": *", 2);
            if (field[0].equals("content-length")) {
                length = Integer.parseInt(field[1]);
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            int more = answers.read(body, read, length - read);
            if (more < 0) {
                throw new IOException("the connection ended after " + read + " of " + length + " bytes");
            }
            read += more;
        }
        assertThat(status).isEqualTo("HTTP/1.1 200 OK");
        return new String(body);
    }
}
