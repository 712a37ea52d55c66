package io.groat.account;

import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import java.util.Optional;
import java.util.UUID;

/** How an account is named: by its id, or by its owner, which means the owner's main account; or by a source of money. */
public sealed interface AccountRef extends ShardKey {

    /** The account type that a user id alone stands for. */
    String MAIN = "main";

    /** The account that earns a shard's fees, where commissions come from: no source's name begins so. */
    Funding FEES = new Funding("_fees");

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

    /**
     * Where money comes from or goes to outside Groat, such as a payment gateway: the account of that name on the shard of
     * the user at the other end. No request names it so; it stands in rows.
     *
     * @param source a {@linkplain FundingSource name}
     */
    record Funding(String source) implements AccountRef {
        @Override
        public int shard(ShardMap map) {
            throw new IllegalStateException(text() + " is on every shard");
        }

        @Override
        public String text() {
            return UserIds.RESERVED + source;
        }
    }

    /** As a row has it: what {@link #text} says. */
    static AccountRef ofRow(String text) {
        return text.startsWith(UserIds.RESERVED)
                ? new Funding(text.substring(UserIds.RESERVED.length()))
                : parse(text).orElseThrow(() -> new IllegalStateException("no account is named by " + text));
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
