package io.groat.fraud.tally;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.score.ModelScores;
import io.groat.fraud.score.Score;
import io.groat.fraud.window.StateBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What models made of the payments that one partition of the facts told of and that were scored within one hour: of those of
 * all facts before an offset, each once.
 */
final class HourTally {

    private static final int FORM = 1;

    private final Map<ModelPair, Agreement> agreements = new HashMap<>();
    private final Map<Integer, Spread> spreads = new HashMap<>();
    private final long nextOffset;
    private boolean changed;

    /** @param nextOffset of facts before it all are counted here, as it is stored */
    HourTally(long nextOffset) {
        this.nextOffset = nextOffset;
    }

    /** Whether a fact has still to be counted here. */
    boolean lacks(long offset) {
        return offset >= nextOffset;
    }

    boolean isChanged() {
        return changed;
    }

    void written() {
        changed = false;
    }

    /**
     * Counts a payment.
     *
     * @param bins of a model by its version
     */
    void count(Score score, ModelScores models, Features features, IntFunction<Bins> bins) {
        changed = true;
        FraudDecision byShadow = models.shadowDecision();
        if (byShadow != null) {
            agreements
                    .computeIfAbsent(new ModelPair(models.version(), models.shadowVersion()), first -> new Agreement())
                    .add(score.decision(), byShadow);
        }
        if (models.version() != 0) {
            spread(models.version(), models.score(), features, bins);
        }
        if (models.shadowVersion() != 0 && models.shadowVersion() != models.version()) {
            spread(models.shadowVersion(), models.shadowScore(), features, bins);
        }
    }

    private void spread(int version, double score, Features features, IntFunction<Bins> bins) {
        bins.apply(version).count(features, score, spreads.computeIfAbsent(version, first -> new Spread()));
    }

    byte[] agreementBytes() {
        StateBytes out = StateBytes.toWrite().putByte(FORM).putInt(agreements.size());
        agreements.forEach((pair, agreement) -> {
            out.putInt(pair.champion()).putInt(pair.shadow());
            agreement.write(out);
        });
        return out.written();
    }

    byte[] spreadBytes() {
        StateBytes out = StateBytes.toWrite().putByte(FORM).putInt(spreads.size());
        spreads.forEach((version, spread) -> {
            out.putInt(version);
            spread.write(out);
        });
        return out.written();
    }

    static HourTally of(long nextOffset, byte[] agreements, byte[] spreads) {
        HourTally read = new HourTally(nextOffset);
        read.agreements.putAll(agreements(agreements));
        read.spreads.putAll(spreads(spreads));
        return read;
    }

    /** Those of a row. */
    static Map<ModelPair, Agreement> agreements(byte[] bytes) {
        StateBytes in = opened(bytes);
        Map<ModelPair, Agreement> read = new HashMap<>();
        for (int many = in.getInt(); many > 0; many--) {
            read.put(new ModelPair(in.getInt(), in.getInt()), Agreement.read(in));
        }
        return read;
    }

    /** Those of a row, by the model's version. */
    static Map<Integer, Spread> spreads(byte[] bytes) {
        StateBytes in = opened(bytes);
        Map<Integer, Spread> read = new HashMap<>();
        for (int many = in.getInt(); many > 0; many--) {
            read.put(in.getInt(), Spread.read(in));
        }
        return read;
    }

    private static StateBytes opened(byte[] bytes) {
        StateBytes in = StateBytes.of(bytes);
        int form = in.getByte();
        if (form != FORM) {
            throw new IllegalStateException("a tally of form " + form);
        }
        return in;
    }
}
