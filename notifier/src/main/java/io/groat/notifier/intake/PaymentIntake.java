package io.groat.notifier.intake;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Tells both sides of a payment. */
final class PaymentIntake implements EventListener {

    private final Intake intake;

    public PaymentIntake(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Mono<Void> on(List<Happened> batch) {
        List<Notice> notices = new ArrayList<>();
        batch.forEach(happened -> notices.addAll(PaymentNotices.of(happened)));
        return intake.acceptEvents(notices);
    }
}
