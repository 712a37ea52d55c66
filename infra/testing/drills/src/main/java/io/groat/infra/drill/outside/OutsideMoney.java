package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Router;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.server.Poll;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A drill's money from outside, from the first order to the proof that the ledger, the gateway and the settlement files
 * agree. Works on a stack of the drill's own, for it settles all that the gateway has.
 */
public final class OutsideMoney {
    private static final String CSV = "text/csv; charset=utf-8";
    private static final Duration BOOKING = Duration.ofMinutes(3);
    private static final List<Promise> PROMISES =
            List.of(Promise.PAID_IN_ONCE, Promise.PAID_OUT_ONCE, Promise.SETTLED_TO_THE_UNIT);

    private final OutsideLoad load;
    private final GatewayClient gateway;
    private final OutsideTables tables;
    private final Calls calls;
    private final Violations breaches;
    private final Terminal terminal;
    private @Nullable OutsideSummary summary;

    /**
     * @param run begins the ids of the drill's other users, whose money is not looked at here
     * @param seed decides what people do
     */
    public OutsideMoney(
            StackHandle stack,
            String run,
            HttpClient http,
            List<Router> routers,
            Violations breaches,
            long seed,
            Terminal terminal) {
        String own = "outside-" + run;
        this.gateway = new GatewayClient(http, stack.port(StackHandle.GATEWAY), stack.gatewaySecrets());
        this.tables = new OutsideTables(stack.shards(), stack.database(), own);
        this.load = new OutsideLoad(own, routers, gateway, breaches, seed);
        this.calls = new Calls(routers, () -> false);
        this.breaches = breaches;
        this.terminal = terminal;
    }

    /** Opens wallets, and begins to order, pay and pay out. */
    public void start() {
        load.open();
        load.start();
    }

    /** Begins nothing new any more. */
    public void stop() {
        load.stop();
    }

    /** How much was moved; null when it could not be read. */
    public @Nullable OutsideSummary summary() {
        return summary;
    }

    /** Once every part is back: waits until all has ended, and compares. What nobody could be asked of is not checked. */
    public void prove() {
        long begin = System.nanoTime();
        Rest rest = new Rest(
                gateway,
                tables,
                payout -> calls.post("/v1/payouts/" + payout + "/approve", "approve-" + payout, Map.of()));
        boolean rests = rest.await(Rest.PATIENCE);
        Truth truth = rest.truth();
        OutsideBooks books = rest.books();
        if (truth == null || books == null) {
            unchecked(PROMISES, rest.trouble());
            return;
        }
        terminal.say("After " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)
                + (rests ? " s all money from outside is at rest" : " s some money from outside is still under way"));
        if (!rests) {
            breaches.add(Promise.ALWAYS_ENDS, Leftovers.of(truth, books));
        }
        new InCheck(truth, books, breaches).run(load.acknowledged().orders());
        new OutCheck(truth, books, breaches).run(load.acknowledged().payouts());
        new WalletsCheck(truth, books, breaches).run(load.users());
        SettledCheck settled = new SettledCheck(truth, breaches);
        settled.before(books);
        long rows = settle(settled);
        summary = OutsideSummary.of(load.acknowledged(), books, rows);
    }

    /** Brings the gateway's files, and looks what the books are like then; gives how many rows they had. */
    private long settle(SettledCheck settled) {
        try {
            Map<Provider, JsonNode> settlements = new EnumMap<>(Provider.class);
            for (Provider provider : Provider.values()) {
                Optional<JsonNode> done = booked(provider);
                if (done.isEmpty()) {
                    unchecked(
                            List.of(Promise.SETTLED_TO_THE_UNIT),
                            "The file of " + provider.text() + " could not be brought to its end");
                    return 0;
                }
                settlements.put(provider, done.get());
            }
            settled.rows(settlements);
            settled.after(tables.read());
            calls.get("/v1/settlements/transit")
                    .filter(answer -> answer.status() == 200)
                    .ifPresentOrElse(
                            answer -> settled.transit(answer.body()),
                            () -> unchecked(
                                    List.of(Promise.SETTLED_TO_THE_UNIT), "GET /v1/settlements/transit told nothing"));
            return settlements.values().stream()
                    .mapToLong(one -> one.path("rows").asLong(0))
                    .sum();
        } catch (GatewayClient.AwayException | OutsideTables.UnreadableException e) {
            unchecked(List.of(Promise.SETTLED_TO_THE_UNIT), String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** The settlement that the provider's file became; empty when no router would take it, or end it in time. */
    private Optional<JsonNode> booked(Provider provider) {
        String file = gateway.file(provider);
        Optional<String> id = calls.upload("/v1/settlements?gateway=" + provider.text() + "&name=drill.csv", CSV, file)
                .filter(answer -> answer.status() == 202 || answer.status() == 200)
                .map(answer -> answer.body().path("id").asString(""));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String path = "/v1/settlements/" + id.get();
        Poll.until(BOOKING, () -> calls.get(path).filter(OutsideMoney::isDone).isPresent());
        return calls.get(path).filter(answer -> answer.status() == 200).map(Router.Document::body);
    }

    private static boolean isDone(Router.Document answer) {
        String status = answer.body().path("status").asString("");
        return status.equals("DONE") || status.equals("FAILED");
    }

    private void unchecked(List<Promise> promises, String why) {
        promises.forEach(promise -> breaches.unchecked(promise, why));
    }
}
