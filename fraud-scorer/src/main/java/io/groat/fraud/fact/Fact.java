package io.groat.fraud.fact;

import io.groat.event.UnknownValueException;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.window.StateBytes;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What the payer's step tells about a payment: to its payee's step, and to that of the payer as a payee. */
public sealed interface Fact {

    /** The partition of payment_events that it comes from. */
    int sourcePartition();

    /** Its event's offset there; facts of one source reach a partition of this topic in the order of their offsets. */
    long sourceOffset();

    /** Whose state it is about, the record's key. */
    String key();

    /** Someone pays this payee: to be scored. Without a payee it goes by the payer's name. */
    record In(int sourcePartition, long sourceOffset, Payment payment, Features payerSide) implements Fact {
        @Override
        public String key() {
            return Fact.key(payment.payer(), payment.payee());
        }
    }

    /**
     * This payee pays someone.
     *
     * @param payee the hash of whom; 0 when that is not told
     */
    record Out(
            int sourcePartition, long sourceOffset, String key, UUID paymentId, double amount, Instant at, long payee)
            implements Fact {}

    /**
     * A payment that this payee got was found to be a fraud, or to be none.
     *
     * @param ordinary whether it was like what its payer pays
     */
    record Labelled(
            int sourcePartition,
            long sourceOffset,
            String key,
            UUID paymentId,
            boolean fraud,
            Instant knownAt,
            boolean ordinary)
            implements Fact {}

    /** This payee has given something back; the amount is in major units. */
    record Back(int sourcePartition, long sourceOffset, String key, UUID movementId, double amount, Instant at)
            implements Fact {}

    /** This payee takes what was reserved, so many hours after it was. */
    record Taken(int sourcePartition, long sourceOffset, String key, UUID movementId, double hours, Instant at)
            implements Fact {}

    /** A payment that was held is cancelled; told where its {@link In} was, after it. */
    record Cancelled(int sourcePartition, long sourceOffset, String key, UUID paymentId) implements Fact {}

    /** Whose key facts of a payment have: its payee's, and without one its payer's. */
    static String key(String payer, @Nullable String payee) {
        return payee == null ? payer : payee;
    }

    int VERSION = 1;
    int IN = 1;
    int OUT = 2;
    int CANCELLED = 3;
    int BACK = 4;
    int TAKEN = 5;
    int LABELLED = 6;

    /** As a record of that topic. */
    default ProducerRecord<String, byte[]> record(String topic) {
        StateBytes out = StateBytes.toWrite().putByte(VERSION);
        if (this instanceof In in) {
            out.putByte(IN).putInt(sourcePartition()).putLong(sourceOffset());
            write(out, in.payment());
            in.payerSide().write(out, FeatureNames.OF_PAYER);
            Instant holdUntil = in.payment().holdUntil();
            if (holdUntil != null) {
                writeTime(out, holdUntil); // behind all that older releases read
            }
        } else if (this instanceof Out paid) {
            out.putByte(OUT).putInt(sourcePartition()).putLong(sourceOffset());
            write(out, paid.paymentId(), paid.amount(), paid.at());
            out.putFixed(paid.payee()); // behind all that older releases read
        } else if (this instanceof Labelled labelled) {
            out.putByte(LABELLED).putInt(sourcePartition()).putLong(sourceOffset());
            write(out, labelled.paymentId(), labelled.fraud() ? 1 : 0, labelled.knownAt());
            out.putByte(labelled.ordinary() ? 1 : 0); // behind all that older releases read
        } else if (this instanceof Back back) {
            out.putByte(BACK).putInt(sourcePartition()).putLong(sourceOffset());
            write(out, back.movementId(), back.amount(), back.at());
        } else if (this instanceof Taken taken) {
            out.putByte(TAKEN).putInt(sourcePartition()).putLong(sourceOffset());
            write(out, taken.movementId(), taken.hours(), taken.at());
        } else if (this instanceof Cancelled cancelled) {
            out.putByte(CANCELLED).putInt(sourcePartition()).putLong(sourceOffset());
            writeId(out, cancelled.paymentId());
        }
        return new ProducerRecord<>(topic, key(), out.written());
    }

    /**
     * @throws UnknownValueException when a newer release wrote it
     * @throws IllegalArgumentException when the record holds none
     */
    static Fact read(ConsumerRecord<String, byte @Nullable []> record) {
        byte[] value = record.value();
        if (value != null && value.length > 0 && value[0] > VERSION) {
            throw new UnknownValueException("a fact of version " + value[0]);
        }
        if (value == null || value.length < 2 || value[0] != VERSION || record.key() == null) {
            throw new IllegalArgumentException("not a fact of version " + VERSION);
        }
        try {
            StateBytes in = StateBytes.of(value);
            in.getByte();
            int kind = in.getByte();
            int partition = in.getInt();
            long offset = in.getLong();
            return switch (kind) {
                case IN -> readIn(in, partition, offset);
                case OUT -> readOut(in, partition, offset, record.key());
                case LABELLED -> readLabelled(in, partition, offset, record.key());
                case BACK -> new Back(partition, offset, record.key(), readId(in), in.getDouble(), readTime(in));
                case TAKEN -> new Taken(partition, offset, record.key(), readId(in), in.getDouble(), readTime(in));
                case CANCELLED -> new Cancelled(partition, offset, record.key(), readId(in));
                default -> throw new UnknownValueException("a fact of kind " + kind);
            };
        } catch (IndexOutOfBoundsException | ArithmeticException broken) {
            throw new IllegalArgumentException("a fact that ends early", broken);
        }
    }

    private static Fact readIn(StateBytes in, int partition, long offset) {
        Payment payment = readPayment(in);
        Features features = Features.read(in);
        return new In(partition, offset, in.atEnd() ? payment : payment.reservedUntil(readTime(in)), features);
    }

    private static Fact readOut(StateBytes in, int partition, long offset, String key) {
        UUID id = readId(in);
        double amount = in.getDouble();
        Instant at = readTime(in);
        return new Out(partition, offset, key, id, amount, at, in.atEnd() ? 0 : in.getFixed());
    }

    private static Fact readLabelled(StateBytes in, int partition, long offset, String key) {
        UUID id = readId(in);
        boolean fraud = in.getDouble() == 1;
        Instant knownAt = readTime(in);
        return new Labelled(partition, offset, key, id, fraud, knownAt, !in.atEnd() && in.getByte() == 1);
    }

    private static void write(StateBytes out, UUID id, double value, Instant at) {
        writeId(out, id);
        out.putDouble(value);
        writeTime(out, at);
    }

    private static void write(StateBytes out, Payment payment) {
        writeId(out, payment.id());
        out.putText(payment.payer());
        String payee = payment.payee();
        out.putByte(payee == null ? 0 : 1);
        if (payee != null) {
            out.putText(payee);
        }
        out.putLong(payment.amountMinor()).putText(payment.currency()).putByte(payment.held() ? 1 : 0);
        writeTime(out, payment.at());
        Long before = payment.balanceBefore();
        out.putByte(before == null ? 0 : 1).putLong(before == null ? 0 : before);
        Instant opened = payment.accountOpenedAt();
        out.putByte(opened == null ? 0 : 1);
        writeTime(out, opened == null ? Instant.EPOCH : opened);
    }

    private static Payment readPayment(StateBytes in) {
        UUID id = readId(in);
        String payer = in.getText();
        String payee = in.getByte() == 1 ? in.getText() : null;
        long amountMinor = in.getLong();
        String currency = in.getText();
        boolean held = in.getByte() == 1;
        Instant at = readTime(in);
        boolean hasBefore = in.getByte() == 1;
        long before = in.getLong();
        boolean hasOpened = in.getByte() == 1;
        Instant opened = readTime(in);
        return new Payment(
                id,
                payer,
                payee,
                amountMinor,
                currency,
                held,
                at,
                hasBefore ? before : null,
                hasOpened ? opened : null);
    }

    private static void writeId(StateBytes out, UUID id) {
        out.putFixed(id.getMostSignificantBits()).putFixed(id.getLeastSignificantBits());
    }

    private static UUID readId(StateBytes in) {
        return new UUID(in.getFixed(), in.getFixed());
    }

    private static void writeTime(StateBytes out, Instant at) {
        out.putLong(at.getEpochSecond()).putInt(at.getNano());
    }

    private static Instant readTime(StateBytes in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }
}
