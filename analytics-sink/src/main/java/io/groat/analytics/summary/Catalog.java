package io.groat.analytics.summary;

import java.util.List;
import java.util.regex.Pattern;

/** What each figure is measured in, and what it is a part of. */
public final class Catalog {

    /**
     * What is known of a figure.
     *
     * @param unit of its value
     * @param of what it is a part or a measurement of: its denominator
     */
    public record About(String unit, String of) {}

    private record Entry(Pattern names, About about) {}

    private static final About NOTHING = new About("", "");
    private static final String ALL_INITIATED = "payments initiated in the window";
    private static final String ALL_ENDED = "payments that ended in the window";
    private static final String ALL_COMPLETED = "payments completed in the window";
    private static final String ALL_SCORED = "payments scored in the window";

    private static final String ORDERS_ENDED = "orders credited, failed or expired in the window";
    private static final String ORDERS_CREDITED = "orders credited in the window";
    private static final String PAYOUTS_ENDED = "payouts settled or failed in the window";
    private static final String PAYOUTS_SETTLED = "payouts settled in the window";
    private static final String REFUNDS = "refunds to where orders were paid from, in the window";
    private static final String DISPUTES_ENDED = "disputes won or lost in the window";

    private static final List<Entry> ENTRIES = List.of(
            entry("payments.initiated.count", "payments", ALL_INITIATED),
            entry("payments.(completed|failed|cancelled).count", "payments", ALL_ENDED),
            entry("payments.held.count", "payments", ALL_INITIATED),
            entry("payments.ended.count", "payments", ALL_ENDED),
            entry("payments.open.count", "payments", "payments initiated less those ended, both in the window"),
            entry("payments.successRate.value", "ratio", ALL_ENDED),
            entry("payments.(same|cross)Shard.(count)", "payments", ALL_INITIATED),
            entry("payments.crossShard.share", "ratio", ALL_INITIATED),
            entry("payments.flow.*.initiated.count", "payments", ALL_INITIATED),
            entry("payments.flow.*", "payments", ALL_ENDED),
            entry("payments.volume.*", "minor units", ALL_COMPLETED),
            entry("payments.(failures|cancellations).*", "payments", ALL_ENDED),
            entry("payments.latency.count", "payments", ALL_COMPLETED),
            entry("payments.latency.*", "ms, within 1 %", ALL_COMPLETED + ", initiated to completed"),
            entry("payments.netVolume.*", "minor units", ALL_COMPLETED + " less what was given back in it"),
            entry("refunds.count", "refunds and reversals", "refunds and reversals in the window"),
            entry("refunds.share", "ratio", ALL_COMPLETED),
            entry("refunds.volume.*", "minor units", "refunds and reversals in the window"),
            entry("fees.count", "movements with a fee", "movements in the window"),
            entry("fees.volume.*", "minor units", "movements in the window"),
            entry("fees.returned.count", "refunds that gave back fees", "refunds and reversals in the window"),
            entry("fees.returned.volume.*", "minor units", "refunds and reversals in the window"),
            entry(
                    "fees.net.*",
                    "minor units",
                    "fees taken in the window less those given back, and commissions, in it"),
            entry("commissions.count", "commissions", "commissions in the window"),
            entry("commissions.volume.*", "minor units", "commissions in the window"),
            entry("holds.count", "holds", "holds in the window"),
            entry("holds.volume.*", "minor units", "holds in the window"),
            entry("captures.count", "captures", "captures in the window"),
            entry("captures.volume.*", "minor units", "captures in the window"),
            entry("captures.ofReserved.*", "ratio", "holds in the window, by amount"),
            entry("deposits.count", "deposits", "deposits in the window"),
            entry("deposits.volume.*", "minor units", "deposits in the window"),
            entry("withdrawals.count", "withdrawals", "withdrawals in the window"),
            entry("withdrawals.volume.*", "minor units", "withdrawals in the window"),
            entry("funding.net.*", "minor units", "deposits less withdrawals, both in the window"),
            entry("(orders|orders.gateways.*).created.count", "orders", "orders created in the window"),
            entry(
                    "(orders|orders.gateways.*).attemptsFailed.count",
                    "attempts",
                    "attempts to pay orders in the window"),
            entry("(orders|orders.gateways.*).(credited|failed|expired).count", "orders", ORDERS_ENDED),
            entry("(orders|orders.gateways.*).successRate.value", "ratio", ORDERS_ENDED),
            entry("(orders|orders.gateways.*).timeToCredit.count", "orders", ORDERS_CREDITED),
            entry(
                    "(orders|orders.gateways.*).timeToCredit.*",
                    "ms, within 1 %",
                    ORDERS_CREDITED + ", paid to credited"),
            entry("(orders|orders.gateways.*).volume.*", "minor units", ORDERS_CREDITED),
            entry("(payouts|payouts.gateways.*).created.count", "payouts", "payouts made in the window"),
            entry("(payouts|payouts.gateways.*).(settled|failed).count", "payouts", PAYOUTS_ENDED),
            entry("(payouts|payouts.gateways.*).returned.count", "payouts", "payouts settled, in the window or before"),
            entry("(payouts|payouts.gateways.*).successRate.value", "ratio", PAYOUTS_ENDED),
            entry("(payouts|payouts.gateways.*).timeToSettle.count", "payouts", PAYOUTS_SETTLED),
            entry(
                    "(payouts|payouts.gateways.*).timeToSettle.*",
                    "s, within 1 %",
                    PAYOUTS_SETTLED + ", sent to settled"),
            entry("(payouts|payouts.gateways.*).volume.*", "minor units", PAYOUTS_SETTLED),
            entry("sourceRefunds.*.volume.*|sourceRefunds.volume.*", "minor units", REFUNDS),
            entry("sourceRefunds.*timeToSettle.count", "refunds", REFUNDS),
            entry("sourceRefunds.*timeToSettle.*", "s, within 1 %", REFUNDS + ", sent to settled"),
            entry("sourceRefunds.*successRate.value", "ratio", REFUNDS),
            entry("sourceRefunds.*count", "refunds", REFUNDS),
            entry("disputes.*opened.count", "disputes", "disputes opened in the window"),
            entry("disputes.*opened.volume.*", "minor units", "disputes opened in the window"),
            entry("disputes.*(won|lost).count", "disputes", DISPUTES_ENDED),
            entry("disputes.*(won|lost).volume.*", "minor units", DISPUTES_ENDED),
            entry("disputes.*wonRate.value", "ratio", DISPUTES_ENDED),
            entry("payers.active.count", "users, standard error 1.6 %", ALL_INITIATED),
            entry("payees.active.count", "users, standard error 1.6 %", ALL_COMPLETED),
            entry("payees.top.*.(amount|tooHighBy)", "minor units", ALL_COMPLETED),
            entry("payees.top.*.payments", "payments", ALL_COMPLETED),
            entry("users.created.count", "users", "users whose first account was opened in the window"),
            entry("fraud.scored.count", "payments", ALL_SCORED),
            entry("fraud.scored.share", "ratio", ALL_INITIATED),
            entry("fraud.held.count", "payments", ALL_INITIATED),
            entry("fraud.reviews.*", "reviews", "reviews decided in the window"),
            entry("fraud.reviewTime.count", "reviews", "reviews decided in the window"),
            entry("fraud.reviewTime.*", "s, within 1 %", "reviews decided in the window, asked for to decided"),
            entry("fraud.*.share", "ratio", ALL_SCORED),
            entry("fraud.*.count", "payments", ALL_SCORED),
            entry("notifications.failed.share", "ratio", "messages sent or failed in the window"),
            entry("notifications.*", "messages", "messages sent or failed in the window"),
            entry("accounts.count", "accounts", "users' accounts of all shards, now"),
            entry("accounts.balances.*", "minor units", "users' accounts of all shards, now"),
            entry("shards.*.accounts.count", "accounts", "the shard, now"),
            entry("shards.*.balances.*", "minor units", "users' accounts of the shard, now"),
            entry("shards.*.roundTripMs", "ms", "the smallest statement, now"),
            entry("shards.*.lane.depth", "commands", "waiting in the shard's lane, now"),
            entry("shards.*.outbox.waiting", "events", "committed and not sent, now"),
            entry("shards.*.outbox.oldestAgeMs", "ms", "the oldest event not sent, now"),
            entry("shards.*.pending.count", "payments", "under way, now"),
            entry("shards.*.pending.oldestAgeMs", "ms", "the oldest payment under way, now"),
            entry("shards.*.payments.initiated.count", "payments", ALL_INITIATED + " by payers of the shard"),
            entry("shards.*.payments.*", "payments", ALL_ENDED + " of payers of the shard"),
            entry("shards.*.latency.*", "ms, within 1 %", ALL_COMPLETED + " of payers of the shard"),
            entry("consumers.*", "events", "of the topic, not dealt with by the group, now"));

    private Catalog() {}

    public static About about(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.names().matcher(name).matches())
                .map(Entry::about)
                .findFirst()
                .orElse(NOTHING);
    }

    private static Entry entry(String names, String unit, String of) {
        return new Entry(Pattern.compile(names.replace(".", "\\.").replace("*", ".*")), new About(unit, of));
    }
}
