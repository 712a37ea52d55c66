package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.profile.Device;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Detached;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Text;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Devices that get push messages. What is reached by a token or a subscription proves itself: only the device has it. One
 * that is said again is the same device.
 */
final class DeviceCalls {

    private static final int MOST = 10;
    private static final Pattern TOKEN = Pattern.compile("\\S{1,1000}");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S{1,1000}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{87}=?");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}(==)?");

    private final ProfileStore store;
    private final Profiles profiles;
    private final Bodies bodies;
    private final InstantSource clock;

    public DeviceCalls(ProfileStore store, Profiles profiles, Bodies bodies, InstantSource clock) {
        this.store = store;
        this.profiles = profiles;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/devices/{userId}", Calls.READS)
                        .named("profiles", "getDevices", "Devices that get a user's push messages")
                        .path("userId", Calls.USER_PATH)
                        .gives(200, DevicesView.class, "All of them")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                Route.post("/v1/devices/{userId}", Calls.WRITES)
                        .named("profiles", "addDevice", "Adds a device")
                        .details("One that is said again is the same device.")
                        .path("userId", Calls.USER_PATH)
                        .takes(DeviceWish.class)
                        .gives(201, DeviceView.class, "It gets push messages now")
                        .refuses(
                                WebProblem.NOT_FOUND,
                                NotifierProblem.INVALID_ADDRESS,
                                NotifierProblem.TOO_MANY,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::add),
                Route.delete("/v1/devices/{userId}/{id}", Calls.WRITES)
                        .named("profiles", "deleteDevice", "Takes a device away")
                        .path("userId", Calls.USER_PATH)
                        .path("id", "The device's id")
                        .givesNothing("It gets nothing any more")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::delete));
    }

    /** A device: which fields it has goes by its type. */
    @Doc("A device: `fcm` with a token, `webpush` with what the browser's subscription gave")
    record DeviceWish(
            Device.Type type,

            @Doc(value = "Of fcm", example = "a-token") @Nullable
            String token,

            @Doc("Of webpush: the subscription's address") @Text(format = "uri") @Nullable
            String endpoint,

            @Doc("Of webpush: its public key") @Nullable String p256dh,

            @Doc("Of webpush: its secret") @Nullable String auth,

            @Doc(example = "telephone") @Text(max = 100) @Nullable
            String name) {}

    /** A device as answers show it. */
    @Doc("A device, without its token")
    record DeviceView(
            UUID id,
            Device.Type type,
            @Doc(example = "telephone") @Nullable String name) {

        private static DeviceView of(Device device) {
            return new DeviceView(device.id(), device.type(), device.name());
        }
    }

    /** All of a user's. */
    record DevicesView(List<DeviceView> items) {}

    private Mono<ServerResponse> list(ServerRequest request) {
        return store.find(Calls.user(request))
                .flatMap(profile -> Answer.ok(new DevicesView(
                        profile.devices().stream().map(DeviceView::of).toList())));
    }

    private Mono<ServerResponse> add(ServerRequest request, Mono<DeviceWish> body) {
        String user = Calls.user(request);
        return body.map(DeviceCalls::device)
                .flatMap(device -> Detached.work(add(user, device)))
                .flatMap(device -> Answer.of(201, headers -> {}, DeviceView.of(device)));
    }

    private Mono<Device> add(String user, Device device) {
        return store.find(user)
                .filter(profile -> profile.devices().size() < MOST
                        || profile.devices().stream().anyMatch(one -> one.id().equals(device.id())))
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        NotifierProblem.TOO_MANY, null, "A user has at most " + MOST + " devices")))
                .flatMap(room -> store.putDevice(user, device, clock.instant()))
                .doOnSuccess(written -> profiles.forget(user))
                .thenReturn(device);
    }

    private static Device device(DeviceWish wish) {
        return switch (wish.type()) {
            case FCM -> {
                String token = given("token", wish.token(), TOKEN);
                yield new Device(id(token), wish.type(), token, null, null, wish.name());
            }
            case WEBPUSH -> {
                String endpoint = given("endpoint", wish.endpoint(), ADDRESS);
                yield new Device(
                        id(endpoint),
                        wish.type(),
                        endpoint,
                        given("p256dh", wish.p256dh(), KEY),
                        given("auth", wish.auth(), SECRET),
                        wish.name());
            }
        };
    }

    private static String given(String name, @Nullable String text, Pattern form) {
        if (text == null) {
            throw new ProblemException(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
        if (!form.matcher(text).matches()) {
            throw new ProblemException(
                    NotifierProblem.INVALID_ADDRESS, name, "\"" + name + "\" is not what a device gives");
        }
        return text;
    }

    private static UUID id(String token) {
        return MessageId.of("device", token, "", Channel.PUSH);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        String user = Calls.user(request);
        return Detached.work(store.deleteDevice(user, Calls.id(request))
                        .doOnSuccess(gone -> profiles.forget(user))
                        .thenReturn(true))
                .flatMap(gone -> ServerResponse.noContent().build());
    }
}
