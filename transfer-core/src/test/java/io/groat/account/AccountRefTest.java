package io.groat.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.money.CurrencyCode;
import io.groat.shard.ShardMap;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRefTest {

    private static final String SIXTY_FOUR = "a123456789b123456789c123456789d123456789e123456789f123456789g123";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "7",
                "alice",
                "Alice.B_c:d@example.org+tag-1",
                SIXTY_FOUR,
                "550e8400-e29b-41d4-a716-446655440000", // a UUID of somebody else's
                "019aa000-0000-7000-8000-0000007fe001", // a transfer's id is nobody's account
                "019aa000-0000-7000-8000-000000acc00", // an account's id less a digit
                "null",
                "0x00"
            })
    void isAUser(String text) {
        assertThat(UserIds.isUserId(text)).isTrue();
        assertThat(AccountRef.parse(text)).contains(new AccountRef.ByUser(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " alice",
                "alice ",
                "al ice",
                "-alice",
                ".alice",
                "@alice",
                "_alice",
                SIXTY_FOUR + "4",
                "älice",
                "alice\n",
                "alice\u0000",
                "al'ice",
                "al\"ice",
                "al\\ice",
                "al/ice",
                "al;ice",
                "al,ice",
                "alice\uD83D\uDE00",
                "\u0661\u0662" // digits, but not ASCII's
            })
    void isNeither(String text) {
        assertThat(UserIds.isUserId(text)).isFalse();
        assertThat(AccountRef.parse(text)).isEmpty();
    }

    @Test
    void anAccountsIdIsAnAccountAndNoUser() {
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, 4095, Instant.now());

        assertThat(AccountRef.parse(id.toString())).contains(new AccountRef.ById(id));
        assertThat(AccountRef.parse(id.toString().toUpperCase(Locale.ROOT))).contains(new AccountRef.ById(id));
        assertThat(UserIds.isUserId(id.toString())).isFalse();
        assertThat(new AccountRef.ById(id).text()).isEqualTo(id.toString());
    }

    @Test
    void theShardsOwnAccountsCanNotBeNamed() {
        String funding = SystemAccounts.funding(CurrencyCode.of("EUR")).toString();

        assertThat(AccountRef.parse(funding)).contains(new AccountRef.ByUser(funding));
    }

    @Test
    void bothWaysLeadToTheOwnersShard() {
        ShardMap map = ShardMap.initial(4);
        int slot = Slots.ofUser("alice");
        UUID id = SlottedId.create(SlottedId.Kind.ACCOUNT, slot, Instant.now());

        assertThat(new AccountRef.ById(id).shard(map))
                .isEqualTo(new AccountRef.ByUser("alice").shard(map))
                .isEqualTo(slot % 4);
    }
}
