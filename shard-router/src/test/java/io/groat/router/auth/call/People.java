package io.groat.router.auth.call;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** People who register and log in at a real router: the tests' small language. */
public final class People {

    static final String PASSWORD = "a rather good password";

    private static @Nullable People shared;

    public final RunningRouter router;
    final MessageLog messages = MessageLog.attached();
    private final WebTestClient anybody;

    private People(RunningRouter router) {
        this.router = router;
        this.anybody = router.as("");
    }

    /**
     * Somebody who is in.
     *
     * @param access token
     * @param refresh token
     */
    public record Person(String id, String phone, String email, String access, String refresh) {
        String session() {
            return refresh.split("\\.", -1)[1];
        }
    }

    /** An answer, read to its end. */
    record Reply(int status, String body, @Nullable String retryAfter) {
        String text(String path) {
            return Objects.requireNonNull(JsonPath.<Object>read(body, path)).toString();
        }

        /** All that tells one answer from another, but for the trace, which is each request's own. */
        String untraced() {
            return body.replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "");
        }

        /** The problem's code; the status where there is none. */
        String code() {
            Map<String, Object> object = body.isEmpty() ? Map.of() : JsonPath.read(body, "$");
            return String.valueOf(object.getOrDefault("code", status));
        }
    }

    private static final int SOMEBODYS = 5;

    /** On the router that all these tests share. */
    static synchronized People shared() {
        People people = shared;
        if (people == null) {
            people = fresh();
            shared = people;
        }
        return people;
    }

    /** On a router of its own: cheap hashes, no cache of tokens, no pauses, unless the settings say otherwise. */
    public static People fresh(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.profiles.active=local",
                "--groat.auth.password.memory-kib=64",
                "--groat.auth.password.iterations=1",
                "--groat.auth.password.queue=2000",
                "--groat.auth.answer-floor=1ms",
                "--groat.auth.otp.resend-pause=0s",
                "--groat.auth.otp.messages-an-hour=1000",
                "--groat.access.cache-time=0s"));
        for (String limit : List.of("register", "login", "codes", "refresh", "credentials")) {
            all.add("--groat.limits.rates." + limit + ".user=unlimited");
            all.add("--groat.limits.rates." + limit + ".address=unlimited");
        }
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            all.removeIf(usual -> usual.startsWith(name));
            all.add(setting);
        }
        if (all.stream().noneMatch(setting -> setting.startsWith("--groat.auth.keys="))) {
            all.add("--groat.auth.keys=" + newKeys());
        }
        RunningRouter router = RunningRouter.fresh(all.toArray(String[]::new));
        router.awaitShardsUp(4);
        return new People(router);
    }

    /** A folder with one signing key. */
    static Path newKeys() {
        try {
            Path folder = Files.createTempDirectory("groat-keys");
            writeKey(folder, "first");
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void writeKey(Path folder, String name) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            Path whole = folder.resolve(name + ".new");
            Files.writeString(
                    whole,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(generator
                                            .generateKeyPair()
                                            .getPrivate()
                                            .getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            Files.move(whole, folder.resolve(name + ".pem"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String newPhone() {
        return "+49" + ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L);
    }

    static String newEmail() {
        return "ada" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) + "@example.com";
    }

    /**
     * Registers somebody new, who proves the phone and the address. On a machine so busy that Redis is late, somebody else:
     * what was half done is not done again.
     */
    public Person somebody() {
        for (int tries = 1; ; tries++) {
            String phone = newPhone();
            String email = newEmail();
            Reply registered = register(null, phone, email);
            try {
                return in(registered, phone, email);
            } catch (AssertionError late) {
                if (tries == SOMEBODYS || !String.valueOf(late.getMessage()).contains("AUTH_UNAVAILABLE")) {
                    throw late;
                }
            }
        }
    }

    Reply register(@Nullable String userId, String phone, @Nullable String email) {
        return post("/v1/auth/register", registration(userId, phone, email));
    }

    static String registration(@Nullable String userId, String phone, @Nullable String email) {
        return "{" + (userId == null ? "" : "\"userId\":\"" + userId + "\",")
                + (email == null ? "" : "\"email\":\"" + email + "\",") + "\"phone\":\"" + phone
                + "\",\"fullName\":\"Ada Lovelace\",\"password\":\"" + PASSWORD + "\"}";
    }

    /** Answers the challenge with the code that was sent. */
    Person in(Reply challenge, String phone, String email) {
        if (challenge.status() == 503) {
            throw new AssertionError("no challenge: " + challenge);
        }
        Reply grant = verify(challenge.text("$.challengeId"), messages.lastCode(phone));
        if (grant.status() != 200) {
            throw new AssertionError("not in: " + grant);
        }
        Person person = person(grant, phone, email);
        if (grant.body().contains("emailChallenge")) {
            Reply proven = proveEmail(person, grant, messages.lastCode(email));
            if (proven.status() != 200) {
                throw new AssertionError("not proven: " + proven);
            }
        }
        return person;
    }

    /** Tells the code that was sent to an address. */
    Reply proveEmail(Person person, Reply asked, String code) {
        return send(
                person.access(),
                "POST",
                "/v1/users/" + person.id() + "/email/verify",
                answer(asked.text("$.emailChallenge.challengeId"), code));
    }

    static Person person(Reply grant, String phone, String email) {
        return new Person(
                grant.text("$.userId"), phone, email, grant.text("$.accessToken"), grant.text("$.refreshToken"));
    }

    /** Logs somebody in once more, with both factors. */
    Person again(Person person) {
        return in(login("phone", person.phone(), PASSWORD), person.phone(), person.email());
    }

    Reply login(String by, String name, String password) {
        return post("/v1/auth/login", "{\"" + by + "\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    Reply verify(String challenge, String code) {
        return post("/v1/auth/otp/verify", answer(challenge, code));
    }

    static String answer(String challenge, String code) {
        return "{\"challengeId\":\"" + challenge + "\",\"code\":\"" + code + "\"}";
    }

    Reply refresh(String token) {
        return post("/v1/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    /** As nobody. */
    Reply post(String path, String body) {
        return reply(anybody.post()
                .uri(path)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange());
    }

    /** With that token. */
    Reply send(String token, String method, String path, @Nullable String body) {
        WebTestClient.RequestBodySpec request = router.as(token)
                .method(org.springframework.http.HttpMethod.valueOf(method))
                .uri(path);
        return reply((body == null
                        ? request
                        : request.header("Content-Type", "application/json").bodyValue(body))
                .exchange());
    }

    /** With that token, from an address that is encoded already. */
    Reply get(String token, String uri) {
        return reply(router.as(token)
                .get()
                .uri(builder -> URI.create("http://127.0.0.1:" + router.port() + uri))
                .exchange());
    }

    /** As nobody, many at once. */
    Mono<Reply> posting(String path, String body) {
        return posting(path, body, "");
    }

    /** With that token, many at once. */
    Mono<Reply> posting(String path, String body, String token) {
        return client().post()
                .uri(path)
                .headers(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchangeToMono(answer -> answer.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> new Reply(
                                answer.statusCode().value(),
                                text,
                                answer.headers().asHttpHeaders().getFirst("Retry-After"))));
    }

    private WebClient client() {
        return WebClient.builder()
                .baseUrl("http://127.0.0.1:" + router.port())
                .clientConnector(new org.springframework.http.client.reactive.ReactorClientHttpConnector(
                        HttpClient.create(CONNECTIONS)))
                .build();
    }

    private static final ConnectionProvider CONNECTIONS = ConnectionProvider.builder("people")
            .maxConnections(200)
            .pendingAcquireMaxCount(-1)
            .build();

    private static Reply reply(WebTestClient.ResponseSpec answer) {
        var result = answer.expectBody().returnResult();
        byte[] body = result.getResponseBody();
        return new Reply(
                result.getStatus().value(),
                body == null ? "" : new String(body, StandardCharsets.UTF_8),
                result.getResponseHeaders().getFirst("Retry-After"));
    }
}
