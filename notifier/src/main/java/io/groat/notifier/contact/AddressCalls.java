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
import io.groat.web.http.Detached;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                Route.get("/v1/addresses/{userId}", Calls.READS, this::list),
                Route.put("/v1/addresses/{userId}/{channel}", often(SENDING), this::claim),
                Route.post("/v1/addresses/{userId}/{channel}/verify", often(GUESSING), this::verify),
                Route.delete("/v1/addresses/{userId}/{channel}", Calls.WRITES, this::delete));
    }

    private static Access often(Limit limit) {
        return Calls.WRITES.limited(limit);
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return profiles.of(Calls.user(request))
                .flatMap(profile -> Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    profile.addresses().forEach((channel, address) -> {
                        json.writeStartObject();
                        json.writeStringProperty("channel", channel.text());
                        json.writeStringProperty("address", address);
                        json.writeEndObject();
                    });
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> claim(ServerRequest request) {
        String user = Calls.user(request);
        Channel channel = channel(request);
        return bodies.json(request).map(JsonText::object).flatMap(fields -> {
            fields.requireOnly(Set.of("address"));
            return Detached.work(claim(user, channel, address(fields, channel)).thenReturn(true))
                    .flatMap(sent -> ServerResponse.accepted().build());
        });
    }

    private static String address(JsonFields fields, Channel channel) {
        return Addresses.of(channel, fields.text("address"))
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

    private Mono<ServerResponse> verify(ServerRequest request) {
        String user = Calls.user(request);
        Channel channel = channel(request);
        return bodies.json(request).map(JsonText::object).flatMap(fields -> {
            fields.requireOnly(Set.of("code"));
            String code = fields.text("code");
            return Detached.work(store.claim(user, channel)
                            .switchIfEmpty(Mono.error(AddressCalls::wrong))
                            .flatMap(claim -> judge(user, channel, claim, code))
                            .thenReturn(true))
                    .flatMap(good -> ServerResponse.noContent().build());
        });
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
