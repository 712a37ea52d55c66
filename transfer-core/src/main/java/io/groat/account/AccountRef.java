package io.groat.account;

import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import java.util.Optional;
import java.util.UUID;

/** How a request names an account: by its id, or by its owner, which means the owner's main account. */
public sealed interface AccountRef extends ShardKey {

    /** The account type that a user id alone stands for. */
    String MAIN = "main";

    /** The reference as the request wrote it. */
    String text();

    /** An account by its id. */
    record ById(UUID id) implements AccountRef {
        @Override
        public int shard(ShardMap map) {
            return ShardKey.ofId(id).shard(map);
        }

        @Override
        public String text() {
            return id.toString();
        }
    }

    /** A user's main account in the transfer's currency. */
    record ByUser(String userId) implements AccountRef {
        @Override
        public int shard(ShardMap map) {
            return map.shardOfUser(userId);
        }

        @Override
        public String text() {
            return userId;
        }
    }

    /** Reads a user id or an account id; empty when it is neither. */
    static Optional<AccountRef> parse(String text) {
        Optional<UUID> accountId = UserIds.accountId(text);
        if (accountId.isPresent()) {
            return accountId.map(ById::new);
        }
        return UserIds.isUserId(text) ? Optional.of(new ByUser(text)) : Optional.empty();
    }
}
