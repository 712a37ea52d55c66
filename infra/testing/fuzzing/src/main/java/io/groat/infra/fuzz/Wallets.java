package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wallets for odd payments, on one shard, so that what a payment does is done when it is answered: money of theirs may only
 * have moved when the answer says so.
 */
public final class Wallets implements Fuzzer.Watch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OPENING_BALANCE = 1_000_000;
    private static final int SHARDS = 4;
    private static final int TOGETHER = 3;
    /** Three hexadecimal digits of an account's id are its owner's slot. */
    private static final int SLOT_FROM = 15;

    private static final int SLOT_TO = 18;
    private static final int HEX = 16;

    /** A wallet, and what is in it. */
    private record Wallet(String user, String account) {}

    private final RawHttp http;
    private final String authorization;
    private final List<Wallet> wallets;
    private String before;

    private Wallets(RawHttp http, String authorization, List<Wallet> wallets) throws IOException {
        this.http = http;
        this.authorization = authorization;
        this.wallets = wallets;
        this.before = balances();
    }

    /**
     * Opens new ones.
     *
     * @param http to a router, used by nobody else
     * @param token of an operator
     * @param prefix of the users' ids, used for nothing before
     */
    public static Wallets open(RawHttp http, String token, String prefix) throws IOException {
        String authorization = "Authorization: Bearer " + token;
        Map<Integer, List<Wallet>> byShard = new HashMap<>();
        for (int number = 0; ; number++) {
            String user = prefix + "-" + number;
            String account = openAccount(http, authorization, user);
            int slot = Integer.parseInt(account.substring(SLOT_FROM, SLOT_TO), HEX);
            List<Wallet> together = byShard.computeIfAbsent(slot % SHARDS, shard -> new ArrayList<>());
            together.add(new Wallet(user, account));
            if (together.size() == TOGETHER) {
                return new Wallets(http, authorization, together);
            }
        }
    }

    private static String openAccount(RawHttp http, String authorization, String user) throws IOException {
        String body = "{\"userId\":\"" + user + "\",\"currency\":\"EUR\",\"openingBalance\":" + OPENING_BALANCE + "}";
        RawAnswer answer = http.send(
                new RawRequest("POST", "/v1/accounts", List.of(authorization, "Content-Type: application/json"), body));
        if (answer.status() != 201) {
            throw new IOException("No wallet could be opened: " + answer.status() + " " + answer.text());
        }
        return JSON.readTree(answer.text()).path("id").asString();
    }

    /** What requests are filled with: the first pays the second; the third is for all else. */
    public Samples samples() {
        Wallet payer = wallets.get(0);
        Wallet payee = wallets.get(1);
        Wallet other = wallets.get(2);
        return new Samples(
                Map.of(
                        "from_user", payer.user(),
                        "to_user", payee.user(),
                        "amount", "1",
                        "balance", "1",
                        "user_id", other.user(),
                        "userId", payer.user(),
                        "/v1/accounts/{id}#id", other.account(),
                        "/v1/accounts/{id}/entries#id", payer.account()),
                Map.of("payer", payer.user(), "payee", payee.user(), "userId", other.user()));
    }

    /** The user that pays. */
    public String payer() {
        return wallets.get(0).user();
    }

    @Override
    public @Nullable String wrong(FuzzRequest shot, RawAnswer answer) throws IOException {
        String method = shot.request().method();
        if (method.equals("GET") || method.equals("HEAD")) {
            return null;
        }
        String now = balances();
        String then = before;
        before = now;
        return answer.status() >= 400 && !now.equals(then)
                ? "refused with " + answer.status() + ", and money has moved: from " + then + " to " + now
                : null;
    }

    private String balances() throws IOException {
        StringBuilder balances = new StringBuilder();
        for (Wallet wallet : wallets.subList(0, 2)) {
            RawAnswer answer = http.send(RawRequest.get("/v1/users/" + wallet.user() + "/accounts", authorization));
            if (answer.status() != 200) {
                throw new IOException("The wallets can't be read: " + answer.status() + " " + answer.text());
            }
            for (JsonNode account : JSON.readTree(answer.text()).path("items")) {
                balances.append(account.path("currency").asString())
                        .append(' ')
                        .append(account.path("balance"))
                        .append(' ');
            }
        }
        return balances.toString();
    }
}
