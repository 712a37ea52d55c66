package io.groat.notifier.alert;

import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.Notice;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.profile.Addresses;
import io.groat.notifier.webhook.WebhookIntake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has operators told, at any hour: at their addresses, and by webhooks of theirs that ask for it by name. */
final class AlertNotifier {

    /** An address of an operator. */
    private record Receiver(Channel channel, String address) {}

    private final Intake intake;
    private final WebhookIntake webhooks;
    private final AlertStore store;
    private final String locale;
    private final List<Receiver> receivers;

    /** @throws IllegalArgumentException when a configured address is none */
    public AlertNotifier(Intake intake, WebhookIntake webhooks, AlertStore store, AlertSettings settings) {
        this.intake = intake;
        this.webhooks = webhooks;
        this.store = store;
        this.locale = settings.locale();
        List<Receiver> all = new ArrayList<>(receivers(Channel.EMAIL, settings.email()));
        all.addAll(receivers(Channel.SMS, settings.sms()));
        this.receivers = List.copyOf(all);
    }

    private static List<Receiver> receivers(Channel channel, List<String> addresses) {
        return addresses.stream()
                .map(text -> Addresses.kept(channel, text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "groat.notifier.alerts." + channel.text() + " has an address that is none")))
                .distinct()
                .map(address -> new Receiver(channel, address))
                .toList();
    }

    /** Completes when all of its messages are durable; doing it again is the same. */
    Mono<Void> tell(AlertNotice notice) {
        Mono<Void> listed = notice.what() == AlertNotice.What.ENDED ? store.addEnded(notice.alerts()) : Mono.empty();
        String event = "alerts:" + notice.id();
        Map<String, String> variables = AlertTexts.variables(notice);
        return listed.thenMany(Flux.fromIterable(receivers))
                .concatMap(receiver -> intake.accept(notice(event, receiver, notice, variables)))
                .then(webhooks.tell(event, "system." + notice.what().text(), notice.at(), AlertTexts.data(notice)));
    }

    private Notice notice(String event, Receiver receiver, AlertNotice notice, Map<String, String> variables) {
        return new Notice(
                event,
                Message.partyOf(receiver.address()),
                AlertTexts.template(notice.what()),
                variables,
                notice.at(),
                List.of(receiver.channel()),
                receiver.address(),
                locale);
    }
}
