package io.groat.infra.drill.fuzz;

import io.groat.infra.fuzz.ApiCall;
import io.groat.infra.fuzz.Finding;
import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.Generator;
import io.groat.infra.fuzz.Judge;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.fuzz.http.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Odd requests to one service of a stack. */
final class ServiceFuzz {

    /** What would take something from the stack that others use, beside this run. */
    private static final Set<String> LEFT =
            Set.of("POST /v1/rebuild", "POST /v1/rules", "POST /v1/rules/{version}/activate");

    /** After so many the log is looked at. */
    private static final int BLOCK = 200;

    private final String service;
    private final RawHttp http;
    private final LogTraces log;
    private final Fuzzer fuzzer;
    private final int calls;
    private final List<String> traces = new ArrayList<>();
    private int sent;

    /**
     * What is known of a service.
     *
     * @param roles that may make each of its calls, by the call's name
     * @param known calls, with their parameters and bodies
     * @param codes of problems, which are documented
     */
    record Api(Map<String, Set<String>> roles, Map<String, ApiCall> known, Set<String> codes) {

        private List<ApiCall> calls() {
            return roles.keySet().stream()
                    .filter(name -> !LEFT.contains(name))
                    .map(name -> Objects.requireNonNull(known.get(name), name))
                    .toList();
        }
    }

    /** @param tokens by role */
    ServiceFuzz(
            String service,
            RawHttp http,
            LogTraces log,
            Api api,
            Map<String, String> tokens,
            Samples samples,
            Fuzzer.Watch watch,
            long seed) {
        this.service = service;
        this.http = http;
        this.log = log;
        this.calls = api.roles().size();
        Generator generator =
                new Generator(api.calls(), samples, new Generator.Callers(tokens, new HashMap<>(api.roles())), seed);
        this.fuzzer = new Fuzzer(service, generator, new Judge(api.codes()), watch);
    }

    String service() {
        return service;
    }

    /** How many calls it has. */
    int calls() {
        return calls;
    }

    /** Sends some. */
    void send(int count, BooleanSupplier goOn) throws IOException {
        for (int left = count; left > 0 && goOn.getAsBoolean(); left -= BLOCK) {
            int block = Math.min(BLOCK, left);
            fuzzer.run(http, sent, block, goOn);
            sent += block;
            for (String before : log.more()) {
                traces.add(service + ", requests " + (sent - block) + " to " + (sent - 1)
                        + ": a stack trace in the log after: " + before);
            }
        }
    }

    int sent() {
        return sent;
    }

    Map<Integer, Integer> statuses() {
        return fuzzer.statuses();
    }

    /** What was wrong, for a person to read. */
    List<String> findings() {
        List<String> all =
                new ArrayList<>(fuzzer.findings().stream().map(Finding::text).toList());
        all.addAll(traces);
        return all;
    }
}
