package io.groat.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When operators are told, look by look: every 5 s, alerts after 30 s, over after 60 s, told together within 10 s. */
class AlertRulesTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ME = "me";
    private static final Pattern COMMA = Pattern.compile(",");

    private final AlertSettings settings = settings(Map.of());

    private static AlertSettings settings(Map<String, String> services) {
        return new AlertSettings(
                true,
                List.of(),
                List.of(),
                "en",
                services,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofHours(6),
                Duration.ofMinutes(2),
                Duration.ofHours(24));
    }

    private final AlertRules rules = new AlertRules(settings);
    private AlertState state = AlertState.EMPTY;
    private Instant now = START;
    private final Set<UUID> seen = new TreeSet<>();
    private final StringBuilder told = new StringBuilder();

    /** Looks every five seconds for so long, each thing found as its letter says: small is up, capital is down. */
    private void look(int seconds, String found) {
        for (int i = 0; i < seconds; i += 5) {
            look(found, Set.of());
        }
    }

    private void look(String found, Set<UUID> done) {
        now = now.plusSeconds(5);
        List<HealthStatus> statuses =
                found.chars().mapToObj(letter -> status((char) letter, now)).toList();
        state = rules.next(state, ME, statuses, done, now);
        for (AlertNotice notice : state.notices()) {
            if (seen.add(notice.id())) {
                told.append(at()).append(' ').append(notice.what().text()).append(' ');
                told.append(notice.alerts().stream().map(Alert::service).collect(Collectors.joining("+")));
                told.append('\n');
            }
        }
    }

    private static HealthStatus status(char letter, Instant at) {
        boolean up = Character.isLowerCase(letter);
        return new HealthStatus(
                String.valueOf(Character.toLowerCase(letter)), null, up, up ? null : "it is " + letter, at);
    }

    private long at() {
        return Duration.between(START, now).toSeconds();
    }

    /** Each step is {@code seconds letters}; what is told is {@code at what about}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # well throughout                          |
                    600 ab                                     |
                    # a moment's trouble is none
                    30 A, 600 a                                |
                    25 A, 5 a, 25 A, 5 a, 25 A, 600 a          |
                    # first found at 5, so 30 s have gone by at 35; told 10 s later, once
                    3600 A                                     | 45 opened a
                    # told once, and once that it is over
                    300 A, 300 a                               | 45 opened a; 375 ended a
                    # well for less than a minute is not over
                    300 A, 60 a, 300 A, 30 a, 300 A            | 45 opened a
                    # what opens within ten seconds is told together, what opens later by itself
                    5 A, 5 AB, 300 ABC                         | 45 opened a+b+c
                    20 A, 300 AB                               | 45 opened a; 65 opened b
                    # what ends within ten seconds is told together
                    300 AB, 5 aB, 300 ab                       | 45 opened a+b; 375 ended a+b
                    300 AB, 30 aB, 300 ab                      | 45 opened a+b; 375 ended a; 405 ended b
                    # it ends only after it was told that it is there, and comes again as another
                    35 A, 300 a, 300 A                         | 45 opened a; 110 ended a; 380 opened a
                    # nobody says anything of it any more: it stays
                    300 A, 7200 -                              | 45 opened a
                    # nobody said that it is well for a minute, but once
                    300 A, 5 a, 7200 -                         | 45 opened a
                    # reminded of, and forgotten a day later
                    300 A, 90000 -                             | 45 opened a; 21645 reminded a; 43245 reminded a; 64845 reminded a; 86445 reminded a; 86705 ended a
                    # six hours later it is told again, with what else is open
                    300 A, 25000 AB                            | 45 opened a; 345 opened b; 21645 reminded a+b
                    # one that is well at that moment needs no reminder
                    21620 A, 30 a                              | 45 opened a
                    """)
    void tellsWhatHasToBeToldOnce(String steps, @Nullable String expected) {
        COMMA.splitAsStream(steps).map(String::strip).forEach(step -> {
            int space = step.indexOf(' ');
            look(
                    Integer.parseInt(step.substring(0, space)),
                    step.substring(space + 1).replace("-", ""));
        });
        String all = told.toString().strip().replace("\n", "; ");
        assertThat(all).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void whatSomebodyHasInHandIsToldNoMoreUntilItEnds() {
        look(60, "AB");
        UUID ofA = state.open().stream()
                .filter(alert -> alert.service().equals("a"))
                .findFirst()
                .orElseThrow()
                .id();
        state = state.acknowledged(ofA, "olga", now).acknowledged(ofA, "otto", now.plusSeconds(1));
        assertThat(state.find(ofA)).extracting(alert -> alert.acknowledgedBy()).isEqualTo("olga");
        look(7 * 3600, "AB");
        look(300, "ab");
        assertThat(told.toString().lines().map(line -> line.replaceAll("^[0-9]+ ", "")))
                .containsExactly("opened a+b", "reminded b", "ended a+b");
    }

    @Test
    void whatIsToBeToldStaysOnTheBoardUntilItIsOnItsWay() {
        look(60, "A");
        List<AlertNotice> untold = state.notices();
        assertThat(untold).hasSize(1);
        look(300, "A");
        assertThat(state.notices()).isEqualTo(untold);
        look("A", Set.of(untold.get(0).id()));
        assertThat(state.notices()).isEmpty();
    }

    /** The times before count for nothing: nobody knows how it was meanwhile. But what was open is neither told again nor lost. */
    @Test
    void aBreakOfAllProcessesBeginsTimesAnew() {
        look(300, "A");
        look(20, "AB");
        assertThat(state.conditions().keySet()).containsExactly("a", "b");
        now = now.plusSeconds(7200);
        look(25, "AB");
        assertThat(state.open()).extracting(Alert::service).containsExactly("a");
        look(300, "ab");
        assertThat(told.toString().lines().map(line -> line.replaceAll("^[0-9]+ ", "")))
                .containsExactly("opened a", "ended a");
    }

    @Test
    void oldReportsSayNothing() {
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(5);
            state = rules.next(state, ME, List.of(status('A', now.minus(Duration.ofMinutes(3)))), Set.of(), now);
        }
        assertThat(state.conditions()).isEmpty();
    }

    /** A report is read again and again until the next comes: it is one. */
    @Test
    void oneReportIsNoLastingTrouble() {
        Instant reported = now;
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(5);
            state = rules.next(state, ME, List.of(status('A', reported)), Set.of(), now);
        }
        assertThat(state.open()).isEmpty();
    }

    /** Between its starts nothing takes connections; its own words are not heard while it starts. */
    @Test
    void oneThatStartsOverAndOverIsAnAlert() {
        for (int i = 0; i < 8; i++) {
            now = now.plusSeconds(5);
            List<HealthStatus> found = i % 3 == 0 ? List.of(status('A', now)) : List.of();
            state = rules.next(state, ME, found, Set.of(), now);
        }
        assertThat(state.open()).hasSize(1);
    }

    @Test
    void theLastDetailIsKept() {
        look(60, "A");
        now = now.plusSeconds(5);
        HealthStatus other = new HealthStatus("a", null, false, "worse", now);
        state = rules.next(state, ME, List.of(other), Set.of(), now);
        assertThat(state.open()).extracting(Alert::detail).containsExactly("worse");
        look(5, "a");
        assertThat(state.open()).extracting(Alert::detail).containsExactly("worse");
    }

    @Test
    void oneLooksAndAnotherOnlyWhenItIsGone() {
        assertThat(AlertState.EMPTY.isFor("you", now)).isTrue();
        look(5, "a");
        assertThat(state.isFor(ME, now)).isTrue();
        assertThat(state.isFor("you", now.plusSeconds(19))).isFalse();
        assertThat(state.isFor("you", now.plusSeconds(20))).isTrue();
        assertThat(state.left().isFor("you", now)).isTrue();
    }

    @Test
    void thereIsABoundToWhatIsKept() {
        List<HealthStatus> many = IntStream.range(0, 1_000)
                .mapToObj(n -> new HealthStatus("s" + n, "p".repeat(1_000), false, "d".repeat(1_000), START))
                .toList();
        state = rules.next(AlertState.EMPTY, ME, many, Set.of(), START);
        assertThat(state.conditions()).hasSize(200);
        assertThat(state.conditions().keySet()).allMatch(key -> key.length() < 300);
    }

    @Test
    void wordsFitAPhone() {
        List<Alert> alerts = Stream.of("a", "b", "c", "d", "e")
                .map(name -> new Alert(
                        UUID.randomUUID(), name, "shard-1", "it is DOWN", START, START, null, null, null, null))
                .toList();
        Map<String, String> words = AlertTexts.variables(AlertNotice.of(AlertNotice.What.OPENED, START, alerts));
        assertThat(words.get("subject")).isEqualTo("shard-1 of a, shard-1 of b, shard-1 of c, +2");
        assertThat(words.get("lines")).contains("shard-1 of e: 2026-03-01 12:00:00 UTC, it is DOWN");
        Alert over = alerts.get(0).ended(START.plusSeconds(3700));
        assertThat(AlertTexts.variables(AlertNotice.of(AlertNotice.What.ENDED, START, List.of(over)))
                        .get("lines"))
                .isEqualTo("shard-1 of a: 2026-03-01 12:00:00 UTC – 2026-03-01 13:01:40 UTC (1 h 1 min), it is DOWN");
        assertThat(AlertTexts.spell(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(AlertTexts.spell(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    }

    /** Port 1 is for nobody; a service without an address is not asked. */
    @Test
    void whoTakesNoConnectionsIsDownAndSoIsThisServiceWhenItSaysSo() throws Exception {
        AlertSettings some = settings(Map.of("r", "http://127.0.0.1:1", "none", " "));
        List<HealthStatus> found = new HealthWatch(some, "notifier", () -> "kafka is away", () -> START)
                .look()
                .toFuture()
                .get();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        new HealthStatus("r", null, false, "nothing takes connections there", START),
                        new HealthStatus("notifier", null, false, "kafka is away", START));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"status":"UP"}                                                              | r up
                    {"status":"DOWN"}                                                            | r down it says that it is DOWN
                    {"status":"OUT_OF_SERVICE","parts":{"kafka":{"status":"DOWN","reason":"x"}}} | r down kafka: x
                    {"status":"DEGRADED","shards":[{"shard":0,"state":"UP"},{"shard":1,"state":"DOWN"}]} | r up; r shard-0 up; r shard-1 down it is DOWN
                    {"status":"DOWN","shards":[{"shard":0,"state":"STARTING"}]}                  | r down it says that it is DOWN; r shard-0 down it is STARTING
                    {}                                                                           | r down it says that it is none
                    []                                                                           | r down it says that it is none
                    <html>                                                                       | r down its answer is none
                    {"status":"DOWN","startedAt":"2026-03-01T11:59:01Z"}                         |
                    {"status":"DOWN","startedAt":"2026-03-01T11:59:00Z"}                         | r down it says that it is DOWN
                    {"status":"DOWN","startedAt":"once"}                                         | r down it says that it is DOWN
                    {"status":"UP","startedAt":"2026-03-01T11:59:59Z"}                           | r up
                    {"status":"DEGRADED","startedAt":"2026-03-01T11:59:59Z","shards":[{"shard":0,"state":"UP"},{"shard":1,"state":"DOWN"}]} | r up; r shard-0 up
                    """)
    void answersAreUnderstood(String body, @Nullable String expected) {
        String found = HealthWatch.statuses("r", body, Duration.ofMinutes(1), START).stream()
                .map(one -> one.key() + (one.up() ? " up" : " down " + one.detail()))
                .collect(Collectors.joining("; "));
        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }
}
