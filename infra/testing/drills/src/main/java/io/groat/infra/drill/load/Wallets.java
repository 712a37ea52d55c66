package io.groat.infra.drill.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The wallets of one drill. Few are used much and many a little, as in life (Zipf). Fixed once opened. */
public final class Wallets {
    /** More than a drill of a day can spend from one wallet. */
    static final long RICH = 1_000_000_000_000L;

    /** Soon spent, and refilled by whoever pays. */
    static final long POOR = 2_000;

    private static final int POOR_ONE_OF = 10;
    private static final int TRIES = 60;
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private static final int OPENING_AT_ONCE = 32;
    private static final int TRUSTING = 20;

    private final List<String> users = new ArrayList<>();
    private final Map<String, Integer> shards = new LinkedHashMap<>();
    private final double[] cumulated;

    /** @param run begins every user's id, so that a drill's wallets are its own */
    public Wallets(String run, int count) {
        cumulated = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            users.add(run + "-" + i);
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
    }

    /**
     * Opens them all, and learns where they live.
     *
     * @throws IllegalStateException when the router would not
     */
    public void open(Router router) {
        for (int first = 0; first < users.size(); first += OPENING_AT_ONCE) {
            List<String> some = users.subList(first, Math.min(users.size(), first + OPENING_AT_ONCE));
            Map<String, CompletableFuture<Router.Document>> answers = new LinkedHashMap<>();
            some.forEach(user -> answers.put(user, open(router, user, TRIES)));
            answers.forEach((user, answer) -> {
                Router.Document opened = answer.join();
                if (opened.status() != 201) {
                    throw new IllegalStateException("The router would not open a wallet: " + opened.body());
                }
                shards.put(user, opened.body().path("shard").asInt());
            });
        }
    }

    /** A router that has just started may have as much to do as it can: then nothing was done, and it is asked again. */
    private CompletableFuture<Router.Document> open(Router router, String user, int tries) {
        return router.open(user, opening(user))
                .thenCompose(answer -> isBusy(answer.status()) && tries > 1
                        ? CompletableFuture.runAsync(() -> {}, SOON).thenCompose(soon -> open(router, user, tries - 1))
                        : CompletableFuture.completedFuture(answer));
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    public List<String> users() {
        return List.copyOf(users);
    }

    /** What a wallet was opened with, in minor units. */
    public long opening(String user) {
        return isPoor(user) ? POOR : RICH;
    }

    /** The shard a user lives on. */
    int shard(String user) {
        Integer shard = shards.get(user);
        if (shard == null) {
            throw new IllegalArgumentException(user + " has no wallet");
        }
        return shard;
    }

    boolean has(String user) {
        return shards.containsKey(user);
    }

    boolean isPoor(String user) {
        int number = Integer.parseInt(user.substring(user.lastIndexOf('-') + 1));
        return number % POOR_ONE_OF == POOR_ONE_OF - 1;
    }

    /** Those who have somebody among their beneficiaries, where there are {@link MoneyRules}: who pays most. */
    List<String> trusting() {
        return users.subList(0, Math.min(users.size() - 1, TRUSTING));
    }

    /** Whom such a user may pay. */
    String trustedBy(String user) {
        return users.get(users.indexOf(user) + 1);
    }

    /** A user by chance, the first the likeliest. */
    String any(Random random) {
        double point = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, point);
        return users.get(Math.min(users.size() - 1, found < 0 ? -found - 1 : found));
    }
}
