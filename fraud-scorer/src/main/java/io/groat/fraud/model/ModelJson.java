package io.groat.fraud.model;

import static java.util.Map.entry;

import io.groat.fraud.model.Calibration.Knot;
import io.groat.fraud.model.ModelCard.Thresholds;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The document of a model: the fields of {@link ModelCard}, where {@code reference} and {@code curve} may be missing, each of
 * whose points is {@code [threshold, recall, falsePositives, precision]}; the calibration's knots, each {@code [input, probability]};
 * the expected margin, which has to be what follows from the trees; and the trees, each of whose splits is {@code
 * [feature, threshold, left, right, cover]}, with {@code "left"} or {@code "right"} behind it where zeros go by no
 * threshold, and each leaf {@code [value, cover]}. Numbers are read as exactly those that were written.
 */
final class ModelJson {

    private static final JsonFactory JSON = new JsonFactory();
    /** How far an expected margin that somebody else has computed may be from ours. */
    private static final double ROUNDING = 1e-9;
    /** Files of before there were these do not have them. */
    private static final Set<String> OPTIONAL = Set.of("reference", "curve");

    private String label = "";
    private Instant createdAt = Instant.EPOCH;
    private long seed;
    private int featureVersion;
    private List<String> features = List.of();
    private Map<String, Integer> monotone = Map.of();
    private String trainedOn = "";
    private Instant trainedFrom = Instant.EPOCH;
    private Instant trainedTo = Instant.EPOCH;
    private long payments;
    private long frauds;
    private Map<String, Double> figures = Map.of();
    private Map<String, Double> costs = Map.of();
    private double review;
    private double block;
    private List<Knot> knots = List.of();
    private double expectedMargin;
    private List<Tree> trees = List.of();
    private Map<String, Distribution> spreads = Map.of();
    private @Nullable Distribution scores;
    private List<CurvePoint> curve = List.of();

    private final JsonCursor in;

    private ModelJson(String json) {
        in = new JsonCursor(json);
    }

    /** @throws ModelRefused when it can't be used, with the field */
    static Model read(String json) {
        return new ModelJson(json).model();
    }

    private Model model() {
        in.object(fields(), OPTIONAL);
        in.end();
        ModelCard card = new ModelCard(
                label,
                createdAt,
                seed,
                featureVersion,
                features,
                monotone,
                trainedOn,
                trainedFrom,
                trainedTo,
                payments,
                frauds,
                figures,
                costs,
                new Thresholds(review, block),
                new Reference(spreads, scores),
                curve);
        Model model = new Model(card, new Calibration(knots), trees);
        double expected = model.expectedMargin();
        ModelRefused.require(
                Math.abs(expected - expectedMargin) <= ROUNDING * Math.max(1, Math.abs(expected)),
                "expectedMargin",
                "that of the trees is " + expected);
        return model;
    }

    private Map<String, Runnable> fields() {
        return Map.ofEntries(
                entry("label", () -> label = in.text(ModelCard.MOST_LABEL)),
                entry("createdAt", () -> createdAt = in.instant()),
                entry("seed", () -> seed = in.whole(Long.MIN_VALUE, Long.MAX_VALUE)),
                entry("featureVersion", () -> featureVersion = in.whole(0, Integer.MAX_VALUE)),
                entry(
                        "features",
                        () -> features = in.list(ModelCard.MOST_FEATURES, () -> in.text(ModelCard.MOST_NAME))),
                entry("monotone", () -> monotone = in.map(ModelCard.MOST_FEATURES, () -> in.whole(-1, 1))),
                entry("trainedOn", () -> trainedOn = in.text(ModelCard.MOST_TEXT)),
                entry("trainedFrom", () -> trainedFrom = in.instant()),
                entry("trainedTo", () -> trainedTo = in.instant()),
                entry("payments", () -> payments = in.whole(1, Long.MAX_VALUE)),
                entry("frauds", () -> frauds = in.whole(0, Long.MAX_VALUE)),
                entry("figures", () -> figures = in.map(ModelCard.MOST_FIGURES, in::number)),
                entry("costs", () -> costs = in.map(ModelCard.MOST_FIGURES, in::number)),
                entry(
                        "thresholds",
                        () -> in.object(Map.of(
                                "review", () -> review = in.number(),
                                "block", () -> block = in.number()))),
                entry("calibration", () -> knots = in.list(Calibration.MOST_KNOTS, this::knot)),
                entry("expectedMargin", () -> expectedMargin = in.number()),
                entry("reference", this::reference),
                entry("curve", () -> curve = in.list(ModelCard.MOST_POINTS, this::point)),
                entry("trees", () -> trees = in.list(Model.MOST_TREES, this::tree)));
    }

    private void reference() {
        in.object(
                Map.of(
                        "features",
                        () -> spreads = in.map(ModelCard.MOST_FEATURES, this::distribution),
                        "score",
                        () -> scores = distribution()),
                Set.of("features", "score"));
    }

    private Distribution distribution() {
        List<List<Double>> taken = new ArrayList<>(List.of(List.of(), List.of()));
        String place = in.place();
        in.object(Map.of(
                "edges", () -> taken.set(0, in.list(Distribution.MOST_EDGES, in::number)),
                "shares", () -> taken.set(1, in.list(Distribution.MOST_EDGES + 1, in::number))));
        try {
            return new Distribution(taken.get(0), taken.get(1));
        } catch (ModelRefused refused) {
            throw refused.in(place);
        }
    }

    private CurvePoint point() {
        return in.row(() -> new CurvePoint(in.number(), in.number(), in.number(), in.number()));
    }

    private Knot knot() {
        return in.row(() -> new Knot(in.number(), in.number()));
    }

    private Tree tree() {
        TreeJson tree = new TreeJson();
        String place = in.place();
        in.object(Map.of(
                "splits", () -> tree.splits = in.list(Tree.MOST_LEAVES - 1, this::split),
                "leaves", () -> tree.leaves = in.list(Tree.MOST_LEAVES, this::leaf)));
        try {
            return new Tree(tree.splits, tree.leaves);
        } catch (ModelRefused refused) {
            throw refused.in(place);
        }
    }

    private static final class TreeJson {
        private List<Split> splits = List.of();
        private List<Leaf> leaves = List.of();
    }

    private Split split() {
        return in.row(() -> new Split(
                in.whole(0, ModelCard.MOST_FEATURES - 1),
                in.number(),
                in.whole(-Tree.MOST_LEAVES, Tree.MOST_LEAVES),
                in.whole(-Tree.MOST_LEAVES, Tree.MOST_LEAVES),
                in.whole(1, Long.MAX_VALUE),
                zeros()));
    }

    private Zeros zeros() {
        if (in.isAtRowsEnd()) {
            return Zeros.BY_THRESHOLD;
        }
        String place = in.place();
        return switch (in.text(ModelCard.MOST_NAME)) {
            case "left" -> Zeros.LEFT;
            case "right" -> Zeros.RIGHT;
            default -> throw new ModelRefused(place, "left or right is expected");
        };
    }

    private Leaf leaf() {
        return in.row(() -> new Leaf(in.number(), in.whole(1, Long.MAX_VALUE)));
    }

    static String write(Model model) {
        PrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return lines;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(context, text)) {
            out.writeStartObject();
            write(model.card(), out);
            out.writeArrayPropertyStart("calibration");
            for (Knot knot : model.calibration().knots()) {
                out.writeStartArray().writeNumber(knot.input()).writeNumber(knot.probability());
                out.writeEndArray();
            }
            out.writeEndArray();
            write(model.card().reference(), out);
            write(model.card().curve(), out);
            out.writeNumberProperty("expectedMargin", model.expectedMargin());
            out.writeArrayPropertyStart("trees");
            model.trees().forEach(tree -> write(tree, out));
            out.writeEndArray().writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(ModelCard card, JsonGenerator out) {
        out.writeStringProperty("label", card.label());
        out.writeStringProperty("createdAt", card.createdAt().toString());
        out.writeNumberProperty("seed", card.seed());
        out.writeNumberProperty("featureVersion", card.featureVersion());
        out.writeArrayPropertyStart("features");
        card.features().forEach(out::writeString);
        out.writeEndArray();
        out.writeObjectPropertyStart("monotone");
        card.monotone().forEach(out::writeNumberProperty);
        out.writeEndObject();
        out.writeStringProperty("trainedOn", card.trainedOn());
        out.writeStringProperty("trainedFrom", card.trainedFrom().toString());
        out.writeStringProperty("trainedTo", card.trainedTo().toString());
        out.writeNumberProperty("payments", card.payments());
        out.writeNumberProperty("frauds", card.frauds());
        write("figures", card.figures(), out);
        write("costs", card.costs(), out);
        out.writeObjectPropertyStart("thresholds");
        out.writeNumberProperty("review", card.thresholds().review());
        out.writeNumberProperty("block", card.thresholds().block());
        out.writeEndObject();
    }

    private static void write(Reference reference, JsonGenerator out) {
        if (!reference.isTold()) {
            return;
        }
        out.writeObjectPropertyStart("reference");
        Distribution score = reference.score();
        if (score != null) {
            out.writeName("score");
            write(score, out);
        }
        out.writeObjectPropertyStart("features");
        reference.features().forEach((name, spread) -> {
            out.writeName(name);
            write(spread, out);
        });
        out.writeEndObject().writeEndObject();
    }

    private static void write(Distribution spread, JsonGenerator out) {
        out.writeStartObject();
        write("edges", spread.edges(), out);
        write("shares", spread.shares(), out);
        out.writeEndObject();
    }

    private static void write(String field, List<Double> numbers, JsonGenerator out) {
        out.writeArrayPropertyStart(field);
        numbers.forEach(out::writeNumber);
        out.writeEndArray();
    }

    private static void write(List<CurvePoint> curve, JsonGenerator out) {
        if (curve.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("curve");
        for (CurvePoint point : curve) {
            out.writeStartArray().writeNumber(point.threshold()).writeNumber(point.recall());
            out.writeNumber(point.falsePositives()).writeNumber(point.precision());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void write(String field, Map<String, Double> numbers, JsonGenerator out) {
        out.writeObjectPropertyStart(field);
        numbers.forEach(out::writeNumberProperty);
        out.writeEndObject();
    }

    private static void write(Tree tree, JsonGenerator out) {
        out.writeStartObject();
        out.writeArrayPropertyStart("splits");
        for (Split split : tree.splits()) {
            out.writeStartArray().writeNumber(split.feature()).writeNumber(split.threshold());
            out.writeNumber(split.left()).writeNumber(split.right()).writeNumber(split.cover());
            if (split.zeros() != Zeros.BY_THRESHOLD) {
                out.writeString(split.zeros() == Zeros.LEFT ? "left" : "right");
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("leaves");
        for (Leaf leaf : tree.leaves()) {
            out.writeStartArray().writeNumber(leaf.value()).writeNumber(leaf.cover());
            out.writeEndArray();
        }
        out.writeEndArray().writeEndObject();
    }
}
