package io.groat.engine;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountDirectory.Lookup;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Finds who pays and who is paid. */
final class Parties {

    private final ShardGateway gateway;
    private final AccountDirectory directory;
    private final Duration payeeLookupLimit;

    Parties(ShardGateway gateway, AccountDirectory directory, EngineSettings settings) {
        this.gateway = gateway;
        this.directory = directory;
        this.payeeLookupLimit = settings.payeeLookupLimit();
    }

    Mono<Lookup> payer(AccountRef payer, CurrencyCode currency) {
        return directory.peek(payer, currency).map(Mono::just).orElseGet(() -> ask(payer, currency));
    }

    private Mono<Lookup> ask(AccountRef ref, CurrencyCode currency) {
        return gateway.on(ref, shard -> directory.find(ref, currency, shard.accounts()));
    }

    /** What is known of a payee before the payer's shard decides. */
    sealed interface Payee {
        record Found(AccountIdentity account) implements Payee {}

        record Absent(Refusal refusal) implements Payee {}

        /** Its shard could not be asked in time; the second leg will. */
        record NotAsked() implements Payee {}
    }

    Mono<Payee> payee(AccountRef payer, AccountRef payee, CurrencyCode currency) {
        return directory
                .peek(payee, currency)
                .map(Mono::just)
                .orElseGet(() -> askForPayee(payer, payee, currency))
                .<Payee>map(lookup -> lookup instanceof Lookup.Found found
                        ? new Payee.Found(found.account())
                        : new Payee.Absent(((Lookup.Absent) lookup).refusal()))
                .defaultIfEmpty(new Payee.NotAsked());
    }

    /** Another shard is asked briefly or, when it is away, not at all; the payer's own has to answer anyway. */
    private Mono<Lookup> askForPayee(AccountRef payer, AccountRef payee, CurrencyCode currency) {
        Mono<Lookup> asked = ask(payee, currency);
        if (gateway.shardOf(payee) == gateway.shardOf(payer)) {
            return asked;
        }
        return gateway.reachable(payee) ? asked.timeout(payeeLookupLimit).onErrorComplete() : Mono.empty();
    }
}
