package io.groat.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Finds the account that a reference means. An account's id, owner, type and currency never change and accounts
 * are never removed, so what is found once is kept without asking again; what is not found is not kept.
 */
public final class AccountDirectory {

    /** What a reference came to. */
    public sealed interface Lookup {
        record Found(AccountIdentity account) implements Lookup {}

        /** There is no such account: ACCOUNT_NOT_FOUND, or CURRENCY_MISMATCH when only the currency differs. */
        record Absent(Refusal refusal) implements Lookup {}
    }

    private record MainAccount(String userId, CurrencyCode currency) {}

    private final Cache<UUID, AccountIdentity> byId;
    private final Cache<MainAccount, AccountIdentity> byUser;

    /** @param capacity accounts kept, the least used go first */
    public AccountDirectory(int capacity) {
        this.byId = Caffeine.newBuilder().maximumSize(capacity).build();
        this.byUser = Caffeine.newBuilder().maximumSize(capacity).build();
    }

    /** Adds an account that has been opened or read. */
    public void know(AccountIdentity account) {
        byId.put(account.id(), account);
        if (account.type().equals(AccountRef.MAIN)) {
            byUser.put(new MainAccount(account.userId(), account.currency()), account);
        }
    }

    /** Looks without asking the shard. */
    public Optional<Lookup> peek(AccountRef ref, CurrencyCode currency) {
        AccountIdentity known = ref instanceof AccountRef.ById named
                ? byId.getIfPresent(named.id())
                : byUser.getIfPresent(new MainAccount(ref.text(), currency));
        return Optional.ofNullable(known).map(account -> inCurrency(account, currency));
    }

    /** Looks, and asks the store of the account's shard when the account is not known yet. */
    public Mono<Lookup> find(AccountRef ref, CurrencyCode currency, AccountStore store) {
        Optional<Lookup> known = peek(ref, currency);
        return known.isPresent() ? Mono.just(known.get()) : ask(ref, currency, store);
    }

    private Mono<Lookup> ask(AccountRef ref, CurrencyCode currency, AccountStore store) {
        if (ref instanceof AccountRef.ById named) {
            return store.find(named.id())
                    .map(AccountIdentity::of)
                    .doOnNext(this::know)
                    .map(account -> inCurrency(account, currency))
                    .defaultIfEmpty(new Lookup.Absent(Refusal.ACCOUNT_NOT_FOUND));
        }
        return store.ofUser(ref.text()).map(accounts -> mainAccount(accounts, currency));
    }

    private Lookup mainAccount(List<Account> accounts, CurrencyCode currency) {
        accounts.forEach(account -> know(AccountIdentity.of(account)));
        List<Account> main = accounts.stream()
                .filter(account -> account.type().equals(AccountRef.MAIN))
                .toList();
        return main.stream()
                .filter(account -> account.currency().equals(currency))
                .findFirst()
                .<Lookup>map(account -> new Lookup.Found(AccountIdentity.of(account)))
                .orElseGet(() ->
                        new Lookup.Absent(main.isEmpty() ? Refusal.ACCOUNT_NOT_FOUND : Refusal.CURRENCY_MISMATCH));
    }

    private static Lookup inCurrency(AccountIdentity account, CurrencyCode currency) {
        return account.currency().equals(currency)
                ? new Lookup.Found(account)
                : new Lookup.Absent(Refusal.CURRENCY_MISMATCH);
    }
}
