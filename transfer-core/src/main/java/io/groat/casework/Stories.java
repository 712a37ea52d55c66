package io.groat.casework;

import io.groat.dispute.Dispute;
import io.groat.money.CurrencyCode;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.payout.Payout;
import io.groat.settlement.Matching.Difference;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettlementRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What has happened, for a person to read: what cases tell. Amounts are written as people write them: {@code EUR 5.00}. */
final class Stories {

    private static final int LONGEST = 500;

    private Stories() {}

    static String ofSuspense(Order order, GatewayPayment payment, String reason) {
        String paid = payment.gateway() + " has taken " + money(payment.amountMinor(), payment.currency()) + " as "
                + payment.paymentId() + " for order " + order.id() + " of "
                + money(order.amountMinor(), order.currency());
        return cut(switch (reason) {
                    case GatewayPayment.AMOUNT_DIFFERS -> paid + ". That is another amount than was ordered.";
                    case GatewayPayment.CURRENCY_DIFFERS -> paid + ". That is another currency than was ordered.";
                    case GatewayPayment.PAID_TWICE -> paid + ". The order had been paid before.";
                    default -> paid + ". The wallet does not take it: " + reason + ".";
                }
                + " It stands in suspense.");
    }

    static String ofReturn(Payout payout) {
        return cut(payout.gateway() + " has sent back " + money(payout.amountMinor(), payout.currency()) + " of payout "
                + payout.id() + " to " + payout.shown() + ", and the wallet does not take it. It stands in suspense.");
    }

    static String ofCover(Dispute dispute, long minor) {
        return cut(dispute.gateway() + " has taken back " + money(minor, dispute.currency()) + " by dispute "
                + dispute.providerId() + " about order " + dispute.orderId() + ", and " + dispute.payeeUser()
                + " has not enough. Suspense has covered it: claim it from them, or write it off.");
    }

    static String ofWon(Dispute dispute) {
        return cut(dispute.gateway() + " has given back " + money(dispute.takenMinor(), dispute.currency())
                + " of dispute " + dispute.providerId() + " about order " + dispute.orderId()
                + ", which was won. It stands in suspense.");
    }

    static String ofMissingHere(String gateway, SettlementRow row) {
        return cut(gateway + " has settled " + money(row.amountMinor(), row.currency()) + " as "
                + row.providerId() + " (" + row.type() + "), less "
                + money(row.costMinor(), row.currency())
                + ", and nothing is known here by that id. It is looked for again for two weeks.");
    }

    static String ofMissingThere(Settleable item, Instant newest) {
        return cut(item.gateway() + " has had " + money(item.amountMinor(), item.currency()) + " as "
                + item.providerId() + " since " + item.at().truncatedTo(ChronoUnit.SECONDS)
                + " and has not settled it, though it has settled what it had by "
                + newest.truncatedTo(ChronoUnit.SECONDS) + ". Ask the gateway.");
    }

    static String ofDifference(SettlementRow row, Settleable item, Difference difference) {
        String both = item.gateway() + " has settled " + money(row.amountMinor(), row.currency()) + " less "
                + money(row.costMinor(), row.currency()) + " as " + row.providerId() + " (" + row.type()
                + "), which is known here as "
                + money(item.amountMinor(), item.currency());
        return cut(
                switch (difference) {
                    case KIND_DIFFERS -> both + ", and as something else: a " + item.kind() + ".";
                    case CURRENCY_DIFFERS -> both + ": the currency differs.";
                    case SETTLED_BEFORE -> both + " and was settled before, by another row or a decision.";
                    case AMOUNT_DIFFERS -> both + ": the amount differs.";
                    case FEE_DIFFERS -> both + ": what it keeps is below zero, or more than it took.";
                });
    }

    private static String money(long minor, CurrencyCode currency) {
        return currency.code() + " "
                + BigDecimal.valueOf(minor, currency.minorDigits()).toPlainString();
    }

    private static String cut(String story) {
        return story.length() <= LONGEST ? story : story.substring(0, LONGEST);
    }
}
