package io.groat.infra.fuzz.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends what it is told, over one connection for as long as the server keeps it. Not for several threads.
 */
public final class RawHttp implements AutoCloseable {

    private static final int LONGEST_LINE = 1 << 16;
    private static final int HEX = 16;
    private static final String STREAM = "text/event-stream";

    private final String host;
    private final int port;
    private final Duration patience;
    private final SocketFactory sockets;

    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** @param patience how long an answer may take; it also ends a connection that can't be made */
    public RawHttp(String host, int port, Duration patience) {
        this(host, port, patience, SocketFactory.getDefault());
    }

    /** @param sockets such as those of TLS, which shake hands at the first byte */
    public RawHttp(String host, int port, Duration patience, SocketFactory sockets) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.sockets = sockets;
    }

    /**
     * Sends it, and reads the answer to its end; of a stream of events the head alone.
     *
     * @throws IOException when no answer comes in time, or one that is not HTTP
     */
    public RawAnswer send(RawRequest request) throws IOException {
        return send(request.bytes(host + ":" + port), request.method().equals("HEAD"));
    }

    /**
     * The same of bytes that need not be a request at all.
     *
     * @param head whether the answer is without the body of which it tells
     */
    public RawAnswer send(byte[] request, boolean head) throws IOException {
        boolean kept = socket != null;
        try {
            return exchange(request, head);
        } catch (Closed closed) {
            close();
            if (!kept) {
                throw closed;
            }
            // The server may close a connection that is kept at any time: then it has not seen this request.
            return exchange(request, head);
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    private RawAnswer exchange(byte[] request, boolean head) throws IOException {
        Socket to = connected();
        try {
            to.getOutputStream().write(request);
            to.getOutputStream().flush();
        } catch (IOException early) {
            // A refusal may come, and the connection be closed, before all has been sent.
            return answerTo(head);
        }
        return answerTo(head);
    }

    private Socket connected() throws IOException {
        Socket known = socket;
        if (known != null) {
            return known;
        }
        Socket made = sockets.createSocket();
        int millis = Math.toIntExact(patience.toMillis());
        made.setSoTimeout(millis);
        made.setTcpNoDelay(true);
        made.connect(new InetSocketAddress(host, port), millis);
        in = new BufferedInputStream(made.getInputStream());
        socket = made;
        return made;
    }

    private RawAnswer answerTo(boolean head) throws IOException {
        InputStream from = in;
        if (from == null) {
            throw new IOException("not connected");
        }
        int status;
        Map<String, List<String>> headers;
        do {
            status = status(firstLine(from));
            headers = headers(from);
        } while (status < 200);
        RawAnswer answer = new RawAnswer(status, headers, "");
        if (!head && answer.isOf(STREAM)) {
            close();
            return answer;
        }
        boolean bodiless = head || status == 204 || status == 304;
        String body = bodiless ? "" : new String(body(from, answer), StandardCharsets.ISO_8859_1);
        if (answer.header("connection").equalsIgnoreCase("close")) {
            close();
        }
        return new RawAnswer(status, headers, body);
    }

    private static String firstLine(InputStream from) throws IOException {
        try {
            return line(from);
        } catch (EOFException | java.net.SocketException gone) {
            throw new Closed(gone);
        }
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new ProtocolException("not an answer: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, List<String>> headers(InputStream from) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream from, RawAnswer head) throws IOException {
        if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks(from);
        }
        String length = head.header("content-length");
        return length.isEmpty() ? from.readAllBytes() : exactly(from, Integer.parseInt(length));
    }

    private static byte[] chunks(InputStream from) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(from), HEX);
            body.writeBytes(exactly(from, size));
            line(from);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static byte[] exactly(InputStream from, int length) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(bytes.length + " bytes of " + length);
        }
        return bytes;
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed in " + line.size() + " bytes of a line");
            }
            if (line.size() > LONGEST_LINE) {
                throw new ProtocolException("a line without an end");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        Socket old = socket;
        socket = null;
        in = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException gone) {
                // It is no longer used, however it ended.
            }
        }
    }

    /** The connection ended before anything of an answer came. */
    private static final class Closed extends IOException {

        private static final long serialVersionUID = 1L;

        Closed(IOException cause) {
            super("closed without an answer", cause);
        }
    }
}
