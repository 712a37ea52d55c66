package io.groat.router.auth.otp;

import io.groat.router.auth.otp.Challenge.Method;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.auth.user.Identifier;
import io.groat.router.secret.KeyedHash;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Challenges in Redis, under {@code auth:challenge:{id}}. Codes are kept as HMACs under a key that Redis doesn't hold.
 * A try is counted before it is looked at, in one script: of any number at once no more are looked at than may be.
 */
public final class Challenges {

    private static final RedisScript OPEN = RedisScript.of(Challenges.class, "open.lua");
    private static final RedisScript TRY = RedisScript.of(Challenges.class, "try.lua");
    private static final RedisScript RESEND = RedisScript.of(Challenges.class, "resend.lua");
    private static final RedisScript BUDGET = RedisScript.of(Challenges.class, "budget.lua");

    private static final int CODE_RANGE = 1_000_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RedisLink redis;
    private final KeyedHash hashes;
    private final OtpSettings settings;
    private final InstantSource clock;

    public Challenges(RedisLink redis, KeyedHash hashes, OtpSettings settings, InstantSource clock) {
        this.redis = redis;
        this.hashes = hashes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A new challenge and the code that answers it, if one is sent.
     *
     * @param code goes where the challenge says, and nowhere else
     */
    public record Opened(Challenge challenge, String code) {
        /** Never shows the code. */
        @Override
        public String toString() {
            return challenge.toString();
        }
    }

    /** Puts a question. Where no code is sent it looks the same, and none is right. */
    public Mono<Opened> open(
            Purpose purpose,
            @Nullable String userId,
            Set<Method> methods,
            @Nullable String phone,
            @Nullable String lock,
            @Nullable Instant registeredAt) {
        return open(
                new Challenge(UUID.randomUUID(), purpose, userId, methods, phone, null, lock, registeredAt, expiry()));
    }

    /** Asks a user for the code that is sent to an e-mail address. */
    public Mono<Opened> openEmail(String userId, Identifier email) {
        return open(new Challenge(
                UUID.randomUUID(),
                Purpose.EMAIL,
                userId,
                EnumSet.of(Method.OTP),
                null,
                email.value(),
                null,
                null,
                expiry()));
    }

    private Instant expiry() {
        return clock.instant().plus(settings.time());
    }

    private Mono<Opened> open(Challenge challenge) {
        String code = newCode();
        Instant registeredAt = challenge.registeredAt();
        boolean answerable = challenge.methods().contains(Method.OTP)
                && challenge.userId() != null
                && challenge.to().isPresent();
        List<String> values = new ArrayList<>(List.of(
                Long.toString(settings.time().toMillis()),
                "purpose",
                challenge.purpose().name(),
                "methods",
                challenge.methods().stream().map(Method::name).collect(Collectors.joining(",")),
                "code",
                answerable ? hash(challenge.id(), code) : ""));
        put(values, "user", challenge.userId());
        put(values, "phone", challenge.phone());
        put(values, "email", challenge.email());
        put(values, "lock", challenge.lock());
        put(values, "registered", registeredAt == null ? null : registeredAt.toString());
        return redis.run(OPEN, List.of(key(challenge.id())), values).thenReturn(new Opened(challenge, code));
    }

    /** The challenge of that id; empty when it is over. */
    public Mono<Challenge> find(UUID id) {
        return redis.run(commands -> commands.hgetall(key(id))
                        .collectMap(io.lettuce.core.KeyValue::getKey, io.lettuce.core.KeyValue::getValue))
                .filter(fields -> fields.containsKey("purpose"))
                .map(fields -> challenge(id, fields));
    }

    /**
     * Tries a code that was sent. The right one stays right until the challenge is {@linkplain #use used}, so that a
     * request which failed on its way may be repeated.
     */
    public Mono<TryOutcome> tryCode(UUID id, String code) {
        return attempt(id, hash(id, code));
    }

    /** Counts a try with another method: COUNTED or OVER. */
    public Mono<TryOutcome> countTry(UUID id) {
        return attempt(id, "");
    }

    /** Uses the challenge up; true for exactly one caller. */
    public Mono<Boolean> use(UUID id) {
        return redis.run(commands -> commands.del(key(id))).map(count -> count > 0);
    }

    /** Makes another code for the challenge; tries made at it still count. */
    public Mono<ResendOutcome> resend(UUID id) {
        String code = newCode();
        return redis.run(
                        RESEND,
                        List.of(key(id)),
                        List.of(
                                hash(id, code),
                                Long.toString(settings.time().toMillis()),
                                Long.toString(settings.resendPause().toMillis()),
                                Integer.toString(settings.resends())))
                .map(answer -> switch ((String) answer.get(0)) {
                    case "NEW" -> new ResendOutcome.NewCode(code);
                    case "WAIT" -> new ResendOutcome.TooSoon(Duration.ofMillis((Long) answer.get(1)));
                    default -> new ResendOutcome.Over();
                });
    }

    /** Whether that phone number or address, by its digest, may get one more message this hour; counts it. */
    public Mono<Boolean> mayBeSent(String digest) {
        return redis.run(
                        BUDGET,
                        List.of("auth:messages:{" + digest + "}"),
                        List.of(Integer.toString(settings.messagesAnHour()), Long.toString(HOUR.toMillis())))
                .map(answer -> (Long) answer.get(0) > 0);
    }

    private Mono<TryOutcome> attempt(UUID id, String hash) {
        return redis.run(TRY, List.of(key(id)), List.of(hash, Integer.toString(settings.tries())))
                .map(answer -> TryOutcome.valueOf((String) answer.get(0)));
    }

    private Challenge challenge(UUID id, Map<String, String> fields) {
        String registered = fields.get("registered");
        return new Challenge(
                id,
                Purpose.valueOf(fields.getOrDefault("purpose", "")),
                fields.get("user"),
                methods(fields.getOrDefault("methods", "")),
                fields.get("phone"),
                fields.get("email"),
                fields.get("lock"),
                registered == null ? null : Instant.parse(registered),
                Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault("expires", "0"))));
    }

    private static Set<Method> methods(String text) {
        Set<Method> methods = EnumSet.noneOf(Method.class);
        Arrays.stream(text.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(Method::valueOf)
                .forEach(methods::add);
        return methods;
    }

    private static void put(List<String> values, String name, @Nullable String value) {
        if (value != null) {
            values.add(name);
            values.add(value);
        }
    }

    private String hash(UUID id, String code) {
        return hashes.text(id.toString(), code);
    }

    private static String newCode() {
        return String.format(Locale.ROOT, "%06d", RANDOM.nextInt(CODE_RANGE));
    }

    private static String key(UUID id) {
        return "auth:challenge:{" + id + "}";
    }
}
