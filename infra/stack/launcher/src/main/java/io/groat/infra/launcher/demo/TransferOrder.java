package io.groat.infra.launcher.demo;

import java.util.Map;

/** One transfer to be made; the amount is in cents. */
record TransferOrder(String idempotencyKey, String payer, String payee, long amount, String currency) {
    /** The body of a request of its own, whose key travels in a header. */
    Map<String, Object> body() {
        return Map.of("payer", payer, "payee", payee, "amount", amount, "currency", currency);
    }
}
