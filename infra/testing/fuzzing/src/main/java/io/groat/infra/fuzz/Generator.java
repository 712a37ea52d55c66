package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes requests: to each call in its turn, most of them odd in one way, some in several, some in none. A request depends
 * on the seed and its number alone.
 */
public final class Generator {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int OF_A_HUNDRED = 100;

    private final List<ApiCall> calls;
    private final Samples samples;
    private final Callers callers;
    private final long seed;

    /**
     * Who may be sent as the caller.
     *
     * @param tokens by role
     * @param allowed the roles that may make a call, by its name; none for everyone
     */
    public record Callers(Map<String, String> tokens, Map<String, Set<String>> allowed) {

        public Callers {
            tokens = Map.copyOf(tokens);
            allowed = Map.copyOf(allowed);
        }

        private List<String> good(ApiCall call) {
            return allowed.getOrDefault(call.name(), Set.of()).stream()
                    .filter(tokens::containsKey)
                    .sorted()
                    .map(tokens::get)
                    .toList();
        }
    }

    public Generator(List<ApiCall> calls, Samples samples, Callers callers, long seed) {
        this.calls = List.copyOf(calls);
        this.samples = samples;
        this.callers = callers;
        this.seed = seed;
    }

    /** @param number from 0 */
    public FuzzRequest shot(int number) {
        SplittableRandom random = new SplittableRandom(seed + number * GOLDEN);
        ApiCall call = calls.get(number % calls.size());
        List<String> said = new ArrayList<>();
        RawRequest request = good(call, number, random);
        int chance = random.nextInt(OF_A_HUNDRED);
        int changes = chance < 8 ? 0 : chance < 85 ? 1 : chance < 95 ? 2 : 3;
        for (int i = 0; i < changes; i++) {
            request = odd(request, call, random, said);
        }
        return new FuzzRequest(number, call, request, said);
    }

    private RawRequest good(ApiCall call, int number, SplittableRandom random) {
        List<String> headers = new ArrayList<>();
        List<String> tokens = callers.good(call);
        if (!tokens.isEmpty()) {
            headers.add("Authorization: Bearer " + Oddities.one(tokens, random));
        }
        JsonNode body = body(call);
        if (call.bodyType() != null) {
            headers.add("Content-Type: " + call.bodyType());
        }
        if (!call.method().equals("GET")) {
            headers.add("Idempotency-Key: fuzz-" + seed + "-" + number);
        }
        return new RawRequest(call.method(), path(call), headers, "").withBody(bytes(call, body));
    }

    private String path(ApiCall call) {
        return VARIABLE.matcher(call.pattern())
                .replaceAll(variable -> Matcher.quoteReplacement(samples.variable(call.pattern(), variable.group(1))));
    }

    private @Nullable JsonNode body(ApiCall call) {
        if (call.body() == null) {
            return null;
        }
        JsonNode body = call.body().deepCopy();
        fill(body);
        return body;
    }

    private void fill(JsonNode body) {
        if (body instanceof ObjectNode object) {
            samples.fields().forEach((name, value) -> {
                if (object.path(name).isString()) {
                    object.put(name, value);
                }
            });
        }
        body.forEach(this::fill);
    }

    private static byte[] bytes(ApiCall call, @Nullable JsonNode body) {
        if (body == null) {
            return new byte[0];
        }
        String text = isForm(call) ? form(body) : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isForm(ApiCall call) {
        return "application/x-www-form-urlencoded".equals(call.bodyType());
    }

    private static String form(JsonNode members) {
        List<String> pairs = new ArrayList<>();
        members.forEachEntry((name, value) -> pairs.add(name + "=" + value.asString("")));
        return String.join("&", pairs);
    }

    private RawRequest odd(RawRequest request, ApiCall call, SplittableRandom random, List<String> said) {
        int chance = random.nextInt(OF_A_HUNDRED);
        JsonNode body = body(call);
        if (body != null && chance < 55) {
            return request.withBody(oddBody(call, body, random, said));
        }
        if (chance < 70) {
            return oddHeader(request, random, said);
        }
        if (chance < 84) {
            return oddQuery(request, call, random, said);
        }
        return chance < 96 ? oddPath(request, call, random, said) : oddMethod(request, random, said);
    }

    private static byte[] oddBody(ApiCall call, JsonNode body, SplittableRandom random, List<String> said) {
        if (isForm(call)) {
            String word = Oddities.one(Oddities.WORDS, random);
            said.add("the form has " + OddBody.brief(word));
            return (form(body) + "&" + body.propertyNames().iterator().next() + "=" + word)
                    .getBytes(StandardCharsets.UTF_8);
        }
        byte[] odd = new OddBody(random, said).of(body);
        if (!"application/x-ndjson".equals(call.bodyType())) {
            return odd;
        }
        // A line that is odd between two that are not.
        byte[] good = (body + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] lines = new byte[good.length * 2 + odd.length + 1];
        System.arraycopy(good, 0, lines, 0, good.length);
        System.arraycopy(odd, 0, lines, good.length, odd.length);
        lines[good.length + odd.length] = '\n';
        System.arraycopy(good, 0, lines, good.length + odd.length + 1, good.length);
        return lines;
    }

    private static RawRequest oddHeader(RawRequest request, SplittableRandom random, List<String> said) {
        String name = Oddities.one(Oddities.HEADERS, random);
        String value = Oddities.one(Oddities.HEADER_VALUES, random);
        return switch (random.nextInt(5)) {
            case 0 -> {
                said.add(name + " is missing");
                yield request.without(name);
            }
            case 1 -> {
                said.add(name + " is there once more, as " + OddBody.brief(value));
                yield request.with(name + ": " + value);
            }
            case 2 -> {
                said.add(name + " is there twice, as " + OddBody.brief(value));
                yield request.without(name).with(name + ": " + value).with(name + ": " + value);
            }
            default -> {
                said.add(name + " is " + OddBody.brief(value));
                yield request.without(name).with(name + ": " + value);
            }
        };
    }

    private static RawRequest oddQuery(RawRequest request, ApiCall call, SplittableRandom random, List<String> said) {
        List<String> names = new ArrayList<>(call.parameters());
        names.addAll(List.of("limit", "cursor", "other", "%00", "access_token"));
        String name = Oddities.one(names, random);
        String value = Oddities.one(Oddities.WORDS, random);
        String query = name + "=" + value;
        if (random.nextInt(5) == 0) {
            query += "&" + name + "=" + Oddities.one(Oddities.WORDS, random);
        }
        said.add("the query is " + OddBody.brief(query));
        return request.withTarget(request.target() + (request.target().contains("?") ? "&" : "?") + query);
    }

    private RawRequest oddPath(RawRequest request, ApiCall call, SplittableRandom random, List<String> said) {
        String word = Oddities.one(Oddities.WORDS, random);
        List<String> names = VARIABLE.matcher(call.pattern())
                .results()
                .map(result -> result.group(1))
                .toList();
        String target = request.target();
        if (!names.isEmpty() && random.nextInt(4) > 0) {
            String name = Oddities.one(names, random);
            target = VARIABLE.matcher(call.pattern())
                    .replaceAll(variable -> Matcher.quoteReplacement(
                            variable.group(1).equals(name)
                                    ? word
                                    : samples.variable(call.pattern(), variable.group(1))));
        } else {
            int at = random.nextInt(target.length()) + 1;
            target = target.substring(0, at) + word + target.substring(at);
        }
        said.add("the path is " + OddBody.brief(target));
        return request.withTarget(target);
    }

    private static RawRequest oddMethod(RawRequest request, SplittableRandom random, List<String> said) {
        String method = Oddities.one(Oddities.METHODS, random);
        said.add("the method is " + method);
        return request.withMethod(method);
    }
}
