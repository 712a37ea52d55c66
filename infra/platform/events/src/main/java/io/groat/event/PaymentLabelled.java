package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of PaymentLabelled: somebody has found out what a payment was. A payment may have several, by others; who scores the
 * next payments learns from them. fraud-scorer writes it beside the payer's payments, so that it stands in their order.
 *
 * @param payeeUser who was paid; null where nobody was named
 * @param fraud whether it was a fraud
 * @param by who found out: {@code analyst} or {@code payer}
 * @param at when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentLabelled(
        UUID paymentId, String payerUser, @Nullable String payeeUser, boolean fraud, String by, Instant at) {}
