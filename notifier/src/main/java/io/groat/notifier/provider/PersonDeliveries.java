package io.groat.notifier.provider;

import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.message.Channel;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.ChannelDelivery;
import io.groat.notifier.template.Templates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/** Makes the deliveries to people, which differ in who takes the messages. */
public final class PersonDeliveries {

    private final Profiles profiles;
    private final ProfileStore store;
    private final Templates templates;
    private final DigestStore digests;
    private final ProviderSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PersonDeliveries(
            Profiles profiles,
            ProfileStore store,
            Templates templates,
            DigestStore digests,
            ProviderSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.profiles = profiles;
        this.store = store;
        this.templates = templates;
        this.digests = digests;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    public ProviderPool pool(String kind, List<? extends Provider> providers) {
        return new ProviderPool(kind, providers, settings.pause(), meters);
    }

    public ChannelDelivery by(Channel channel, List<? extends Provider> providers) {
        return new ChannelDelivery(
                channel,
                new PersonDelivery(profiles, store, templates, digests, pool(channel.text(), providers), clock));
    }
}
