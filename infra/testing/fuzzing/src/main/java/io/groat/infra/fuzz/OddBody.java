package io.groat.infra.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a JSON body odd: one of its values, one of its members, or all of it. */
final class OddBody {

    /** Stands for text that is no JSON, until the rest has been written. */
    private static final String MARK = "\u0001odd\u0001";

    private static final String WRITTEN_MARK = "\"\\u0001odd\\u0001\"";
    private static final int BLANKS = 70_000;
    private static final int DEEP = 30_000;

    private final SplittableRandom random;
    private final List<String> said;

    /** @param said gets what was done, in words */
    OddBody(SplittableRandom random, List<String> said) {
        this.random = random;
        this.said = said;
    }

    /** @return the body as it is sent */
    byte[] of(JsonNode example) {
        return random.nextInt(5) == 0
                ? whole(example.toString())
                : member(example).getBytes(StandardCharsets.UTF_8);
    }

    private record Place(JsonNode parent, String name, int index) {

        private void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        private JsonNode value() {
            return parent instanceof ObjectNode object ? object.path(name) : parent.path(index);
        }
    }

    private String member(JsonNode example) {
        JsonNode body = example.deepCopy();
        List<Place> places = new ArrayList<>();
        collect(body, places);
        if (places.isEmpty()) {
            return odd("the body", example.toString());
        }
        Place place = Oddities.one(places, random);
        String name = place.name().isEmpty() ? "item " + place.index() : place.name();
        String value = Oddities.one(Oddities.JSON, random);
        boolean object = place.parent() instanceof ObjectNode;
        int how = random.nextInt(10);
        if (object && how == 0) {
            ((ObjectNode) place.parent()).remove(place.name());
            said.add(name + " is missing");
            return body.toString();
        }
        if (object && how == 1) {
            ((ObjectNode) place.parent()).set(place.name() + "X", JsonNodeFactory.instance.numberNode(1));
            said.add(name + "X is there");
            return body.toString();
        }
        String written = value;
        if (object && how == 2) {
            written = place.value() + ",\"" + place.name() + "\":" + value;
            said.add(name + " is there twice, then as " + brief(value));
        } else {
            said.add(name + " is " + brief(value));
        }
        place.set(JsonNodeFactory.instance.stringNode(MARK));
        return body.toString().replace(WRITTEN_MARK, written);
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode) {
            for (String name : node.propertyNames()) {
                places.add(new Place(node, name, 0));
                collect(node.path(name), places);
            }
        } else if (node instanceof ArrayNode) {
            for (int i = 0; i < node.size(); i++) {
                places.add(new Place(node, "", i));
                collect(node.path(i), places);
            }
        }
    }

    private String odd(String what, String otherwise) {
        String value = Oddities.one(Oddities.JSON, random);
        said.add(what + " is " + brief(value));
        return value.isEmpty() ? otherwise : value;
    }

    private byte[] whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> said("the body is empty", new byte[0]);
            case 1 -> said("the body is cut off", Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 2 -> said("the body has a byte that is no UTF-8", broken(bytes));
            case 3 -> said("the body is UTF-16", text.getBytes(StandardCharsets.UTF_16));
            case 4 -> said("the body begins with a mark", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
            case 5 -> said("something follows the body", (text + "}1").getBytes(StandardCharsets.UTF_8));
            case 6 -> said("the body is there twice", (text + text).getBytes(StandardCharsets.UTF_8));
            case 7 -> said("the body is over the limit", (text + " ".repeat(BLANKS)).getBytes(StandardCharsets.UTF_8));
            case 8 -> said("the body is deep", "[".repeat(DEEP).getBytes(StandardCharsets.UTF_8));
            case 9 -> said("the body is an array", ("[" + text + "]").getBytes(StandardCharsets.UTF_8));
            case 10 -> said("the body has a comment", ("/**/" + text).getBytes(StandardCharsets.UTF_8));
            default -> odd("the body", "").getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] broken(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[random.nextInt(copy.length)] = (byte) (0x80 + random.nextInt(0x80));
        return copy;
    }

    private byte[] said(String what, byte[] body) {
        said.add(what);
        return body;
    }

    static String brief(String value) {
        int most = 60;
        return value.length() <= most ? value : value.substring(0, most) + "… (" + value.length() + ")";
    }
}
