package io.groat.notifier.intake;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells payers and payees of their payments. */
public final class PaymentIntake implements EventListener {

    private final Intake intake;

    public PaymentIntake(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Mono<Void> on(Happened happened) {
        return Flux.fromIterable(PaymentNotices.of(happened))
                .flatMap(intake::acceptEvent)
                .then();
    }
}
