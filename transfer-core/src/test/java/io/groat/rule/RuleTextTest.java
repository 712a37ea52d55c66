package io.groat.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.account.AccountRef;
import io.groat.rule.Limit.Direction;
import io.groat.rule.Limit.Measure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTest {

    private static final String BASIC = """
            {"title": "Basic", "currencies": ["EUR", "USD"], "maxBalance": 100000, "creditLimit": "500",
             "timeZone": "Europe/Berlin",
             "limits": [{"name": "day", "window": "day", "max": 1000},
                        {"name": "often", "measure": "count", "direction": "in", "window": "rolling-24h", "max": 5,
                         "transactionTypes": ["transfer"]}]}""";
    private static final String SHOP = """
            {"title": "Shop", "payerWalletTypes": ["basic"], "beneficiary": "required", "coolingOff": "PT24H",
             "coolingOffMax": 100, "limitsOnRefund": "given-back",
             "fees": [{"kind": "fixed", "amount": 30, "commission": {"payee": "agent", "basisPoints": 250}},
                      {"kind": "percent", "basisPoints": 150, "min": 5, "max": 50, "paidBy": "payee", "refundable": true},
                      {"kind": "tiers", "tiers": [{"upTo": 100, "amount": 1}, {"amount": 2, "basisPoints": 10}]}]}""";

    @Test
    void aWalletTypeIsReadAndWrittenAlike() {
        WalletType type = request(BASIC).walletType("basic", 3);

        assertThat(type.creditLimitMinor()).isEqualTo(500);
        assertThat(type.floorMinor()).isEqualTo(-500);
        assertThat(type.limits())
                .containsExactly(
                        new Limit("day", Measure.AMOUNT, Direction.OUT, Window.DAY, 1000, Set.of()),
                        new Limit("often", Measure.COUNT, Direction.IN, Window.ROLLING_24H, 5, Set.of("transfer")));
        assertThat(stored(StoredRule.Kind.WALLET, RuleJson.of(type)).wallet()).isEqualTo(type);
    }

    @Test
    void aTransactionTypeIsReadAndWrittenAlike() {
        TransactionType type = request(SHOP).transactionType("basic", 3);

        assertThat(type.fees()).hasSize(3);
        assertThat(type.fees().get(0).commission()).isEqualTo(new Commission(new AccountRef.ByUser("agent"), 250));
        assertThat(type.refundsGiveBackLimits()).isTrue();
        assertThat(type.beneficiaryRequired()).isTrue();
        assertThat(type.coolingOff()).hasHours(24);
        assertThat(stored(StoredRule.Kind.TRANSACTION, RuleJson.of(type)).transaction())
                .isEqualTo(type);
    }

    /** In the text each {@code ~} is a new line, so that lines can be told. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                    text                                                                  | line | field
                    {}                                                                    | 1    | title
                    {"title": " "}                                                        | 1    | title
                    {~"title": 7}                                                         | 2    | title
                    {"title": "A",~"what": 1}                                             | 2    | what
                    {"title": "A",~"title": "B"}                                          | 2    | title
                    {"title": "A",~"currencies": ["EUR",~"XX"]}                           | 2    | currencies
                    {"title": "A",~"currencies": [7]}                                     | 2    | currencies[0]
                    {"title": "A", "currencies": "EUR"}                                   | 1    | currencies
                    {"title": "A", "minBalance": -1}                                      | 1    | minBalance
                    {"title": "A", "maxBalance": 1.5}                                     | 1    | maxBalance
                    {"title": "A", "maxBalance": 9223372036854775808}                     | 1    | maxBalance
                    {"title": "A", "minBalance": 5, "creditLimit": 5}                     | 1    | creditLimit
                    {"title": "A", "minBalance": 5,~"maxBalance": 4}                      | 1    | minBalance
                    {"title": "A", "timeZone": "Mars/North"}                              | 1    | timeZone
                    {"title": "A", "name": "other"}                                       | 1    | name
                    {"title": "A", "limits": [~7]}                                        | 2    | limits[0]
                    {"title": "A", "limits": [~{"name": "d", "window": "day"}]}           | 2    | limits[0].max
                    {"title": "A", "limits": [{"name": "d",~"max": 1, "window": "year"}]} | 2    | limits[0].window
                    {"title": "A", "limits": [{"name": "D!", "max": 1, "window": "day"}]} | 1    | limits[0].name
                    {"title": "A", "limits": [{"name": "d", "max": 1, "window": "transaction", "measure": "count"}]} | 1 | limits[0].measure
                    {"title": "A", "limits": [{"name": "d", "max": 1, "window": "day", "direction": "up"}]}          | 1 | limits[0].direction
                    {"title": "A", "limits": [{"name": "d", "max": 1, "window": "day"},~{"name": "d", "max": 1, "window": "hour"}]} | 2 | limits[1].name
                    []                                                                    | 1    |
                    {"title": "A"} x                                                      | 1    |
                    {"title": "A",~                                                       | 2    |
                    """)
    void whatIsWrongWithAWalletTypeIsToldWithItsPlace(String text, int line, String field) {
        RuleRefusedException refused = catchThrowableOfType(
                RuleRefusedException.class, () -> request(lines(text)).walletType("basic", 1));

        assertThat(refused.faults().get(0).field()).isEqualTo(field == null ? "" : field);
        assertThat(refused.faults().get(0).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                    text                                                                        | field
                    {"title": "A", "fees": [{}]}                                                | fees[0].kind
                    {"title": "A", "fees": [{"kind": "fixed"}]}                                 | fees[0].amount
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "basisPoints": 2}]}  | fees[0].basisPoints
                    {"title": "A", "fees": [{"kind": "percent", "basisPoints": 10001}]}         | fees[0].basisPoints
                    {"title": "A", "fees": [{"kind": "tiers", "tiers": []}]}                    | fees[0].tiers
                    {"title": "A", "fees": [{"kind": "tiers", "tiers": [{"upTo": 5, "amount": 1}]}]} | fees[0].tiers
                    {"title": "A", "fees": [{"kind": "tiers", "tiers": [{"amount": 1}, {"amount": 1}]}]} | fees[0].tiers
                    {"title": "A", "fees": [{"kind": "tiers", "tiers": [{"upTo": 5, "amount": 1}, {"upTo": 5, "amount": 1}, {"amount": 1}]}]} | fees[0].tiers
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "min": 3, "max": 2}]} | fees[0].min
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "paidBy": "bank"}]}  | fees[0].paidBy
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "refundable": "no"}]} | fees[0].refundable
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "commission": {"payee": "a", "basisPoints": 0}}]} | fees[0].commission.basisPoints
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "commission": {"payee": "a", "basisPoints": 10001}}]} | fees[0].commission.basisPoints
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "commission": {"payee": "funding:x", "basisPoints": 1}}]} | fees[0].commission.payee
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "commission": {"basisPoints": 1}}]} | fees[0].commission.payee
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "commission": {"payee": "a", "basisPoints": 1, "x": 1}}]} | fees[0].commission.x
                    {"title": "A", "fees": [{"kind": "fixed", "amount": 1, "refundable": true, "commission": {"payee": "a", "basisPoints": 1}}]} | fees[0].refundable
                    {"title": "A", "limitsOnRefund": "all"}                                     | limitsOnRefund
                    {"title": "A", "payerWalletTypes": ["A B"]}                                 | payerWalletTypes
                    {"title": "A", "beneficiary": "maybe"}                                      | beneficiary
                    {"title": "A", "coolingOff": "PT1H"}                                        | coolingOff
                    {"title": "A", "beneficiary": "required", "coolingOff": "1 day"}            | coolingOff
                    {"title": "A", "beneficiary": "required", "coolingOffMax": 5}               | coolingOffMax
                    """)
    void whatIsWrongWithATransactionTypeIsToldWithItsPlace(String text, String field) {
        RuleRefusedException refused = catchThrowableOfType(
                RuleRefusedException.class, () -> request(text).transactionType("shop", 1));

        assertThat(refused.faults().get(0).field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deposit", "withdrawal"})
    void nobodyOutsideIsABeneficiary(String name) {
        RuleText text = request("{\"title\": \"A\", \"beneficiary\": \"required\"}");

        assertThatThrownBy(() -> text.transactionType(name, 1)).hasMessageContaining("beneficiary");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> request("{\"title\": 7,\n\"maxBalance\": 0,\n\"what\": 1}")
                        .walletType("basic", 1))
                .hasMessageContaining("line 1, \"title\"")
                .hasMessageContaining("line 2, \"maxBalance\"")
                .hasMessageContaining("line 3, \"what\"");
    }

    @Test
    void aLimitIsOfTransactionTypesThatThereAre() {
        RuleText text = request("{\"title\": \"A\", \"limits\": [{\"name\": \"d\", \"window\": \"day\", \"max\": 1,"
                + " \"transactionTypes\": [\"transfer\", \"shop\"]}]}");
        WalletType type = text.walletType("basic", 1);

        assertThatThrownBy(() -> RuleText.requireKnown(type, text, RuleBook.EMPTY))
                .hasMessageContaining("shop");
    }

    /** A later release may say more. */
    @Test
    void aRowMayHaveFieldsThatNobodyKnowsYet() {
        assertThat(stored(StoredRule.Kind.WALLET, "{\"title\": \"A\", \"colour\": \"red\"}")
                        .wallet())
                .isNotNull();
    }

    @Test
    void theNewestVersionIsInForceAndOlderOnesCanBeRead() {
        StoredRule one = stored(StoredRule.Kind.WALLET, "{\"title\": \"A\"}").numbered(1);
        RuleBook book = new RuleBook(List.of(one.numbered(2), one, one.numbered(2)));

        assertThat(book.size()).isEqualTo(2);
        assertThat(book.walletType("basic").orElseThrow().version()).isEqualTo(2);
        assertThat(book.walletType("basic", 1)).isPresent();
        assertThat(book.walletType("basic", 3)).isEmpty();
        assertThat(book.transactionType("basic")).isEmpty();
    }

    @Test
    void termsAreReadAsTheyWereWritten() {
        Terms terms = new Terms(
                "shop",
                2,
                new RuleVersion("basic", 3),
                null,
                List.of(
                        new Terms.Charge(Fee.Kind.PERCENT, Fee.PaidBy.PAYEE, 12, true),
                        new Terms.Charge(
                                Fee.Kind.FIXED,
                                Fee.PaidBy.PAYER,
                                9,
                                false,
                                new Terms.Share(new AccountRef.ByUser("agent"), 3))),
                new LimitHit("day", 1000, 990, Instant.parse("2026-03-05T00:00:00Z")));

        assertThat(Terms.of(terms.text())).isEqualTo(terms);
        Terms refund = Terms.givingBack(new Terms.GivenBack(1, 2)
                .with(new Terms.Counted(
                        Instant.parse("2026-03-05T01:02:03.000004Z"),
                        "shop",
                        new RuleVersion("basic", 3),
                        UUID.fromString("0190a1b2-c3d4-7000-8000-0000000e0e01"),
                        true)));
        assertThat(Terms.of(refund.text())).isEqualTo(refund);
        Terms paid = Terms.USUAL.to(UUID.fromString("0190a1b2-c3d4-7000-8000-0000000e0e01"));
        assertThat(Terms.of(paid.text())).isEqualTo(paid);
        assertThat(Terms.USUAL.text()).isNull();
        assertThat(Terms.of(null)).isEqualTo(Terms.USUAL);
    }

    private static RuleText request(String text) {
        return RuleText.ofRequest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(String text) {
        return text.replace('~', '\n');
    }

    private static StoredRule stored(StoredRule.Kind kind, String body) {
        return StoredRule.of(kind, "basic", 3, body, Instant.EPOCH, "admin");
    }
}
