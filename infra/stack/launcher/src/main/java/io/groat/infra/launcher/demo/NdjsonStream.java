package io.groat.infra.launcher.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request whose body and whose answer are lines of JSON that flow at the same time. Java's own client
 * reads nothing of the answer before the whole body is sent, so this one speaks for itself.
 *
 * <p>One thread may send while another receives.
 */
public final class NdjsonStream implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;
    private boolean answerBegan;
    private int leftInChunk;

    /**
     * Connects and sends the head of the request.
     *
     * @param authorization the value of that header
     */
    public NdjsonStream(URI uri, String authorization) throws IOException {
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 15);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
        String head = "POST " + uri.getRawPath() + " HTTP/1.1\r\n"
                + "Host: " + uri.getHost() + ":" + uri.getPort() + "\r\n"
                + "Authorization: " + authorization + "\r\n"
                + "Content-Type: application/x-ndjson\r\n"
                + "Accept: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Queues a line; {@link #flush} sends what is queued. */
    public void send(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write(new byte[] {'\r', '\n'});
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** Says that no more lines come. */
    public void finish() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * The next line of the answer; null at its end.
     *
     * @throws IOException also when the answer is not 200
     */
    public @Nullable String receive() throws IOException {
        if (!answerBegan) {
            answerBegan = true;
            readHead();
        }
        var line = new ByteArrayOutputStream(256);
        for (int next = readBody(); next >= 0; next = readBody()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        String status = readHeadLine();
        boolean chunked = false;
        for (String header = readHeadLine(); !header.isEmpty(); header = readHeadLine()) {
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        if (!status.contains(" 200 ") || !chunked) {
            throw new IOException("the stream was answered with " + status);
        }
    }

    private String readHeadLine() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the router closed the stream before its end");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** The next byte of the body; -1 at its end. */
    private int readBody() throws IOException {
        if (leftInChunk == 0) {
            String size = readHeadLine();
            leftInChunk = Integer.parseInt(size.split(";", 2)[0].trim(), 16);
            if (leftInChunk == 0) {
                leftInChunk = -1;
            }
        }
        if (leftInChunk < 0) {
            return -1;
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the router closed the stream before its end");
        }
        if (--leftInChunk == 0) {
            readHeadLine(); // the empty line after a chunk
        }
        return next;
    }
}
