package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.fraud.feature.FeatureNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

    private static final Model MODEL = Models.random(3, 4, 3, 4);
    private static final byte[] FILE = ModelFile.bytes(MODEL);
    private static final String BODY = bodyOf(FILE);

    @Test
    void whatIsWrittenIsReadAsTheSame(@TempDir Path folder) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Model model = Models.random(seed, 20, 1 + seed * 3, 1 + seed * 2);
            Path file = folder.resolve("model.txt");
            ModelFile.write(model, file);
            Model read = ModelFile.read(file);
            assertThat(read).isEqualTo(model);
            assertThat(ModelFile.bytes(read)).isEqualTo(Files.readAllBytes(file));
            double[] row = Models.row(model, new Random(seed));
            assertThat(read.margin(row)).isEqualTo(model.margin(row));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void otherFiguresLeaveTheRestAsItIs() {
        ModelCard card = MODEL.card();
        ModelCard other = card.with(Map.of("testAuc", 0.9));
        assertThat(other.figures()).isEqualTo(Map.of("testAuc", 0.9));
        assertThat(other.with(card.figures())).isEqualTo(card);
    }

    @Test
    void aPersonCanOpenIt() {
        assertThat(new String(FILE, StandardCharsets.UTF_8))
                .matches("(?s)groat-model 1 sha256:[0-9a-f]{64}\n\\{\n.*}\n")
                .contains("\n  \"label\" : \"test 1\",\n")
                .contains("\n  \"costs\" : {\n    \"missedFraud\" : 1.0,\n    \"review\" : 3.0\n  },\n")
                .contains("\"calibration\" : [ [ 0.0, 0.001 ], [ 0.3, 0.1 ],");
    }

    /** The field's name, as it stands, another in its place, and what is said to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model | \\}\\s*$ | } 1 | there is something behind the end",
                "model | ^\\{ | [ | an object is expected",
                "label | \"test 1\" | 1 | a text is expected",
                "label | \"test 1\" | \"\" | letters",
                "label | \"test 1\" | \"<b>\" | letters",
                "label | \"label\" : \"test 1\", | | it is missing",
                "labels | \"label\" | \"labels\" | it is not known here",
                "label | \"createdAt\" | \"label\" | it stands there twice",
                "createdAt | 2026-11-30T08:00:00.123456789Z | yesterday | a time such as",
                "seed | -7 | -7.5 | a whole number is expected",
                "seed | -7 | 99999999999999999999 | out of range",
                "seed | -7 | null | a whole number is expected",
                "featureVersion | \"featureVersion\" : \\d+ | \"featureVersion\" : 99 | it is made for features of version 99",
                "features[3] | \"payment.amount\" ] | \"payment.amounts\" ] | there is no feature \"payment.amounts\"",
                "features[3] | \"payment.amount\" ] | \"payment.hour\" ] | \"payment.hour\" stands there twice",
                "features | \"features\" : \\[[^]]*] | \"features\" : [] | there are none",
                "trees[0].splits[0] | \"splits\" : \\[ \\[ \\d+ | \"splits\" : [ [ 4 | there is no feature 4",
                "trees[0].splits[0][0] | \"splits\" : \\[ \\[ \\d+ | \"splits\" : [ [ 1.5 | a whole number is expected",
                "monotone.payment.hour | \"monotone\" : \\{ | \"monotone\" : {\"payment.hour\":0, | stands there twice",
                "monotone.payer.hourShare | \"monotone\" : \\{ | \"monotone\" : {\"payer.hourShare\":1, | it is no feature of this model",
                "trainedOn | payments that were | \\\\uD800 | a text of at most",
                "trainedTo | 2026-06-01 | 2025-06-01 | it is before trainedFrom",
                "payments | 100000 | 0 | a number from 1 to",
                "frauds | 321 | 100001 | as many as payments, at most",
                "figures.auc | 0.30000000000000004 | 1e999 | beyond the range",
                "figures.auc | 0.30000000000000004 | NaN | ",
                "figures.auc | 0.30000000000000004 | \"NaN\" | a number is expected",
                "figures | \"auc\" | \"a b\" | \"a b\" is no name",
                "thresholds.review | \"review\" : 0.3 | \"review\" : 0.91 | it has to be no more than block",
                "thresholds.block | \"block\" : 0.9 | \"block\" : 3 | a number from 0 to 2 is expected",
                "thresholds.block | ,\\s*\"block\" : 0.9 | | it is missing",
                "thresholds.hold | \"block\" : 0.9 | \"block\" : 0.9, \"hold\" : 1 | it is not known here",
                "calibration[1] | \\[ 0.3, 0.1 ] | [ 0, 0.1 ] | inputs have to rise",
                "calibration[1] | \\[ 0.3, 0.1 ] | [ 0.3, 0 ] | it may not fall",
                "calibration[1] | \\[ 0.3, 0.1 ] | [ 0.3, 1.1 ] | numbers from 0 to 1 are expected",
                "calibration[1] | \\[ 0.3, 0.1 ] | [ 0.3 ] | a number is expected",
                "calibration[1][2] | \\[ 0.3, 0.1 ] | [ 0.3, 0.1, 1 ] | it is too long",
                "reference.score.edges[1] | \\[ 0.25 ] | [ 0.25, 0.25 ] | it has to be above the one before",
                "reference.score.shares | \\[ 0.25 ] | [ 0.25, 0.5 ] | one more than edges is expected",
                "reference.score.shares | \\[ 0.75, 0.25 ] | [ 0.75, 0.5 ] | they have to add up to 1",
                "reference.score.shares[0] | \\[ 0.75, 0.25 ] | [ 1.75, -0.75 ] | a number from 0 to 1 is expected",
                "reference.features | \"features\" : \\{ | \"features\" : { \"payer.hourShare\" : { \"edges\" : [], \"shares\" : [1] }, | no feature of this model",
                "reference.score.mean | \"score\" : \\{ | \"score\" : { \"mean\" : 1, | it is not known here",
                "curve | \\[ 0.75, 0.25, 0.0625, 0.5 ] | [ 0.75, 0.25, 0.0625, 5 ] | numbers from 0 to 1 are expected",
                "curve[0] | \\[ 0.75, 0.25, 0.0625, 0.5 ] | [ 0.75 ] | a number is expected",
                "expectedMargin | \"expectedMargin\" : -? | \"expectedMargin\" : 1 | that of the trees is",
                "trees | \"trees\" : .* | \"trees\" : [] } | 1 to 2000 are expected",
                "trees[0].splits | \"leaves\" : \\[[^}]* | \"leaves\" : [] | 3 of them do not lead to 0 leaves",
            })
    void whatIsWrongIsNamed(String field, String found, @Nullable String instead, @Nullable String reason) {
        String changed = BODY.replaceFirst("(?s)" + found, instead == null ? "" : instead);
        assertThat(changed).isNotEqualTo(BODY);
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(reason == null ? "" : reason);
        try {
            read(changed);
        } catch (ModelRefused refused) {
            assertThat(refused.field()).isEqualTo(field);
        }
    }

    /** As one that was written before there were these. */
    @Test
    void whatOlderFilesDoNotTellIsNotAskedFor() {
        String older = BODY.replaceFirst("(?s)\"reference\" : .*\"expectedMargin\"", "\"expectedMargin\"");
        Model read = read(older);
        assertThat(read.card()).isEqualTo(MODEL.card().with(Reference.NONE, List.of()));
        assertThat(bodyOf(ModelFile.bytes(read))).isEqualTo(older);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "groat-model 1 sha256:",
                "groat-model 1 sha256:zz\n{}",
                "groat-model 1\n{}",
                "GIF89a",
                "PK\u0003\u0004\u0000\u0000"
            })
    void whatIsNoModelIsRefused(String text) {
        assertThatThrownBy(() -> ModelFile.of(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("it does not begin as a model does");
    }

    @Test
    void anotherFormatIsRefused() {
        String file = new String(FILE, StandardCharsets.UTF_8).replace("groat-model 1 ", "groat-model 2 ");
        assertThatThrownBy(() -> ModelFile.of(file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("file: it is of format 2, only 1 can be read here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"trees\":[", "{\"label\":{", "{\"a\":"})
    void whatIsNestedDeeplyIsRefused(String step) {
        assertRefused(step.repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void longTextsAndNumbersAndListsAreRefused() {
        assertRefused(("{\"label\":\"" + "a".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        assertRefused(("{\"" + "a".repeat(1_000_000) + "\":1}").getBytes(StandardCharsets.UTF_8));
        assertRefused(("{\"seed\":1" + "0".repeat(1_000_000) + "}").getBytes(StandardCharsets.UTF_8));
        assertRefused(("{\"trees\":[" + "{\"splits\":[],\"leaves\":[[0,1]]},".repeat(2_001) + "]}")
                .getBytes(StandardCharsets.UTF_8));
        assertRefused(("{\"figures\":{\"a\":1" + ",\"b\":1".repeat(1_000) + "}}").getBytes(StandardCharsets.UTF_8));
        assertRefused(new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', '}'});
        assertRefused(BODY.getBytes(StandardCharsets.UTF_16));
    }

    /** It ends nowhere: no more is read than a model may have. */
    @Test
    void anEndlessFileIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] into, int from, int many) {
                Arrays.fill(into, from, from + many, (byte) 'a');
                return many;
            }
        };
        assertThatThrownBy(() -> ModelFile.read(endless))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("file: it is longer than 16777216 bytes");
    }

    @Property(tries = 2_000)
    void aFileThatWasTouchedIsRefused(@ForAll("mutations") byte[] mutated) {
        if (Arrays.equals(mutated, FILE)) {
            assertThat(ModelFile.of(mutated)).isEqualTo(MODEL);
        } else {
            assertThatThrownBy(() -> ModelFile.of(mutated)).isInstanceOf(ModelRefused.class);
        }
    }

    /** Whoever makes the hash anew comes no further than to a model that scores. */
    @Property(tries = 3_000)
    void whatIsReadCanBeUsed(@ForAll("mutatedBodies") byte[] body) {
        Model read;
        try {
            read = ModelFile.of(ModelFile.withHead(body));
        } catch (ModelRefused refused) {
            assertThat(refused.field()).isNotEmpty();
            return;
        }
        assertThat(ModelFile.of(ModelFile.bytes(read))).isEqualTo(read);
        double[] row = new double[read.card().features().size()];
        assertThat(read.probability(row)).isBetween(0.0, 1.0);
        assertThat(read.contributions(row)).doesNotContain(Double.NaN);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        return mutated(FILE);
    }

    @Provide
    Arbitrary<byte[]> mutatedBodies() {
        return mutated(BODY.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes are changed, put in, taken out, cut off; pieces are doubled or moved. */
    private static Arbitrary<byte[]> mutated(byte[] valid) {
        return Arbitraries.randomValue(random -> {
            byte[] now = valid;
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(now.length);
                int to = Math.min(now.length, at + random.nextInt(20));
                byte[] piece = Arrays.copyOfRange(now, at, to);
                now = switch (random.nextInt(6)) {
                    case 0 -> joined(now, at, bytes((char) random.nextInt(256)), at + 1);
                    case 1 -> joined(now, at, bytes("0123456789-e.,[]{}\": ".charAt(random.nextInt(21))), at + 1);
                    case 2 -> joined(now, at, piece, at);
                    case 3 -> joined(now, at, new byte[0], to);
                    case 4 -> random.nextInt(20) == 0 ? Arrays.copyOf(now, at) : joined(now, at, bytes('9'), at);
                    default -> joined(now, random.nextInt(now.length), piece, now.length);
                };
                if (now.length == 0) {
                    return now;
                }
            }
            return now;
        });
    }

    private static byte[] bytes(char one) {
        return String.valueOf(one).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        int rest = Math.max(0, bytes.length - from);
        byte[] joined = Arrays.copyOf(bytes, until + between.length + rest);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(bytes, bytes.length - rest, joined, until + between.length, rest);
        return joined;
    }

    private static void assertRefused(byte[] body) {
        byte[] file = ModelFile.withHead(body);
        assertThatThrownBy(() -> ModelFile.of(file)).isInstanceOf(ModelRefused.class);
    }

    private static Model read(String body) {
        return ModelFile.of(ModelFile.withHead(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String bodyOf(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1);
    }

    @Test
    void placesOfTheModelAreNotThoseOfTheFeatures() {
        assertThat(MODEL.card().features().get(0))
                .isNotEqualTo(FeatureNames.all().get(0));
    }
}
