package io.groat.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.money.CurrencyCode;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemAccountsTest {

    private static final CurrencyCode EUR = CurrencyCode.of("EUR");

    @Test
    void everyKindPeerAndCurrencyHasAnIdOfItsOwn() {
        List<UUID> ids = new ArrayList<>();
        Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .map(CurrencyCode::find)
                .flatMap(Optional::stream)
                .forEach(currency -> {
                    ids.add(SystemAccounts.funding(currency));
                    ids.add(SystemAccounts.fees(currency));
                    for (int peer = 0; peer < 200; peer++) {
                        ids.add(SystemAccounts.clearing(peer, currency));
                    }
                });

        assertThat(ids).hasSizeGreaterThan(30_000).doesNotHaveDuplicates();
        assertThat(ids)
                .allMatch(id -> id.version() == 8 && id.variant() == 2)
                .noneMatch(id -> SlottedId.is(SlottedId.Kind.ACCOUNT, id));
    }

    /** What is stored can't change: ids of rows that exist. */
    @Test
    void theIdsArePinned() {
        assertThat(SystemAccounts.clearing(3, EUR)).hasToString("00000001-0003-8000-8000-000000455552");
        assertThat(SystemAccounts.funding(EUR)).hasToString("00000002-0000-8000-8000-000000455552");
        assertThat(SystemAccounts.fees(EUR)).hasToString("00000003-0000-8000-8000-000000455552");
    }

    @Test
    void aShardHasAClearingAccountForEveryOtherAndNoneForItself() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");

        List<Account> accounts = SystemAccounts.forCurrency(2, 4, EUR, now);

        assertThat(accounts)
                .extracting(Account::type)
                .containsExactly("funding", "fees", "clearing-0", "clearing-1", "clearing-3");
        assertThat(accounts)
                .allMatch(account -> account.postedMinor() == 0
                        && account.lastSeq() == 0
                        && account.userId().isEmpty()
                        && account.status() == AccountStatus.OPEN
                        && account.currency().equals(EUR)
                        && account.kind() != AccountKind.USER);
        assertThat(accounts)
                .extracting(Account::id)
                .contains(SystemAccounts.clearing(3, EUR), SystemAccounts.funding(EUR), SystemAccounts.fees(EUR))
                .doesNotContain(SystemAccounts.clearing(2, EUR));
    }
}
