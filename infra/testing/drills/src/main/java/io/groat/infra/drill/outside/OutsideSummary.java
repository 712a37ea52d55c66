package io.groat.infra.drill.outside;

/**
 * How much money from outside a drill has moved.
 *
 * @param orders that clients were told of
 * @param payments that gateways have taken
 * @param aside of them, in suspense with a case each
 * @param paidOut payouts that have arrived
 * @param cameBack payouts that failed or came back
 * @param refunds to where orders were paid from that have arrived
 * @param disputes that have ended
 * @param settledRows of the gateways' files; 0 when they could not be brought
 */
public record OutsideSummary(
        long orders,
        long payments,
        long aside,
        long paidOut,
        long cameBack,
        long refunds,
        long disputes,
        long settledRows) {

    static OutsideSummary of(Acknowledged acknowledged, OutsideBooks books, long settledRows) {
        return new OutsideSummary(
                acknowledged.orders().size(),
                books.taken().size(),
                books.taken().stream().filter(OutsideBooks.Taken::aside).count(),
                books.outs().stream()
                        .filter(out -> !out.refund() && out.status().equals("SETTLED"))
                        .count(),
                books.outs().stream()
                        .filter(out -> !out.refund()
                                && (out.status().equals("FAILED")
                                        || out.status().equals("RETURNED")))
                        .count(),
                books.outs().stream()
                        .filter(out -> out.refund() && out.status().equals("SETTLED"))
                        .count(),
                books.disputes().size(),
                settledRows);
    }
}
