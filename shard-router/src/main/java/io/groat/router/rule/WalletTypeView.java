package io.groat.router.rule;

import io.groat.money.CurrencyCode;
import io.groat.rule.Limit;
import io.groat.rule.RuleJson;
import io.groat.rule.StoredRule;
import io.groat.rule.WalletType;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A wallet type as its readers get it. */
@Doc("What wallets of a type may do")
record WalletTypeView(
        @Doc(example = "basic") String name,
        @Doc("1, 2, 3 …; the highest is in force") int version,
        @Doc(example = "Basic wallet") String title,

        @Doc(value = "In which such wallets can be opened; none for all", example = "[\"EUR\"]")
        List<String> currencies,

        @Doc("What has to stay in it after a payment") @Amount(least = 0) @LeftOut @Nullable
        Long minBalance,

        @Doc("The most that may be in it after money came") @Amount @LeftOut @Nullable
        Long maxBalance,

        @Doc("How far it may go below zero by a payment; reserving never does") @Amount(least = 0)
        long creditLimit,

        List<LimitView> limits,

        @Doc(value = "By whose calendar the limits count", example = "Europe/Berlin")
        String timeZone,

        Instant createdAt,
        @Doc(example = "api_key:0123456789abcdef") String createdBy) {

    static final String DIRECTIONS = "out or in";
    static final String MEASURES = "amount or count";

    static WalletTypeView of(StoredRule rule) {
        WalletType type = Objects.requireNonNull(rule.wallet());
        return new WalletTypeView(
                type.name(),
                type.version(),
                type.title(),
                type.currencies().stream().map(CurrencyCode::code).sorted().toList(),
                type.minBalanceMinor(),
                type.maxBalanceMinor(),
                type.creditLimitMinor(),
                type.limits().stream().map(LimitView::of).toList(),
                type.zone().getId(),
                rule.createdAt(),
                rule.createdBy());
    }

    /** One of its limits. */
    record LimitView(
            @Doc(example = "daily") String name,
            @Doc(value = MEASURES, example = "amount") String measure,
            @Doc(value = DIRECTIONS, example = "out") String direction,

            @Doc(value = "transaction, hour, day, week, month, rolling-24h or rolling-30d", example = "day")
            String window,

            @Doc("In minor units of the wallet's currency, or movements") @Amount(least = 0)
            long max,

            @Doc(value = "Which movements count; none for all", example = "[\"transfer\"]")
            List<String> transactionTypes) {

        static LimitView of(Limit limit) {
            return new LimitView(
                    limit.name(),
                    RuleJson.word(limit.measure()),
                    RuleJson.word(limit.direction()),
                    limit.window().text(),
                    limit.max(),
                    limit.transactionTypes().stream().sorted().toList());
        }
    }

    /** What a request says; {@link io.groat.rule.RuleText} reads it, which tells all faults at once, with their lines. */
    @Doc("What wallets of a type may do")
    record WalletTypeOrder(
            @Doc(value = "Of a new one; else the path's", example = "basic")
            @Text(pattern = "[a-z0-9][a-z0-9_-]{0,31}")
            @Nullable
            String name,

            @Doc(example = "Basic wallet") String title,

            @Doc(value = "In which such wallets can be opened; not there for all", example = "[\"EUR\"]") @Nullable
            List<String> currencies,

            @Doc("What has to stay in it after a payment") @Amount(least = 0) @Nullable
            Long minBalance,

            @Doc("The most that may be in it after money came") @Amount @Nullable
            Long maxBalance,

            @Doc("How far it may go below zero by a payment") @Amount(least = 0) @Nullable
            Long creditLimit,

            @Nullable List<LimitOrder> limits,

            @Doc(value = "By whose calendar the limits count; UTC if not said", example = "Europe/Berlin") @Nullable
            String timeZone) {}

    /** One of its limits. */
    record LimitOrder(
            @Doc(value = "What is used is counted under it", example = "daily")
            String name,

            @Doc(value = MEASURES + "; amount if not said", example = "amount") @Nullable
            String measure,

            @Doc(value = DIRECTIONS + "; out if not said", example = "out") @Nullable
            String direction,

            @Doc(value = "transaction, hour, day, week, month, rolling-24h or rolling-30d", example = "day")
            String window,

            @Amount(least = 0) long max,

            @Doc(value = "Which movements count; not there for all", example = "[\"transfer\"]") @Nullable
            List<String> transactionTypes) {}
}
