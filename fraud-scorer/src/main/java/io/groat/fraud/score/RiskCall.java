package io.groat.fraud.score;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.list.ListEntry;
import io.groat.fraud.list.Listing;
import io.groat.fraud.list.Subject;
import io.groat.fraud.score.ScoreViews.ScoreLineView;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.Text;
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

/** A user's risk over time: by day, with whom, and what lists say. Of at most {@value #MOST} payments either way. */
final class RiskCall {

    private static final Query<Instant> FROM =
            Query.time("from", "Only payments from then on; some days before the end, if not said");
    private static final Query<Instant> TO = Query.time("to", "Only payments before that time; now, if not said");
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

        private RiskSumView view() {
            return new RiskSumView(
                    payments, payments == 0 ? 0 : Math.rint(scores / payments * 1e6) / 1e6, highest, reviewed, blocked);
        }
    }

    /** What payments come to. */
    record RiskSumView(int payments, double meanScore, double maxScore, int reviewed, int blocked) {}

    /** The same of a day. */
    record RiskDayView(
            @Doc(value = "In UTC", example = "2026-01-31") @Text(format = "date")
            String day,

            @Flat RiskSumView sum) {}

    /** The same of a counterparty. */
    record RiskPartyView(
            @Doc(example = "bob") String user, @Flat RiskSumView sum) {}

    /** What a list says of the user. */
    record ListedView(
            Listing listing,
            @Doc(example = "seen before") String reason,
            @Nullable Instant until) {

        private static @Nullable ListedView of(@Nullable ListEntry entry) {
            return entry == null ? null : new ListedView(entry.listing(), entry.reason(), entry.expiresAt());
        }
    }

    /** A user's risk. */
    @Doc("A user's risk over time")
    record RiskView(
            @Doc(example = "alice") String userId,
            @Doc("null when they are on none") @Nullable ListedView listed,
            RiskSumView asPayer,
            RiskSumView asPayee,
            List<RiskDayView> days,
            @Doc("Whom they pay, the most paid first") List<RiskPartyView> counterparties,
            @Doc("Their latest payments") List<ScoreLineView> latest,

            @Doc("Whether all payments of the time were looked at")
            boolean complete) {

        private static RiskView of(Known known) {
            return new RiskView(
                    known.user(),
                    ListedView.of(known.listed()),
                    sum(known.paid()).view(),
                    sum(known.got()).view(),
                    daysOf(known.paid()),
                    counterpartiesOf(known.paid()),
                    known.paid().stream().limit(LATEST).map(ScoreLineView::of).toList(),
                    known.paid().size() < MOST && known.got().size() < MOST);
        }
    }

    private final ScoreLists lists;
    private final CurrentScorer scorer;

    public RiskCall(ScoreLists lists, CurrentScorer scorer) {
        this.lists = lists;
        this.scorer = scorer;
    }

    public Route route() {
        return Route.get("/v1/users/{id}/risk", Calls.READS)
                .named("scores", "getUserRisk", "A user's risk over time: by day, with whom, and what lists say")
                .details("Of at most " + MOST + " payments either way.")
                .path("id", "The user")
                .gives(200, RiskView.class, "As far as it is known")
                .optionalQuery(FROM, TO)
                .refuses(FraudProblem.STORE_UNAVAILABLE)
                .by(this::risk);
    }

    private Mono<ServerResponse> risk(ServerRequest request) {
        String user = request.pathVariable("id");
        Instant given = TO.of(request);
        Instant to = given == null ? Instant.now().plusSeconds(60) : given;
        Instant givenFrom = FROM.of(request);
        Instant from = givenFrom == null ? to.minus(ScoreFilter.USUAL_SPAN) : givenFrom;
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(ScoreFilter.LONGEST_SPAN) > 0) {
            throw Parameters.invalid("from", "\"from\" has to be before \"to\" by no more than 400 days");
        }
        return Mono.zip(
                        lists.of(user, "payer", from, to).take(MOST).collectList(),
                        lists.of(user, "payee", from, to).take(MOST).collectList(),
                        (paid, got) ->
                                new Known(user, paid, got, scorer.lists().find(Subject.user, user, Instant.now())))
                .flatMap(known -> Answer.ok(RiskView.of(known)));
    }

    private static Sum sum(List<ScoreLine> lines) {
        Sum sum = new Sum();
        lines.forEach(sum::add);
        return sum;
    }

    private static List<RiskDayView> daysOf(List<ScoreLine> lines) {
        Map<LocalDate, List<ScoreLine>> days = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.paidAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                        TreeMap::new,
                        Collectors.toList()));
        return days.entrySet().stream()
                .map(day -> new RiskDayView(
                        day.getKey().toString(), sum(day.getValue()).view()))
                .toList();
    }

    private static List<RiskPartyView> counterpartiesOf(List<ScoreLine> lines) {
        Map<String, List<ScoreLine>> parties = lines.stream()
                .filter(line -> line.payee() != null)
                .collect(Collectors.groupingBy(line -> String.valueOf(line.payee())));
        return parties.entrySet().stream()
                .sorted(Comparator.comparingInt(one -> -one.getValue().size()))
                .limit(COUNTERPARTIES)
                .map(one -> new RiskPartyView(one.getKey(), sum(one.getValue()).view()))
                .toList();
    }
}
