package io.groat.router.settlement;

import io.groat.settlement.Settleable.Kind;
import io.groat.settlement.Transit;
import io.groat.settlement.TransitLine.Age;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transit report as its readers get it. */
@Doc("What gateways have of ours")
record TransitView(List<TransitAccountView> accounts) {

    /** Of one gateway in one currency. */
    @Doc("A gateway's transit account in one currency, over all shards, and why it is not zero")
    record TransitAccountView(
            @Doc(example = "razorpay") String gateway,
            @Doc(example = "EUR") String currency,

            @Doc("Below zero by what the gateway has and has not settled") @Amount
            long balance,

            @Doc("What that is") UnsettledView unsettled,

            @Doc("What has come in for things whose settling is not noted yet; explains the balance, too") @Amount
            long underWay,

            @Doc("Cases on this gateway's money that are not closed")
            OpenCasesView openCases,

            @Doc("What nothing explains: 0, or somebody has moved money by the account that the gateway does not have")
            @Amount
            long difference) {}

    /** What a gateway has. */
    @Doc("What a gateway has and has not settled")
    record UnsettledView(
            @Doc(example = "3") long count,
            @Amount long amount,
            @LeftOut @Nullable Instant oldest,

            @Doc("By how long the gateway has had it, the youngest first")
            List<AgedView> byAge) {}

    /** What a gateway has had for about as long. */
    @Doc("What a gateway has had for about as long")
    record AgedView(
            @Doc("Under a DAY, under TWO_DAYS, under THREE_DAYS, under a WEEK, or LONGER")
            Age age,

            @Doc(example = "3") long count,
            @Amount long amount,
            @LeftOut @Nullable Instant oldest,

            @Doc("The same by what has happened to it") List<AgedKindView> kinds) {}

    /** What of one kind a gateway has had for about as long. */
    @Doc("What of one kind a gateway has had for about as long")
    record AgedKindView(
            @Doc("PAYMENT, REFUND, PAYOUT, RETURN of a payout, or DISPUTE")
            Kind kind,

            @Doc(example = "3") long count,

            @Doc("Below zero where it is owed to the gateway") @Amount
            long amount) {}

    /** Cases. */
    @Doc("Cases that are not closed, and what they are about")
    record OpenCasesView(
            @Doc(example = "1") long count, @Amount long amount) {}

    static TransitView of(List<Transit> all) {
        return new TransitView(all.stream().map(TransitView::of).toList());
    }

    private static AgedView of(Transit.Aged aged) {
        return new AgedView(
                aged.age(),
                aged.count(),
                aged.amountMinor(),
                aged.oldest(),
                aged.kinds().stream()
                        .map(one -> new AgedKindView(one.kind(), one.count(), one.amountMinor()))
                        .toList());
    }

    private static TransitAccountView of(Transit one) {
        return new TransitAccountView(
                one.gateway(),
                one.currency().code(),
                one.balanceMinor(),
                new UnsettledView(
                        one.unsettledCount(),
                        one.unsettledMinor(),
                        one.oldest(),
                        one.unsettled().stream().map(TransitView::of).toList()),
                one.underWayMinor(),
                new OpenCasesView(one.openCases(), one.openCasesMinor()),
                one.differenceMinor());
    }
}
