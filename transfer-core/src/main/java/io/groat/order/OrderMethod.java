package io.groat.order;

/** How a payer pays an order. */
public enum OrderMethod {
    /** From a bank account, by an app that the payer confirms it in. */
    UPI,
    CARD,
    /** From a bank account, at the bank's own page. */
    BANK
}
