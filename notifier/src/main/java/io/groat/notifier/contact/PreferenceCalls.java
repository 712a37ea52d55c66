package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.profile.PreferencesJson;
import io.groat.notifier.profile.PreferencesView;
import io.groat.notifier.profile.PreferencesView.PreferencesWish;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonText;
import io.groat.web.problem.WebProblem;
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
                Route.get("/v1/preferences/{userId}", Calls.READS)
                        .named("profiles", "getPreferences", "What a user wishes")
                        .path("userId", Calls.USER_PATH)
                        .gives(200, PreferencesView.class, "As it is")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::get),
                Route.put("/v1/preferences/{userId}", Calls.WRITES)
                        .named("profiles", "putPreferences", "Says what a user wishes")
                        .path("userId", Calls.USER_PATH)
                        .takes(PreferencesWish.class)
                        .gives(200, PreferencesView.class, "As it is now")
                        .refuses(
                                WebProblem.NOT_FOUND,
                                WebProblem.INVALID_AMOUNT,
                                NotifierProblem.UNKNOWN_LOCALE,
                                NotifierProblem.INVALID_TIME_ZONE,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::put));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return store.find(Calls.user(request)).flatMap(profile -> Answer.ok(PreferencesView.of(profile.preferences())));
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        String user = Calls.user(request);
        return bodies.json(request)
                .map(body -> PreferencesJson.read(JsonText.object(body)))
                .flatMap(wishes -> Detached.work(store.putPreferences(user, wishes, clock.instant())
                                .doOnSuccess(written -> profiles.forget(user))
                                .thenReturn(wishes))
                        .flatMap(written -> Answer.ok(PreferencesView.of(written))));
    }
}
