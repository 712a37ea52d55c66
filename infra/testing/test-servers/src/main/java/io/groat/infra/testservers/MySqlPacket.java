package io.groat.infra.testservers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A packet of MySQL's protocol: three bytes of length, a number, and that many bytes.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">the protocol</a>
 */
final class MySqlPacket {
    private static final int HEADER = 4;
    private static final int QUERY = 0x03;
    private static final int OK = 0x00;
    private static final int ERROR = 0xff;
    private static final int MORE_RESULTS = 0x08;

    private final byte[] header;
    private final byte[] payload;

    private MySqlPacket(byte[] header, byte[] payload) {
        this.header = header;
        this.payload = payload;
    }

    /** The next one; null at the end of the stream. */
    static @Nullable MySqlPacket read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return null;
        }
        if (header.length < HEADER) {
            throw new EOFException("the stream ends within a packet");
        }
        int length = unsigned(header[0]) | unsigned(header[1]) << 8 | unsigned(header[2]) << 16;
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("the stream ends within a packet");
        }
        return new MySqlPacket(header, payload);
    }

    void write(OutputStream out) throws IOException {
        out.write(header);
        out.write(payload);
    }

    /** Of a client's packets: whether it is SQL as text, one statement or many. */
    boolean isQuery() {
        return header[3] == 0 && payload.length > 0 && payload[0] == QUERY;
    }

    /** Its SQL. */
    String text() {
        return new String(payload, 1, payload.length - 1, StandardCharsets.ISO_8859_1);
    }

    /** Of a server's packets that answer statements without rows: whether it is the last, for good or ill. */
    boolean endsAnswer() {
        if (payload.length == 0) {
            return false;
        }
        int kind = unsigned(payload[0]);
        if (kind != OK) {
            return kind == ERROR;
        }
        int status = afterNumber(afterNumber(1));
        return (unsigned(payload[status]) & MORE_RESULTS) == 0;
    }

    /** Where what follows the number at that place begins; numbers are one byte or say how long they are. */
    private int afterNumber(int at) {
        return switch (unsigned(payload[at])) {
            case 0xfc -> at + 3;
            case 0xfd -> at + 4;
            case 0xfe -> at + 9;
            default -> at + 1;
        };
    }

    private static int unsigned(byte value) {
        return value & 0xff;
    }
}
