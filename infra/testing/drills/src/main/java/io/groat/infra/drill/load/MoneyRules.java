package io.groat.infra.drill.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The rules of money of a stack that is the drill's own: all wallets count what they pay, and payments of one type have a
 * limit that is soon passed, of payers as of payees, and cost both something; what payers pay goes on to one wallet.
 * Payments of another type go to beneficiaries alone. What was counted is held against the books by the reconciliation.
 */
public final class MoneyRules {
    /** The type of payments that are limited and cost something. */
    public static final String CAPPED = "capped";

    /** What such a payment costs its payer, in minor units. */
    public static final long PAYERS_FEE = 3;

    /** The type of payments that go to beneficiaries alone. */
    public static final String TRUSTED = "trusted";

    /** Whose wallet gets all that such payments cost their payers. */
    public static final String AGENT = "commission-agent";

    private static final int TRIES = 60;
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final String TRANSACTION_TYPE = """
            {"name": "%s", "title": "Capped", "fees": [
             {"kind": "fixed", "amount": %d, "commission": {"payee": "%s", "basisPoints": 10000}},
             {"kind": "percent", "basisPoints": 1000, "paidBy": "payee"}]}""".formatted(CAPPED, PAYERS_FEE, AGENT);

    private static final String OF_THE_TRUSTED = """
            {"name": "%s", "title": "Trusted", "beneficiary": "required"}""".formatted(TRUSTED);

    /** More than a drill of a day pays by the first two; the others are passed within a minute by who pays or gets much. */
    private static final String WALLET_TYPE = """
            {"name": "main", "title": "Of the drill", "limits": [
             {"name": "daily", "window": "day", "max": 900000000000000},
             {"name": "often", "window": "rolling-24h", "measure": "count", "max": 900000000000000},
             {"name": "capped", "window": "day", "max": 20000, "transactionTypes": ["%1$s"]},
             {"name": "capped-in", "window": "day", "direction": "in", "max": 30000, "transactionTypes": ["%1$s"]}]}""".formatted(CAPPED);

    private MoneyRules() {}

    /** What such a payment costs its payee, in minor units: a tenth, rounded half up. */
    public static long payeesFee(long amountMinor) {
        return (amountMinor + 5) / 10;
    }

    /**
     * Makes them.
     *
     * @param admin a router, asked as an admin
     * @throws IllegalStateException when it would not
     */
    public static void make(Router admin) {
        make(admin, "/v1/accounts", "{\"userId\": \"" + AGENT + "\", \"currency\": \"EUR\"}");
        make(admin, "/v1/transaction-types", TRANSACTION_TYPE);
        make(admin, "/v1/transaction-types", OF_THE_TRUSTED);
        make(admin, "/v1/wallet-types", WALLET_TYPE);
    }

    /** Gives users whom they may pay by the type that asks for it. */
    public static void befriend(Router admin, Wallets wallets) {
        wallets.trusting()
                .forEach(user -> make(
                        admin,
                        "/v1/users/" + user + "/beneficiaries",
                        "{\"payee\": \"" + wallets.trustedBy(user) + "\"}"));
    }

    private static void make(Router admin, String path, String rule) {
        Router.Document answer = send(admin, path, rule, TRIES).join();
        if (answer.status() != 201) {
            throw new IllegalStateException("The router would not make " + path + ": " + answer.body());
        }
    }

    /** A router that has just started may have as much to do as it can. */
    private static CompletableFuture<Router.Document> send(Router admin, String path, String rule, int tries) {
        return admin.send(path, rule)
                .thenCompose(answer -> (answer.status() == 429 || answer.status() == 503) && tries > 1
                        ? CompletableFuture.runAsync(() -> {}, SOON)
                                .thenCompose(soon -> send(admin, path, rule, tries - 1))
                        : CompletableFuture.completedFuture(answer));
    }
}
