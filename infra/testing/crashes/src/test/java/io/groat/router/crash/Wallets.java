package io.groat.router.crash;

import io.groat.shard.ShardMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** A test's wallets, as many on each shard, opened with the same balance; their names begin alike. */
final class Wallets {

    static final long OPENING = 1_000_000;
    private static final int SHARDS = 4;

    private final String run = "run-" + UUID.randomUUID();
    private final List<String> users = new ArrayList<>();

    private Wallets() {}

    /** User {@code i} lives on shard {@code i % 4}. */
    static Wallets open(RouterClient router, int count) {
        Wallets wallets = new Wallets();
        ShardMap map = ShardMap.initial(SHARDS);
        for (int i = 0, tried = 0; i < count; tried++) {
            String user = wallets.run + "-" + tried;
            if (map.shardOfUser(user) == i % SHARDS) {
                router.open(user, OPENING);
                wallets.users.add(user);
                i++;
            }
        }
        return wallets;
    }

    /** The beginning of all their names. */
    String prefix() {
        return run;
    }

    String get(int i) {
        return users.get(i);
    }

    List<String> all() {
        return List.copyOf(users);
    }

    /** Orders between any two of them. */
    List<Order> orders(String name, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> order(name + "-" + i, random))
                .toList();
    }

    private Order order(String key, Random random) {
        int payer = random.nextInt(users.size());
        int payee = (payer + 1 + random.nextInt(users.size() - 1)) % users.size();
        return new Order(key, users.get(payer), users.get(payee), 1 + random.nextInt(9));
    }
}
