package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * What happens to one order: it is made, paid in one of all the ways there are, and given back in part at times; its owner
 * is paid out at times. The books and the gateway say what came of it, so that a client who gives up spoils nothing.
 */
final class Life {
    /** Each as often as the others. */
    private static final List<String> WAYS = List.of(
            "pay",
            "never",
            "repeat",
            "twice",
            "late",
            "wrong-amount",
            "bad-signature",
            "out-of-order",
            "decline",
            "old",
            "truncated",
            "refund-fails",
            "payout-returns",
            "dispute");

    private static final List<String> COURSES = List.of("process", "process", "process", "process", "fail", "return");
    private static final List<String> FAULTS = List.of("error500", "lose-answer", "slow", "timeout");
    private static final int FAULTY_ONE_OF = 9;
    private static final int REFUNDED_ONE_OF = 3;
    private static final int PAID_OUT_ONE_OF = 2;
    private static final int REVIEWED_ONE_OF = 12;
    private static final int LOOKS = 30;

    /** From here on a payout waits for a person. */
    private static final long REVIEWED = 700_000;

    private final Calls calls;
    private final GatewayClient gateway;
    private final Acknowledged acknowledged;
    private final Violations breaches;
    private final BooleanSupplier over;

    /** @param over whether nobody wants to know any more */
    Life(Calls calls, GatewayClient gateway, Acknowledged acknowledged, Violations breaches, BooleanSupplier over) {
        this.calls = calls;
        this.gateway = gateway;
        this.acknowledged = acknowledged;
        this.breaches = breaches;
        this.over = over;
    }

    /**
     * Lives it to its end.
     *
     * @param number decides how it is paid
     */
    void live(OutsideUser user, String key, int number, Random random) {
        if (random.nextInt(FAULTY_ONE_OF) == 0) {
            fault(user.provider(), FAULTS.get(random.nextInt(FAULTS.size())));
        }
        long amount = 100L + random.nextInt(5_000);
        Optional<JsonNode> order = made(
                "/v1/orders",
                key,
                members(
                        "payee", user.id(),
                        "amount", amount,
                        "currency", user.provider().currency(),
                        "method", user.provider().method()));
        if (order.isEmpty()) {
            return;
        }
        String id = order.get().path("id").asString("");
        acknowledged.order(key, id);
        String checkout = order.get().path("checkoutUrl").asString("");
        String way = WAYS.get(number % WAYS.size());
        paid(checkout.substring(checkout.lastIndexOf('/') + 1), way, random);
        if (random.nextInt(REFUNDED_ONE_OF) == 0 && !way.equals("dispute") && credited(id)) {
            made("/v1/orders/" + id + "/refunds", key + "-back", members("amount", 1 + random.nextInt((int) amount)))
                    .ifPresent(back ->
                            acknowledged.payout(key + "-back", back.path("id").asString("")));
        }
        if (random.nextInt(PAID_OUT_ONE_OF) == 0) {
            payOut(user, key + "-out", random);
        }
    }

    private void payOut(OutsideUser user, String key, Random random) {
        tell("defaults", "{\"payouts\":\"" + COURSES.get(random.nextInt(COURSES.size())) + "\"}");
        long amount = (random.nextInt(REVIEWED_ONE_OF) == 0 ? REVIEWED : 100) + random.nextInt(3_000);
        made(
                        "/v1/payouts",
                        key,
                        members(
                                "payer", user.id(),
                                "amount", amount,
                                "currency", user.provider().currency(),
                                "destination", user.destination()))
                .ifPresent(payout -> acknowledged.payout(key, payout.path("id").asString("")));
    }

    /** A call that has to be taken: everybody here has money enough, and asks for nothing twice. */
    private Optional<JsonNode> made(String path, String key, Map<String, Object> members) {
        Optional<Router.Document> answer = calls.post(path, key, members);
        answer.filter(one -> one.status() != 201)
                .ifPresent(one -> breaches.add(
                        Promise.RIGHT_ANSWERS, "POST " + path + " of " + key + " was answered " + one.body()));
        return answer.filter(one -> one.status() == 201).map(Router.Document::body);
    }

    /** Who is told that it can't be done has done it before: the answer to that was lost. */
    private void paid(String checkout, String way, Random random) {
        pay(checkout, way);
        if (way.equals("decline") && random.nextBoolean()) {
            pay(checkout, "pay");
        }
    }

    private void pay(String checkout, String way) {
        patiently(() -> gateway.pay(checkout, way));
    }

    private void fault(Provider provider, String how) {
        tell(
                "faults",
                "{\"pathPrefix\":\"/" + provider.text() + "\",\"how\":\"" + how
                        + "\",\"times\":2,\"delayMillis\":12000}");
    }

    private void tell(String path, String body) {
        patiently(() -> gateway.control(path, body));
    }

    private interface Work {
        int status();
    }

    private void patiently(Work work) {
        for (int tries = 0; !over.getAsBoolean() && tries < LOOKS; tries++) {
            try {
                work.status();
                return;
            } catch (GatewayClient.AwayException away) {
                Calls.pause(tries);
            }
        }
    }

    private boolean credited(String order) {
        for (int looks = 0; looks < LOOKS && !over.getAsBoolean(); looks++) {
            Optional<Router.Document> found = calls.get("/v1/orders/" + order);
            if (found.filter(one -> one.body().path("status").asString("").equals("CREDITED"))
                    .isPresent()) {
                return true;
            }
            Calls.pause(Math.min(looks, 3));
        }
        return false;
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
