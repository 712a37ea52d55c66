package io.groat.infra.training.generate.world;

/** Takes the payments of a history in the order of time. */
@FunctionalInterface
public interface PaymentSink {
    void accept(HistoryPayment payment);
}
