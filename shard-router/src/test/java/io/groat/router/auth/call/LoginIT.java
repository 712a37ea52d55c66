package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.totp.Totp;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.NewUser;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Flux;

class LoginIT {

    private static final String WRONG = "quite another password";

    private final People people = People.shared();

    @ParameterizedTest
    @ValueSource(strings = {"userId", "phone", "email"})
    void nobodysPasswordIsRefusedAsAWrongOneIs(String by) {
        Person ada = people.somebody();
        String name = nameOf(ada, by);
        String nobody =
                by.equals("userId") ? "nobody-at-all" + name : by.equals("phone") ? People.newPhone() : "x" + name;

        for (int time = 0; time < 5; time++) {
            Reply wrong = people.login(by, name, WRONG);
            Reply unknown = people.login(by, nobody, WRONG);
            assertThat(wrong.code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(unknown.untraced()).isEqualTo(wrong.untraced());
        }
        for (String locked : List.of(name, nobody)) {
            Reply refused = people.login(by, locked, People.PASSWORD);
            assertThat(refused.code()).isEqualTo("LOCKED_OUT");
            assertThat(Integer.parseInt(Objects.requireNonNull(refused.retryAfter())))
                    .isBetween(20, 30);
        }
    }

    /** Else locking a phone and trying an address would tell that both are one person's. */
    @Test
    void aLockShowsOnlyForTheNameThatWasGiven() {
        Person ada = people.somebody();
        fail(5, "phone", ada.phone());

        assertThat(people.login("phone", ada.phone(), People.PASSWORD).code()).isEqualTo("LOCKED_OUT");
        Reply hidden = people.login("email", ada.email(), People.PASSWORD);
        assertThat(hidden.code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(hidden.untraced())
                .isEqualTo(people.login("email", People.newEmail(), WRONG).untraced());
    }

    @Test
    void ofManyWrongPasswordsAtOnceFiveAreTried() {
        Person ada = people.somebody();
        String body = "{\"phone\":\"" + ada.phone() + "\",\"password\":\"" + WRONG + "\"}";

        List<String> codes = Objects.requireNonNull(Flux.range(0, 60)
                .flatMap(number -> people.posting("/v1/auth/login", body), 60)
                .map(Reply::code)
                .collectList()
                .block());

        assertThat(codes).filteredOn("INVALID_CREDENTIALS"::equals).hasSize(5);
        assertThat(codes).filteredOn("LOCKED_OUT"::equals).hasSize(55);
    }

    @Test
    void aPasswordIsTheSameHoweverItIsTyped() {
        String phone = People.newPhone();
        people.in(
                people.post(
                        "/v1/auth/register",
                        "{\"phone\":\"" + phone
                                + "\",\"fullName\":\"Ada\",\"password\":\"\\u00e9l\\u00e9phants roses\"}"),
                phone,
                "");

        assertThat(people.login("phone", phone, "e\\u0301le\\u0301phants\\u00a0roses")
                        .status())
                .isEqualTo(200);
        assertThat(people.login("phone", phone, "elephants roses").code()).isEqualTo("INVALID_CREDENTIALS");
    }

    /** Kept before numbers had their present form: with what stood in brackets, and of a country that there is not. */
    @ParameterizedTest
    @CsvSource({"+49 (0) %s, +490%s", "+490%s, +490%s", "+999 %s, +999%s"})
    void aNumberThatWasKeptInAnotherFormIsFound(String typed, String kept) {
        String digits = People.newPhone().substring(3);
        Identifier phone = new Identifier(Identifier.Kind.PHONE, kept.formatted(digits));
        UserStore users = people.router.bean(UserStore.class);
        String hash = Objects.requireNonNull(
                people.router.bean(PasswordHasher.class).hash(People.PASSWORD).block());
        String id = people.router.userOn(2);
        users.add(new NewUser(id, "Ada Lovelace", phone, null, hash), false, Instant.now())
                .block();
        User user = Objects.requireNonNull(users.find(id).block());
        assertThat(people.router
                        .bean(IdentityClaims.class)
                        .prove(user, UUID.randomUUID())
                        .block())
                .isEqualTo(IdentityClaims.Outcome.GRANTED);

        Reply login = people.login("phone", typed.formatted(digits), People.PASSWORD);

        assertThat(people.in(login, phone.value(), "").id()).isEqualTo(id);
    }

    /** Its hash is from before passwords were normalised. */
    @Test
    void aPasswordThatWasHashedAsItWasTypedIsRightAndHashedAnew() {
        Person ada = people.somebody();
        UserStore users = people.router.bean(UserStore.class);
        PasswordHasher hasher = people.router.bean(PasswordHasher.class);
        String typed = "e\u0301le\u0301phants roses";
        String old = Objects.requireNonNull(new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(typed));
        users.setPassword(ada.id(), old).block();

        assertThat(people.login("phone", ada.phone(), typed).status()).isEqualTo(200);

        String made = Objects.requireNonNull(users.find(ada.id()).block()).passwordHash();
        assertThat(made).isNotEqualTo(old);
        assertThat(hasher.match("\u00e9l\u00e9phants roses", made).block()).isEqualTo(PasswordHasher.Match.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s\\u00a0", "\\u200b%s", "\\u202a%s\\u202c"})
    void aCodeIsTheSameWithWhatNobodySees(String pasted) {
        Person ada = people.somebody();
        Reply login = people.login("phone", ada.phone(), People.PASSWORD);
        String code = people.messages.lastCode(ada.phone());

        assertThat(people.verify(login.text("$.challengeId"), String.format(Locale.ROOT, pasted, code))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofManyRightPasswordsAtOnceAllAreAndARefreshBesideThemToo() {
        Person ada = people.somebody();
        fail(1, "phone", ada.phone());

        List<Integer> statuses = Objects.requireNonNull(Flux.merge(
                        Flux.range(0, 30)
                                .flatMap(
                                        number -> people.posting(
                                                "/v1/auth/login",
                                                "{\""
                                                        + (number % 2 == 0
                                                                ? "phone\":\"" + ada.phone()
                                                                : "userId\":\"" + ada.id())
                                                        + "\",\"password\":\"" + People.PASSWORD + "\"}"),
                                        30),
                        people.posting("/v1/auth/refresh", "{\"refreshToken\":\"" + ada.refresh() + "\"}"))
                .map(Reply::status)
                .collectList()
                .block());

        assertThat(statuses).hasSize(31).containsOnly(200);
    }

    /** Five tries at a challenge, and five failures of a user; whichever comes first. */
    @Test
    void ofManyGuessedCodesAtOnceFiveAreTried() {
        Person ada = people.somebody();
        Reply login = people.login("phone", ada.phone(), People.PASSWORD);
        String challenge = login.text("$.challengeId");
        String right = people.messages.lastCode(ada.phone());

        List<String> codes = Objects.requireNonNull(Flux.range(0, 100)
                .map(number -> String.format(Locale.ROOT, "%06d", number))
                .filter(code -> !code.equals(right))
                .flatMap(code -> people.posting("/v1/auth/otp/verify", People.answer(challenge, code)), 100)
                .map(Reply::code)
                .collectList()
                .block());

        assertThat(codes).filteredOn("INVALID_CODE"::equals).hasSizeLessThanOrEqualTo(5);
        assertThat(codes)
                .isSubsetOf("INVALID_CODE", "CHALLENGE_OVER", "LOCKED_OUT")
                .contains("INVALID_CODE");
        assertThat(people.verify(challenge, right).code()).isIn("CHALLENGE_OVER", "LOCKED_OUT");
    }

    @Test
    void ofManyRightAnswersAtOnceOneLetsIn() {
        Person ada = people.somebody();
        Reply login = people.login("phone", ada.phone(), People.PASSWORD);
        String answer = People.answer(login.text("$.challengeId"), people.messages.lastCode(ada.phone()));

        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 4)
                .flatMap(number -> people.posting("/v1/auth/otp/verify", answer), 4)
                .map(Reply::status)
                .collectList()
                .block());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    }

    /** The user is locked by wrong passwords; every way in is closed, to the right secrets too. */
    @Test
    void aLockHoldsOnEveryGrant() {
        Person ada = people.somebody();
        Reply login = people.login("userId", ada.id(), People.PASSWORD);
        String loginCode = people.messages.lastCode(ada.phone());
        Reply forgot = people.post("/v1/auth/password/forgot", "{\"userId\":\"" + ada.id() + "\"}");
        String resetCode = people.messages.lastCode(ada.phone());
        fail(5, "userId", ada.id());

        assertThat(people.login("userId", ada.id(), People.PASSWORD).code()).isEqualTo("LOCKED_OUT");
        assertThat(people.verify(login.text("$.challengeId"), loginCode).code()).isEqualTo("LOCKED_OUT");
        assertThat(people.refresh(ada.refresh()).code()).isEqualTo("LOCKED_OUT");
        assertThat(people.post(
                                "/v1/auth/password/reset",
                                "{\"challengeId\":\"" + forgot.text("$.challengeId") + "\",\"code\":\"" + resetCode
                                        + "\",\"newPassword\":\"one more good password\"}")
                        .code())
                .isEqualTo("LOCKED_OUT");
        assertThat(people.send(
                                ada.access(),
                                "POST",
                                "/v1/auth/password",
                                "{\"oldPassword\":\"" + People.PASSWORD + "\",\"newPassword\":\"one more good one\"}")
                        .code())
                .isEqualTo("LOCKED_OUT");
        assertThat(people.send(ada.access(), "POST", "/v1/auth/totp", "{\"password\":\"" + People.PASSWORD + "\"}")
                        .code())
                .isEqualTo("LOCKED_OUT");
    }

    @Test
    void aLockHoldsOnAppAndRecoveryCodes() {
        Person ada = people.somebody();
        Totp app = new Totp(offer(ada).text("$.secret"));
        String recovery = confirm(ada, app).text("$.recoveryCodes[0]");
        Reply login = people.login("userId", ada.id(), People.PASSWORD);
        fail(5, "userId", ada.id());

        String challenge = login.text("$.challengeId");
        assertThat(people.verify(challenge, next(app)).code()).isEqualTo("LOCKED_OUT");
        assertThat(people.verify(challenge, recovery).code()).isEqualTo("LOCKED_OUT");
        assertThat(people.send(ada.access(), "POST", "/v1/auth/totp/disable", "{\"code\":\"" + recovery + "\"}")
                        .code())
                .isEqualTo("LOCKED_OUT");
    }

    @Test
    void anAppStandsInForCodesThatAreSent() {
        Person ada = people.somebody();
        Reply offer = offer(ada);
        assertThat(offer.text("$.otpauthUri")).startsWith("otpauth://totp/Groat:" + ada.id());
        assertThat(offer.text("$.qrImage")).startsWith("data:image/svg+xml;base64,");
        Totp app = new Totp(offer.text("$.secret"));
        assertThat(people.send(ada.access(), "POST", "/v1/auth/totp/confirm", "{\"code\":\"000000\"}")
                        .code())
                .isEqualTo("INVALID_CODE");
        String used = app.codeAt(Instant.now());
        Reply confirmed = confirm(ada, used);
        assertThat(confirmed.status()).isEqualTo(200);

        Reply login = people.login("phone", ada.phone(), People.PASSWORD);
        assertThat(login.text("$.methods")).isEqualTo("[\"recovery\",\"totp\"]");
        String challenge = login.text("$.challengeId");
        assertThat(people.verify(challenge, used).code()).isEqualTo("INVALID_CODE");
        assertThat(people.verify(challenge, next(app)).status()).isEqualTo(200);
        assertThat(people.send(ada.access(), "POST", "/v1/auth/totp", "{\"password\":\"" + People.PASSWORD + "\"}")
                        .code())
                .isEqualTo("TOTP_ENABLED");
    }

    @Test
    void aRecoveryCodeIsGoodOnce() {
        Person ada = people.somebody();
        Reply confirmed = confirm(ada, new Totp(offer(ada).text("$.secret")));
        String code = confirmed.text("$.recoveryCodes[3]");
        String again = confirmed.text("$.recoveryCodes[4]");

        String first = people.login("phone", ada.phone(), People.PASSWORD).text("$.challengeId");
        assertThat(people.verify(first, code.toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
        String second = people.login("phone", ada.phone(), People.PASSWORD).text("$.challengeId");
        assertThat(people.verify(second, code).code()).isEqualTo("INVALID_CODE");
        Reply replaced = people.send(ada.access(), "POST", "/v1/auth/recovery-codes", "{\"code\":\"" + again + "\"}");
        assertThat(people.verify(second, confirmed.text("$.recoveryCodes[5]")).code())
                .isEqualTo("INVALID_CODE");
        assertThat(people.verify(second, replaced.text("$.recoveryCodes[0]")).status())
                .isEqualTo(200);

        assertThat(people.send(
                                ada.access(),
                                "POST",
                                "/v1/auth/totp/disable",
                                "{\"code\":\"" + replaced.text("$.recoveryCodes[1]") + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(people.login("phone", ada.phone(), People.PASSWORD).text("$.methods"))
                .isEqualTo("[\"otp\"]");
    }

    @Test
    void whoIsClosedIsOutAndComesInNoMore() {
        Person ada = people.somebody();
        String admin = RunningRouter.ADMIN.text();

        assertThat(people.send(admin, "PATCH", "/v1/users/" + ada.id(), "{\"status\":\"CLOSED\"}")
                        .text("$.status"))
                .isEqualTo("CLOSED");

        assertThat(people.login("phone", ada.phone(), People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.refresh(ada.refresh()).code()).isEqualTo("INVALID_REFRESH_TOKEN");
        people.send(admin, "PATCH", "/v1/users/" + ada.id(), "{\"status\":\"ACTIVE\"}");
        assertThat(people.again(ada).id()).isEqualTo(ada.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/auth/login      | MISSING_FIELD  | password     | {'phone':'+4915112345678'}",
                "/v1/auth/login      | MISSING_FIELD  | userId       | {'password':'x'}",
                "/v1/auth/login      | INVALID_FIELD  | userId       | {'userId':'a','phone':'+4915112345678','password':'x'}",
                "/v1/auth/login      | INVALID_FIELD  | phone        | {'phone':'12','password':'x'}",
                "/v1/auth/login      | UNKNOWN_FIELD  | user         | {'user':'a','password':'x'}",
                "/v1/auth/otp/verify | INVALID_FIELD  | challengeId  | {'challengeId':'x','code':'123456'}",
                "/v1/auth/otp/verify | MISSING_FIELD  | code         | {'challengeId':'5f0c2d0e-8a56-4c3e-9d57-0f7d1f1c6a11'}",
                "/v1/auth/refresh    | MISSING_FIELD  | refreshToken | {}",
                "/v1/auth/password/forgot | MISSING_FIELD | userId   | {}",
                "/v1/auth/password/reset  | MISSING_FIELD | newPassword | {'challengeId':'5f0c2d0e-8a56-4c3e-9d57-0f7d1f1c6a11','code':'1'}",
            })
    void namesTheFieldAtFault(String path, String code, String field, String body) {
        Reply refused = people.post(path, body.replace('\'', '"'));

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
    }

    @Test
    void aChallengeThatIsNoneIsOver() {
        assertThat(people.verify("5f0c2d0e-8a56-4c3e-9d57-0f7d1f1c6a11", "123456")
                        .code())
                .isEqualTo("CHALLENGE_OVER");
        assertThat(people.post("/v1/auth/otp/resend", "{\"challengeId\":\"5f0c2d0e-8a56-4c3e-9d57-0f7d1f1c6a11\"}")
                        .code())
                .isEqualTo("CHALLENGE_OVER");
    }

    private void fail(int times, String by, String name) {
        for (int time = 0; time < times; time++) {
            assertThat(people.login(by, name, WRONG).code()).isEqualTo("INVALID_CREDENTIALS");
        }
    }

    private Reply offer(Person person) {
        return people.send(person.access(), "POST", "/v1/auth/totp", "{\"password\":\"" + People.PASSWORD + "\"}");
    }

    private Reply confirm(Person person, Totp app) {
        return confirm(person, app.codeAt(Instant.now()));
    }

    private Reply confirm(Person person, String code) {
        return people.send(person.access(), "POST", "/v1/auth/totp/confirm", "{\"code\":\"" + code + "\"}");
    }

    /** The code of the step to come, which is taken already: that of now was used to enrol. */
    private static String next(Totp app) {
        return app.codeAt(Instant.now().plusSeconds(30));
    }

    private static String nameOf(Person person, String by) {
        return switch (by) {
            case "userId" -> person.id();
            case "phone" -> person.phone();
            default -> person.email();
        };
    }
}
