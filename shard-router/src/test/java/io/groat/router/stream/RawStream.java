package io.groat.router.stream;

import io.groat.router.RunningRouter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A stream's client on a bare socket: it decides which byte goes when, and when it reads. */
final class RawStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] HEAD =
            """
            POST /v1/transfers/stream HTTP/1.1
            Host: x
            %s
            Content-Type: application/x-ndjson
            Transfer-Encoding: chunked

            """.formatted(RunningRouter.AUTHORIZATION).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean headersRead;
    private int leftInChunk;

    /** @param receiveBuffer bytes that the system takes in before this client reads them; 0 for the usual */
    RawStream(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 256);
        out.write(HEAD);
    }

    /** Sends that text as a chunk, whatever lines it holds. */
    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(chunk.toByteArray());
        out.flush();
    }

    void finish() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The next line of the answer; null at its end. */
    @Nullable
    String readLine() throws IOException {
        if (!headersRead) {
            while (!readHeader().isEmpty()) {
                // Only the body matters here.
            }
            headersRead = true;
        }
        while (true) {
            if (leftInChunk == 0) {
                String size = readHeader();
                leftInChunk = Integer.parseInt(size.isEmpty() ? readHeader() : size, 16);
                if (leftInChunk == 0) {
                    return null;
                }
            }
            int next = in.read();
            leftInChunk--;
            if (leftInChunk == 0) {
                readHeader();
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                return text;
            }
            line.write(next);
        }
    }

    private String readHeader() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended early");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
