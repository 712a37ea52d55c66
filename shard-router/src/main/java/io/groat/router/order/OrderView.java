package io.groat.router.order;

import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.order.OrderStatus;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as its readers get it. */
@Doc("Money that was ordered for a wallet from outside")
record OrderView(
        UUID id,

        @Doc(value = OrderView.STATUS, example = "CREATED") OrderStatus status,

        @Doc(value = "As the request named it", example = "alice")
        String payee,

        UUID payeeAccount,
        @Amount long amount,
        @Doc(example = "EUR") String currency,

        @Doc(value = METHODS, example = "card") String method,

        @Doc(value = "Who takes the money", example = "razorpay") @LeftOut @Nullable
        String gateway,

        @Doc(
                value = "Where its payer pays; not there once it can't be paid any more",
                example = "https://pay.example/1")
        @LeftOut
        @Nullable
        String checkoutUrl,

        @Doc(value = "What its payer's app opens, instead", example = "upi://pay?pa=shop@bank") @LeftOut @Nullable
        String upiIntent,

        @Doc(example = "Top-up 7") @LeftOut @Nullable String reference,

        @Doc(value = "Why it FAILED", example = "NOT_PAID") @LeftOut @Nullable
        String reason,

        @Doc("The deposit that credited it") @LeftOut @Nullable
        UUID movementId,

        Instant expiresAt,
        Instant createdAt,
        @LeftOut @Nullable Instant endedAt,

        @Doc("What the gateway has taken for it; of an order that is asked for by its id") @LeftOut @Nullable
        List<PaymentView> payments) {

    static final String METHODS = "upi, card or bank: how it is paid";
    private static final String INTENT = "upi:";

    static final String STATUS = "CREATED, then PENDING once its payer has begun; PAID when the gateway has the money,"
            + " CREDITED when the wallet has it; FAILED or EXPIRED when it was not paid, though money that comes late is"
            + " credited nevertheless";

    /** What the gateway has taken. */
    @Doc("Money that the gateway has taken for an order")
    record PaymentView(
            @Doc(value = "What the gateway calls it", example = "pay_1")
            String id,

            @Amount long amount,
            @Doc(example = "EUR") String currency,

            @Doc(
                    value = "Why it is not with the wallet but put aside, until a person has decided: AMOUNT_DIFFERS,"
                            + " CURRENCY_DIFFERS, PAID_TWICE, or why the wallet would not take it",
                    example = "PAID_TWICE")
            @LeftOut
            @Nullable
            String suspended,

            @Doc("The movement that brought it; not there until the books have it") @LeftOut @Nullable
            UUID movementId,

            Instant seenAt) {

        static PaymentView of(GatewayPayment payment) {
            return new PaymentView(
                    payment.paymentId(),
                    payment.amountMinor(),
                    payment.currency().code(),
                    payment.reason(),
                    payment.movementId(),
                    payment.seenAt());
        }
    }

    static OrderView of(Order order, @Nullable List<GatewayPayment> payments) {
        String checkout = order.status().isOpen() ? order.checkout() : null;
        boolean isIntent = checkout != null && checkout.startsWith(INTENT);
        return new OrderView(
                order.id(),
                order.status(),
                order.payeeRef().text(),
                order.payeeAccount(),
                order.amountMinor(),
                order.currency().code(),
                order.method().name().toLowerCase(Locale.ROOT),
                order.gateway(),
                isIntent ? null : checkout,
                isIntent ? checkout : null,
                order.reference(),
                order.reason(),
                order.movementId(),
                order.expiresAt(),
                order.createdAt(),
                order.endedAt(),
                payments == null ? null : payments.stream().map(PaymentView::of).toList());
    }
}
