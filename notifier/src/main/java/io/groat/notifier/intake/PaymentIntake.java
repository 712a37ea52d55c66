package io.groat.notifier.intake;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Tells both sides of a payment, and of a hold; and whoever an order, a payout or a dispute concerns. */
final class PaymentIntake implements EventListener {

    private final Intake intake;

    public PaymentIntake(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Mono<Void> on(List<ReceivedEvent> batch) {
        List<Notice> notices = new ArrayList<>();
        batch.forEach(received -> {
            notices.addAll(PaymentNotices.of(received));
            notices.addAll(HoldNotices.of(received));
            notices.addAll(OutsideNotices.of(received));
        });
        return intake.acceptEvents(notices);
    }
}
