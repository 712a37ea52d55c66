package io.groat.infra.training.generate;

import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.HistoryPayment;
import io.groat.infra.training.generate.world.PaymentSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Payments as lines of a CSV file (RFC 4180), byte by byte, for a history has millions of them. No field needs quotes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
final class CsvLines implements PaymentSink {

    static final String HEADER =
            "id,at,payer,payee,amount,currency,status,label,label_at,kind,balance,payer_since,type";

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 300;
    private static final long MILLIS_OF_DAY = 86_400_000;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] COMPLETED = ascii("COMPLETED");
    private static final byte[] FAILED = ascii("FAILED");
    private static final byte[] TOP_UP = ascii("top_up");

    private final Parties parties;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] currency;
    private final int digits;
    private final RandomStream ids;
    private int size;
    private long rows;
    private long written;

    CsvLines(HistorySettings settings, Parties parties, OutputStream out) {
        this.parties = parties;
        this.out = out;
        this.currency = ascii(settings.currency().getCurrencyCode());
        this.digits = settings.currency().getDefaultFractionDigits();
        this.ids = new RandomStream(settings.seed());
        put(ascii(HEADER));
        endLine();
    }

    @Override
    public void accept(HistoryPayment payment) {
        if (size > BUFFER - LONGEST_LINE) {
            flush();
        }
        putId(payment.at());
        separate();
        putTime(payment.at());
        separate();
        size = parties.write(payment.payer(), buffer, size);
        separate();
        size = parties.write(payment.payee(), buffer, size);
        separate();
        putAmount(payment.amount());
        separate();
        put(currency);
        separate();
        put(payment.completed() ? COMPLETED : FAILED);
        separate();
        put(ascii(payment.label().text()));
        separate();
        if (payment.labelAt() != 0) {
            putTime(payment.labelAt());
        }
        separate();
        if (payment.fraud() != null) {
            put(ascii(payment.fraud().kind().text()));
        }
        separate();
        if (payment.balance() != HistoryPayment.UNKNOWN) {
            putAmount(payment.balance());
        }
        separate();
        if (payment.payerSince() != HistoryPayment.UNKNOWN) {
            putTime(payment.payerSince());
        }
        separate();
        if (payment.topUp()) {
            put(TOP_UP);
        }
        endLine();
        rows++;
    }

    /** Hands on what is in the buffer. */
    void flush() {
        try {
            out.write(buffer, 0, size);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
        written += size;
        size = 0;
    }

    long bytes() {
        return written + size;
    }

    /** Of that time and, in its other bits, of the row's number under the seed: no two rows have the same. */
    private void putId(long at) {
        long random = ids.at(Purpose.ID, rows, 0).nextLong();
        long high = (at << 16) | 0x7000 | ((random >>> 62) << 10) | (RandomStream.mix(random) >>> 54);
        long low = (random & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        putHex(high >>> 32, 8);
        buffer[size++] = '-';
        putHex(high >>> 16, 4);
        buffer[size++] = '-';
        putHex(high, 4);
        buffer[size++] = '-';
        putHex(low >>> 48, 4);
        buffer[size++] = '-';
        putHex(low, 12);
    }

    private void putHex(long value, int places) {
        for (int place = places - 1; place >= 0; place--) {
            buffer[size++] = HEX[(int) (value >>> (4 * place)) & 15];
        }
    }

    private void putTime(long at) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(at, MILLIS_OF_DAY));
        putDigits(date.getYear(), 4);
        buffer[size++] = '-';
        putDigits(date.getMonthValue(), 2);
        buffer[size++] = '-';
        putDigits(date.getDayOfMonth(), 2);
        buffer[size++] = 'T';
        int millis = (int) Math.floorMod(at, MILLIS_OF_DAY);
        putDigits(millis / 3_600_000, 2);
        buffer[size++] = ':';
        putDigits(millis / 60_000 % 60, 2);
        buffer[size++] = ':';
        putDigits(millis / 1_000 % 60, 2);
        buffer[size++] = '.';
        putDigits(millis % 1_000, 3);
        buffer[size++] = 'Z';
    }

    /** Hundredths as the currency writes them; one without decimals has as many units. */
    private void putAmount(long hundredths) {
        if (digits < 2) {
            putWhole(hundredths);
            return;
        }
        putWhole(hundredths / 100);
        buffer[size++] = '.';
        putDigits((int) (hundredths % 100), 2);
        for (int more = digits; more > 2; more--) {
            buffer[size++] = '0';
        }
    }

    private void putWhole(long number) {
        int places = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            places++;
        }
        long rest = number;
        for (int place = size + places - 1; place >= size; place--) {
            buffer[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += places;
    }

    private void putDigits(int number, int places) {
        int rest = number;
        for (int place = size + places - 1; place >= size; place--) {
            buffer[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += places;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, buffer, size, text.length);
        size += text.length;
    }

    private void separate() {
        buffer[size++] = ',';
    }

    private void endLine() {
        buffer[size++] = '\r';
        buffer[size++] = '\n';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
