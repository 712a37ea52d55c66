package io.groat.sandbox.event;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Delivery;
import io.groat.sandbox.model.Provider;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what is to be told into the book, in the change that it tells of: nothing happens untold, nor the other way. */
public final class Announcer {

    private static final long MILLIS = 1_000;

    private final Map<Provider, ProviderEvents> providers = new EnumMap<>(Provider.class);
    private final InstantSource clock;

    /** What happened, in the words of one provider. */
    public interface Words {
        Optional<Event> of(ProviderEvents events, Stamp stamp);
    }

    public Announcer(List<ProviderEvents> providers, InstantSource clock) {
        providers.forEach(events -> this.providers.put(events.provider(), events));
        this.clock = clock;
    }

    public void tell(Change change, Provider provider, Telling telling, Words words) {
        if (telling.silent()) {
            return;
        }
        ProviderEvents events = of(provider);
        long now = clock.millis();
        Stamp stamp = new Stamp(events.newEventId(), now / MILLIS - telling.ageSeconds());
        words.of(events, stamp)
                .ifPresent(event -> change.put(new Delivery(
                        stamp.id(),
                        provider,
                        event.type(),
                        event.about(),
                        Json.text(event.body()),
                        telling.style(),
                        Delivery.State.WAITING,
                        now + telling.delayMillis(),
                        0,
                        0,
                        List.of())));
    }

    public ProviderEvents of(Provider provider) {
        return Optional.ofNullable(providers.get(provider)).orElseThrow();
    }
}
