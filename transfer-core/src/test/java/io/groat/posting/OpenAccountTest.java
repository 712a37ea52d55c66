package io.groat.posting;

import static io.groat.posting.ShardText.EUR;
import static io.groat.posting.ShardText.NOW;
import static io.groat.posting.ShardText.USD;
import static io.groat.posting.ShardText.minor;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.money.CurrencyCode;
import io.groat.simulation.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAccountTest {

    private final ShardText text = new ShardText();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    case                      | has         | funding | opens with | answer                          | funding after | events
                    empty                     | none        | 0       | 0          | open 0                          | 0             | UserCreated BalanceUpdated
                    with money                | none        | 0       | 100        | open 100                        | -100          | UserCreated BalanceUpdated
                    with all there can be     | none        | 0       | max        | open max                        | min+1         | UserCreated BalanceUpdated
                    funding just not under    | none        | min+5   | 5          | open 5                          | min           | UserCreated BalanceUpdated
                    funding under by one      | none        | min+4   | 5          | BALANCE_OVERFLOW openingBalance | min+4         |
                    another currency there    | open USD 7  | 0       | 100        | open 100                        | -100          | BalanceUpdated
                    there already             | open 7      | 0       | 100        | ACCOUNT_EXISTS userId           | 0             |
                    there already, closed     | closed 0    | 0       | 0          | ACCOUNT_EXISTS userId           | 0             |
                    there, and funding empty  | open 7      | min     | 100        | ACCOUNT_EXISTS userId           | min           |
                    """)
    void decides(
            String name,
            String has,
            String funding,
            String opensWith,
            String answer,
            String fundingAfter,
            @Nullable String events) {
        text.account("alice", has);
        text.funding(minor(funding));

        AccountAnswer given = text.shard.commit(NOW, open("alice", "main", EUR, minor(opensWith)));

        assertThat(written(given)).as(name).isEqualTo(answer.replace("max", Long.toString(Long.MAX_VALUE)));
        assertThat(text.posted(SystemAccounts.funding(EUR))).isEqualTo(minor(fundingAfter));
        assertThat(text.events()).isEqualTo(events == null ? "" : events);
        assertThat(text.shard.entries()).allMatch(entry -> entry.kind() == EntryKind.OPENING);
        assertThat(text.shard.entries().stream().map(Entry::amountMinor))
                .isEqualTo(
                        answer.startsWith("open ") && minor(opensWith) > 0
                                ? List.of(-minor(opensWith), minor(opensWith))
                                : List.of());
    }

    @Test
    void theAccountIsAsItWasAskedFor() {
        OpenAccount command = open("alice", "savings", EUR, 100);

        Account account = ((AccountAnswer.Done) text.shard.commit(NOW, command)).account();

        assertThat(account)
                .isEqualTo(new Account(
                        command.id(),
                        AccountKind.USER,
                        "alice",
                        "savings",
                        EUR,
                        AccountStatus.OPEN,
                        100,
                        0,
                        1,
                        NOW,
                        NOW));
        assertThat(text.shard.account(command.id())).contains(account);
        assertThat(Promise.brokenBy(List.of(text.shard))).isEmpty();
    }

    @Test
    void theSameCommandAgainGivesTheAccountAgain() {
        OpenAccount command = open("alice", "main", EUR, 100);

        List<Object> answers = text.shard.commit(NOW, List.of(command, command));
        AccountAnswer later = text.shard.commit(NOW.plusSeconds(1), command);

        assertThat(answers).containsExactly(later, later);
        assertThat(text.shard.entries()).hasSize(2);
    }

    @Test
    void ofTwoThatAskAtOnceOneGetsIt() {
        List<Object> answers =
                text.shard.commit(NOW, List.of(open("alice", "main", EUR, 1), open("alice", "main", EUR, 2)));

        assertThat(answers.stream().map(answer -> written((AccountAnswer) answer)))
                .containsExactly("open 1", "ACCOUNT_EXISTS userId");
    }

    @Test
    void aUserIsCreatedOnceWithTheFirstOfSeveralAccounts() {
        List<Object> answers = text.shard.commit(
                NOW,
                List.of(
                        open("alice", "main", EUR, 1),
                        open("alice", "savings", EUR, 2),
                        open("alice", "main", USD, 3),
                        open("bob", "main", EUR, 0)));

        assertThat(answers).allMatch(answer -> answer instanceof AccountAnswer.Done);
        assertThat(text.events())
                .isEqualTo("UserCreated UserCreated BalanceUpdated BalanceUpdated BalanceUpdated BalanceUpdated");
        assertThat(Promise.brokenBy(List.of(text.shard))).isEmpty();
    }

    @Test
    void aNewAccountPaysInTheSameBatch() {
        OpenAccount opened = open("alice", "main", EUR, 100);
        AccountIdentity alice = new AccountIdentity(opened.id(), "alice", "main", EUR);
        AccountIdentity bob = text.account("bob", "open 0");

        text.shard.commit(NOW, List.of(opened, new Initiate(ShardText.order("key", alice, bob, 60))));

        assertThat(text.shard.account(alice.id()))
                .get()
                .returns(40L, Account::postedMinor)
                .returns(2L, Account::lastSeq);
        assertThat(text.posted(bob.id())).isEqualTo(60);
    }

    private static OpenAccount open(String user, String type, CurrencyCode currency, long balance) {
        return new OpenAccount(ShardText.newAccountId(), user, type, currency, balance, ShardText.newTransferId());
    }

    private static String written(AccountAnswer answer) {
        return answer instanceof AccountAnswer.Done done
                ? "open " + done.account().postedMinor()
                : ShardText.text(((AccountAnswer.TurnedDown) answer).refused());
    }
}
