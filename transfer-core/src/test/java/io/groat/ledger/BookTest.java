package io.groat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.money.CurrencyCode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final UUID ALICE = new UUID(1, 1);
    private static final UUID BOB = new UUID(2, 2);
    private static final UUID FUNDING = new UUID(3, 3);
    private static final UUID DOLLARS = new UUID(4, 4);
    private static final UUID NOBODY = new UUID(9, 9);
    private static final UUID MOVEMENT = new UUID(7, 7);

    private final Book book = new Book(
            List.of(
                    account(ALICE, AccountKind.USER, EUR, 100, 30, NOW.minusSeconds(5)),
                    account(BOB, AccountKind.USER, EUR, Long.MAX_VALUE - 10, 0, NOW.plusSeconds(5)),
                    account(FUNDING, AccountKind.FUNDING, EUR, Long.MIN_VALUE + 10, 0, NOW),
                    account(DOLLARS, AccountKind.USER, CurrencyCode.of("USD"), 100, 0, NOW)),
            NOW);

    /** Each movement breaks one rule; the book throws, and is as it was. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    movement                  | says
                    alice -10, bob 9          | out of balance by -1
                    alice -9, bob 10          | out of balance by 1
                    alice -10                 | out of balance by -10
                    alice -71, funding 71     | would fall below what is held
                    bob -10, alice 0, bob 10  | a posting of zero
                    alice 0, bob 0            | a posting of zero
                    alice -5, alice 5         | needs different accounts
                    alice -10, dollars 10     | of one currency
                    alice -10, nobody 10      | is not in the book
                    alice -11, bob 11         | overflow
                    funding -11, alice 11     | overflow
                    """)
    void aMovementThatBreaksARuleThrowsAndLeavesTheBookAsItWas(String movement, String says) {
        List<Account> before = List.of(find(ALICE), find(BOB), find(FUNDING), find(DOLLARS));

        assertThatThrownBy(() -> book.post(MOVEMENT, EntryKind.TRANSFER, postings(movement)))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining(says);

        assertThat(List.of(find(ALICE), find(BOB), find(FUNDING), find(DOLLARS)))
                .isEqualTo(before);
        assertThat(book.entries()).isEmpty();
        assertThat(book.changed()).isEmpty();
    }

    @Test
    void noPostingsAreNoMovement() {
        assertThatThrownBy(() -> book.post(MOVEMENT, EntryKind.TRANSFER)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMovementMovesBalancesAndWritesItsEntries() {
        book.post(MOVEMENT, EntryKind.TRANSFER, postings("alice -70, bob 10, funding 60"));

        assertThat(book.entries())
                .containsExactly(
                        new Entry(ALICE, 4, MOVEMENT, EntryKind.TRANSFER, -70, 30, NOW),
                        new Entry(BOB, 4, MOVEMENT, EntryKind.TRANSFER, 10, Long.MAX_VALUE, NOW.plusSeconds(5)),
                        new Entry(FUNDING, 4, MOVEMENT, EntryKind.TRANSFER, 60, Long.MIN_VALUE + 70, NOW));
        assertThat(find(ALICE).postedMinor()).isEqualTo(30);
        assertThat(find(ALICE).heldMinor()).isEqualTo(30);
        assertThat(book.changed()).extracting(Account::id).containsExactly(ALICE, BOB, FUNDING);
        assertThat(book.opened()).isEmpty();
    }

    @Test
    void anAccountsClockNeverRunsBackwardsAndNoChangeSharesItsTime() {
        book.post(MOVEMENT, EntryKind.TRANSFER, postings("bob -5, alice 5"));
        book.changeStatus(BOB, AccountStatus.FROZEN);

        assertThat(find(ALICE).updatedAt()).isEqualTo(NOW);
        assertThat(find(BOB).updatedAt()).isEqualTo(NOW.plusSeconds(5).plusNanos(1000));
        assertThat(book.entries()).extracting(Entry::at).containsExactly(NOW.plusSeconds(5), NOW);
    }

    @Test
    void anOpenedAccountIsOpenedAndNotChangedWhateverItThenDoes() {
        UUID carol = new UUID(5, 5);
        book.open(account(carol, AccountKind.USER, EUR, 0, 0, NOW));
        book.post(MOVEMENT, EntryKind.TRANSFER, postings("alice -10, carol 10"));

        assertThat(book.opened()).extracting(Account::id, Account::postedMinor).containsExactly(tuple(carol, 10L));
        assertThat(book.changed()).extracting(Account::id).containsExactly(ALICE);
        assertThatThrownBy(() -> book.open(account(carol, AccountKind.USER, EUR, 0, 0, NOW)))
                .hasMessageContaining("in the book already");
        assertThatThrownBy(() -> book.open(account(ALICE, AccountKind.USER, EUR, 0, 0, NOW)))
                .hasMessageContaining("in the book already");
    }

    @Test
    void aStatusChangesOnlyAsItMay() {
        assertThatThrownBy(() -> book.changeStatus(ALICE, AccountStatus.CLOSED)).hasMessageContaining("with a balance");
        assertThatThrownBy(() -> book.changeStatus(NOBODY, AccountStatus.OPEN)).hasMessageContaining("not in the book");
        UUID empty = new UUID(6, 6);
        book.open(account(empty, AccountKind.USER, EUR, 0, 0, NOW));
        book.changeStatus(empty, AccountStatus.CLOSED);
        assertThatThrownBy(() -> book.changeStatus(empty, AccountStatus.OPEN)).hasMessageContaining("CLOSED");
        assertThat(find(empty).status()).isEqualTo(AccountStatus.CLOSED);
    }

    /** Alice has 100, of which 30 are held. */
    @ParameterizedTest
    @CsvSource({"71, can't hold", "0, can't hold", "-1, can't hold", "9223372036854775807, can't hold"})
    void noMoreIsHeldThanIsAvailable(long amount, String says) {
        assertThatThrownBy(() -> book.hold(ALICE, amount)).hasMessageContaining(says);
        assertThat(find(ALICE).heldMinor()).isEqualTo(30);
        assertThat(book.changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"31, does not hold", "0, does not hold", "-1, does not hold"})
    void noMoreIsReleasedThanIsHeld(long amount, String says) {
        assertThatThrownBy(() -> book.release(ALICE, amount)).hasMessageContaining(says);
        assertThat(find(ALICE).heldMinor()).isEqualTo(30);
        assertThat(book.changed()).isEmpty();
    }

    @Test
    void holdingAndReleasingMoveNothing() {
        book.hold(ALICE, 70);
        assertThat(find(ALICE).availableMinor()).isZero();
        book.release(ALICE, 100);

        assertThat(find(ALICE).availableMinor()).isEqualTo(100);
        assertThat(book.entries()).isEmpty();
        assertThat(book.changed()).extracting(Account::id).containsExactly(ALICE);
    }

    @Property
    void aBalanceFitsExactlyWhenItsSumDoes(@ForAll long posted, @ForAll long amount) {
        Book one = new Book(List.of(account(FUNDING, AccountKind.FUNDING, EUR, posted, 0, NOW)), NOW);
        BigInteger sum = BigInteger.valueOf(posted).add(BigInteger.valueOf(amount));

        assertThat(one.fits(FUNDING, amount)).isEqualTo(sum.bitLength() <= 63);
    }

    @Example
    void theEndsFit() {
        assertThat(book.fits(BOB, 10)).isTrue();
        assertThat(book.fits(BOB, 11)).isFalse();
        assertThat(book.fits(FUNDING, -10)).isTrue();
        assertThat(book.fits(FUNDING, -11)).isFalse();
    }

    private Account find(UUID id) {
        return book.find(id).orElseThrow();
    }

    private static Posting[] postings(String movement) {
        List<Posting> postings = new ArrayList<>();
        for (String part : movement.split(", ", -1)) {
            String[] words = part.split(" ", -1);
            UUID account = switch (words[0]) {
                case "alice" -> ALICE;
                case "bob" -> BOB;
                case "carol" -> new UUID(5, 5);
                case "funding" -> FUNDING;
                case "dollars" -> DOLLARS;
                default -> NOBODY;
            };
            postings.add(new Posting(account, Long.parseLong(words[1])));
        }
        return postings.toArray(Posting[]::new);
    }

    private static Account account(
            UUID id, AccountKind kind, CurrencyCode currency, long posted, long held, Instant updatedAt) {
        return new Account(
                id, kind, "user", "main", currency, AccountStatus.OPEN, posted, held, 3, Instant.EPOCH, updatedAt);
    }
}
