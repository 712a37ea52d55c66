package io.groat.fraud.score;

import io.groat.fraud.http.Calls;
import io.groat.fraud.list.ListEntry;
import io.groat.fraud.list.Subject;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** A user's risk over time: by day, with whom, and what lists say. Of at most {@value #MOST} payments either way. */
final class RiskCall {

    private static final int MOST = 5_000;
    private static final int LATEST = 20;
    private static final int COUNTERPARTIES = 20;

    private record Known(
            String user,
            List<ScoreLine> paid,
            List<ScoreLine> got,
            @Nullable ListEntry listed) {}

    /** What one day, or one counterparty, comes to. */
    private static final class Sum {
        private int payments;
        private double scores;
        private double highest;
        private int reviewed;
        private int blocked;

        private void add(ScoreLine line) {
            payments++;
            scores += line.score();
            highest = Math.max(highest, line.score());
            switch (line.decision()) {
                case allow -> {}
                case review -> reviewed++;
                case block -> blocked++;
            }
        }

        private void writeMembers(JsonGenerator json) {
            json.writeNumberProperty("payments", payments);
            json.writeNumberProperty("meanScore", payments == 0 ? 0 : Math.rint(scores / payments * 1e6) / 1e6);
            json.writeNumberProperty("maxScore", highest);
            json.writeNumberProperty("reviewed", reviewed);
            json.writeNumberProperty("blocked", blocked);
        }
    }

    private final ScoreLists lists;
    private final CurrentScorer scorer;

    public RiskCall(ScoreLists lists, CurrentScorer scorer) {
        this.lists = lists;
        this.scorer = scorer;
    }

    public Route route() {
        return Route.get("/v1/users/{id}/risk", Calls.READS, this::risk);
    }

    private Mono<ServerResponse> risk(ServerRequest request) {
        String user = request.pathVariable("id");
        Instant given = Parameters.time(request, "to");
        Instant to = given == null ? Instant.now().plusSeconds(60) : given;
        Instant givenFrom = Parameters.time(request, "from");
        Instant from = givenFrom == null ? to.minus(ScoreFilter.USUAL_SPAN) : givenFrom;
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(ScoreFilter.LONGEST_SPAN) > 0) {
            throw Parameters.invalid("from", "\"from\" has to be before \"to\" by no more than 400 days");
        }
        return Mono.zip(
                        lists.of(user, "payer", from, to).take(MOST).collectList(),
                        lists.of(user, "payee", from, to).take(MOST).collectList(),
                        (paid, got) ->
                                new Known(user, paid, got, scorer.lists().find(Subject.user, user, Instant.now())))
                .flatMap(known -> Answer.ok(json(known)));
    }

    private static JsonBody json(Known known) {
        return json -> {
            json.writeStartObject();
            json.writeStringProperty("userId", known.user());
            writeListed(json, known.listed());
            json.writeObjectPropertyStart("asPayer");
            sum(known.paid()).writeMembers(json);
            json.writeEndObject();
            json.writeObjectPropertyStart("asPayee");
            sum(known.got()).writeMembers(json);
            json.writeEndObject();
            writeDays(json, known.paid());
            writeCounterparties(json, known.paid());
            json.writeArrayPropertyStart("latest");
            known.paid().stream().limit(LATEST).forEach(line -> line.write(json));
            json.writeEndArray();
            json.writeBooleanProperty(
                    "complete", known.paid().size() < MOST && known.got().size() < MOST);
            json.writeEndObject();
        };
    }

    private static void writeListed(JsonGenerator json, @Nullable ListEntry entry) {
        if (entry == null) {
            json.writeNullProperty("listed");
            return;
        }
        json.writeObjectPropertyStart("listed");
        json.writeStringProperty("listing", entry.listing().name());
        json.writeStringProperty("reason", entry.reason());
        JsonWords.time(json, "until", entry.expiresAt());
        json.writeEndObject();
    }

    private static Sum sum(List<ScoreLine> lines) {
        Sum sum = new Sum();
        lines.forEach(sum::add);
        return sum;
    }

    private static void writeDays(JsonGenerator json, List<ScoreLine> lines) {
        Map<LocalDate, List<ScoreLine>> days = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.paidAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                        TreeMap::new,
                        Collectors.toList()));
        json.writeArrayPropertyStart("days");
        days.forEach((day, of) -> {
            json.writeStartObject();
            json.writeStringProperty("day", day.toString());
            sum(of).writeMembers(json);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void writeCounterparties(JsonGenerator json, List<ScoreLine> lines) {
        Map<String, List<ScoreLine>> parties = lines.stream()
                .filter(line -> line.payee() != null)
                .collect(Collectors.groupingBy(line -> String.valueOf(line.payee())));
        json.writeArrayPropertyStart("counterparties");
        parties.entrySet().stream()
                .sorted(Comparator.comparingInt(one -> -one.getValue().size()))
                .limit(COUNTERPARTIES)
                .forEach(one -> {
                    json.writeStartObject();
                    json.writeStringProperty("user", one.getKey());
                    sum(one.getValue()).writeMembers(json);
                    json.writeEndObject();
                });
        json.writeEndArray();
    }
}
