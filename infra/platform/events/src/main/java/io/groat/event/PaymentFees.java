package io.groat.event;

import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What a movement costs, in minor units of its currency.
 *
 * @param payer what its payer pays beside the amount
 * @param payee what its payee pays of the amount
 * @param payerBack of a refund: what whoever pays it gets back of what the first movement cost them
 * @param payeeBack of a refund: what whoever is paid by it gets back of what the first movement cost them
 */
public record PaymentFees(
        @JsonSerialize(using = MinorUnitsJson.class) long payer,
        @JsonSerialize(using = MinorUnitsJson.class) long payee,
        @JsonSerialize(using = MinorUnitsJson.class) long payerBack,
        @JsonSerialize(using = MinorUnitsJson.class) long payeeBack) {

    public static final PaymentFees NONE = new PaymentFees(0, 0, 0, 0);
}
