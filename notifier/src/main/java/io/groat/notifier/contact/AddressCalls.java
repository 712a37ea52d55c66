package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.Notice;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.TextMap;
import io.groat.notifier.profile.Addresses;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.secret.MasterSecret;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Detached;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Addresses that users add to those of their accounts: one by channel, good once its owner has told the code that was sent
 * to it. A code has five tries.
 */
final class AddressCalls {

    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final int TRIES = 5;
    private static final int CODES = 1_000_000;
    private static final String PURPOSE = "address codes";
    private static final Limit SENDING = Limit.guarding("address-codes", Rate.parse("10/h"));
    private static final Limit GUESSING = Limit.guarding("address-guesses", Rate.parse("30/h"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProfileStore store;
    private final Profiles profiles;
    private final Intake intake;
    private final MasterSecret secrets;
    private final Bodies bodies;
    private final InstantSource clock;

    public AddressCalls(
            ProfileStore store,
            Profiles profiles,
            Intake intake,
            MasterSecret secrets,
            Bodies bodies,
            InstantSource clock) {
        this.store = store;
        this.profiles = profiles;
        this.intake = intake;
        this.secrets = secrets;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/addresses/{userId}", Calls.READS)
                        .named("profiles", "getAddresses", "Where a user is reached")
                        .path("userId", Calls.USER_PATH)
                        .gives(200, AddressesView.class, "One address by channel")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                of(Route.put("/v1/addresses/{userId}/{channel}", often(SENDING))
                                .named("profiles", "claimAddress", "Says that an address is the user's")
                                .details("It is once the code that is sent there is told.")
                                .takes(AddressBody.class)
                                .givesNothing(202, "The code is on its way")
                                .refuses(NotifierProblem.INVALID_ADDRESS))
                        .by(bodies, this::claim),
                of(Route.post("/v1/addresses/{userId}/{channel}/verify", often(GUESSING))
                                .named("profiles", "verifyAddress", "Tells the code that was sent to an address")
                                .takes(CodeBody.class)
                                .givesNothing("The address is the user's now")
                                .refuses(NotifierProblem.WRONG_CODE))
                        .by(bodies, this::verify),
                of(Route.delete("/v1/addresses/{userId}/{channel}", Calls.WRITES)
                                .named("profiles", "deleteAddress", "Takes an address away")
                                .givesNothing("There is none now"))
                        .by(this::delete));
    }

    /** What each of them is about. */
    private static <T> Call<T> of(Call<T> call) {
        return call.path("userId", Calls.USER_PATH)
                .path("channel", "email or sms")
                .refuses(WebProblem.INVALID_FIELD, WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE);
    }

    /** An address. */
    @Doc("An address that is a user's")
    record AddressBody(
            @Doc(example = "somebody@example.com") String address) {}

    /** A code. */
    @Doc("A code that was sent")
    record CodeBody(@Doc(example = "123456") String code) {}

    /** All addresses. */
    @Doc("Where a user is reached")
    record AddressesView(List<AddressView> items) {}

    /** One of them. */
    record AddressView(
            Channel channel,
            @Doc(example = "somebody@example.com") String address) {}

    private static AddressesView view(Map<Channel, String> addresses) {
        return new AddressesView(addresses.entrySet().stream()
                .map(one -> new AddressView(one.getKey(), one.getValue()))
                .toList());
    }

    private static Access often(Limit limit) {
        return Calls.WRITES.limited(limit);
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return profiles.of(Calls.user(request)).flatMap(profile -> Answer.ok(view(profile.addresses())));
    }

    private Mono<ServerResponse> claim(ServerRequest request, Mono<AddressBody> body) {
        String user = Calls.user(request);
        Channel channel = channel(request);
        return body.flatMap(given -> Detached.work(
                        claim(user, channel, address(given.address(), channel)).thenReturn(true)))
                .flatMap(sent -> ServerResponse.accepted().build());
    }

    private static String address(String text, Channel channel) {
        return Addresses.of(channel, text)
                .orElseThrow(() -> new ProblemException(
                        NotifierProblem.INVALID_ADDRESS, "address", "\"address\" is no address for " + channel.text()));
    }

    private Mono<Void> claim(String user, Channel channel, String address) {
        String code = "%06d".formatted(RANDOM.nextInt(CODES));
        String claim = TextMap.write(Map.of("address", address, "mac", mac(user, address, code), "tries", "0"));
        Notice notice = new Notice(
                UUID.randomUUID().toString(),
                user,
                "address-code",
                Map.of("code", code),
                clock.instant(),
                List.of(channel),
                address,
                null);
        return store.putClaim(user, channel, claim, clock.instant(), (int) GOOD_FOR.toSeconds())
                .then(intake.accept(notice))
                .then();
    }

    private Mono<ServerResponse> verify(ServerRequest request, Mono<CodeBody> body) {
        String user = Calls.user(request);
        Channel channel = channel(request);
        return body.flatMap(given -> Detached.work(store.claim(user, channel)
                        .switchIfEmpty(Mono.error(AddressCalls::wrong))
                        .flatMap(claim -> judge(user, channel, claim, given.code()))
                        .thenReturn(true)))
                .flatMap(good -> ServerResponse.noContent().build());
    }

    private Mono<Void> judge(String user, Channel channel, String claim, String code) {
        Map<String, String> texts = TextMap.read(claim);
        String address = texts.getOrDefault("address", "");
        int tries = Integer.parseInt(texts.getOrDefault("tries", "0")) + 1;
        boolean good = MessageDigest.isEqual(
                mac(user, address, code).getBytes(StandardCharsets.US_ASCII),
                texts.getOrDefault("mac", "").getBytes(StandardCharsets.US_ASCII));
        if (tries > TRIES) {
            return Mono.error(wrong());
        }
        if (!good) {
            Map<String, String> after = new HashMap<>(texts);
            after.put("tries", Integer.toString(tries));
            return store.changeClaim(user, channel, claim, TextMap.write(after), (int) GOOD_FOR.toSeconds())
                    .then(Mono.error(wrong()));
        }
        return store.takeClaim(user, channel, claim)
                .filter(taken -> taken)
                .switchIfEmpty(Mono.error(AddressCalls::wrong))
                .flatMap(taken -> store.putAddress(user, channel, address, clock.instant()))
                .doOnSuccess(written -> profiles.forget(user));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        String user = Calls.user(request);
        Channel channel = channel(request);
        return Detached.work(store.deleteAddress(user, channel)
                        .doOnSuccess(gone -> profiles.forget(user))
                        .thenReturn(true))
                .flatMap(gone -> ServerResponse.noContent().build());
    }

    private static Channel channel(ServerRequest request) {
        return Channel.find(request.pathVariable("channel"))
                .filter(channel -> channel == Channel.EMAIL || channel == Channel.SMS)
                .orElseThrow(() -> Parameters.invalid("channel", "The channel has to be email or sms"));
    }

    private String mac(String user, String address, String code) {
        return HexFormat.of()
                .formatHex(
                        secrets.mac(PURPOSE, (user + "\n" + address + "\n" + code).getBytes(StandardCharsets.UTF_8)));
    }

    private static ProblemException wrong() {
        return new ProblemException(NotifierProblem.WRONG_CODE, "code", null);
    }
}
