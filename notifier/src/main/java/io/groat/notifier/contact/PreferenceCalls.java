package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.profile.PreferencesJson;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonText;
import java.time.InstantSource;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What users wish. */
final class PreferenceCalls {

    private final ProfileStore store;
    private final Profiles profiles;
    private final Bodies bodies;
    private final InstantSource clock;

    public PreferenceCalls(ProfileStore store, Profiles profiles, Bodies bodies, InstantSource clock) {
        this.store = store;
        this.profiles = profiles;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/preferences/{userId}", Calls.READS, this::get),
                Route.put("/v1/preferences/{userId}", Calls.WRITES, this::put));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return store.find(Calls.user(request))
                .flatMap(profile -> Answer.ok(json -> PreferencesJson.write(json, profile.preferences())));
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        String user = Calls.user(request);
        return bodies.json(request)
                .map(body -> PreferencesJson.read(JsonText.object(body)))
                .flatMap(wishes -> Detached.work(store.putPreferences(user, wishes, clock.instant())
                                .doOnSuccess(written -> profiles.forget(user))
                                .thenReturn(wishes))
                        .flatMap(written -> Answer.ok(json -> PreferencesJson.write(json, written))));
    }
}
