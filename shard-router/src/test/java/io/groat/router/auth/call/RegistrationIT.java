package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class RegistrationIT {

    private final People people = People.shared();

    @Test
    void whoProvesThePhoneIsIn() {
        Person ada = people.somebody();

        Reply profile = people.send(ada.access(), "GET", "/v1/users/" + ada.id(), null);

        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.text("$.status")).isEqualTo("ACTIVE");
        assertThat(profile.text("$.phone")).isEqualTo(ada.phone());
        assertThat(profile.text("$.email")).isEqualTo(ada.email());
        assertThat(profile.text("$.roles")).isEqualTo("[\"user\"]");
        for (String[] name : new String[][] {{"userId", ada.id()}, {"phone", ada.phone()}, {"email", ada.email()}}) {
            Reply login = people.login(name[0], name[1], People.PASSWORD);
            assertThat(login.text("$.mfaRequired")).isEqualTo("true");
            assertThat(login.text("$.methods")).isEqualTo("[\"otp\"]");
            assertThat(people.in(login, ada.phone(), ada.email()).id()).isEqualTo(ada.id());
        }
    }

    @Test
    void untilThePhoneIsProvenOneLogsInByIdAlone() {
        String phone = People.newPhone();
        String email = People.newEmail();
        Reply registered = people.register(null, phone, email);
        String id = registered.text("$.userId");

        assertThat(people.login("phone", phone, People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.login("email", email, People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        Reply login = people.login("userId", id, People.PASSWORD);
        assertThat(people.in(login, phone, email).id()).isEqualTo(id);
        // The first challenge is still good, and nothing is left for it to claim.
        assertThat(people.verify(
                                registered.text("$.challengeId"),
                                people.messages.codes(phone).get(0))
                        .text("$.userId"))
                .isEqualTo(id);
    }

    /** Nothing that a stranger sees tells that the phone is somebody's. */
    @Test
    void whoRegistersWithAnothersPhoneLearnsNothing() {
        Person owner = people.somebody();
        String free = People.newPhone();
        String wanted = people.router.userOn(1);
        String elsewhere = people.router.userOn(2);

        Reply taken = people.register(wanted, owner.phone(), null);
        Reply fresh = people.register(elsewhere, free, null);

        assertThat(taken.status()).isEqualTo(201);
        assertThat(shape(taken)).isEqualTo(shape(fresh));
        for (Map.Entry<Reply, String> each :
                Map.of(taken, wanted, fresh, elsewhere).entrySet()) {
            String challenge = each.getKey().text("$.challengeId");
            assertThat(people.verify(challenge, "00000x").code()).isEqualTo("INVALID_CODE");
            assertThat(people.post("/v1/auth/otp/resend", "{\"challengeId\":\"" + challenge + "\"}")
                            .status())
                    .isEqualTo(202);
            assertThat(people.register(each.getValue(), People.newPhone(), null).code())
                    .isEqualTo("USER_ID_TAKEN");
            assertThat(shape(people.login("userId", each.getValue(), People.PASSWORD)))
                    .isEqualTo(shape(people.login("userId", owner.id(), People.PASSWORD)));
        }
        assertThat(people.messages.to(owner.phone())).contains("ALREADY_REGISTERED");
        assertThat(people.messages.codes(free)).hasSize(3);
        assertThat(people.login("phone", free, People.PASSWORD).code())
                .isEqualTo(
                        people.login("phone", owner.phone(), "another password").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s (0) %s", "00%s %s", "+%s\u00a0%s", "\uff0b%s\u3000%s", "\u202a+%s %s\u202c"})
    void aPhoneIsOneHoweverItIsWritten(String form) {
        Person owner = people.somebody();
        String country = (form.startsWith("%s") ? "+" : "") + owner.phone().substring(1, 3);
        String written = String.format(
                java.util.Locale.ROOT, form, country, owner.phone().substring(3));

        assertThat(people.in(people.login("phone", written, People.PASSWORD), owner.phone(), owner.email())
                        .id())
                .isEqualTo(owner.id());
        assertThat(people.send(RunningRouter.OPERATOR.text(), "POST", "/v1/auth/register", body(null, written, null))
                        .code())
                .isEqualTo("PHONE_TAKEN");
    }

    @Test
    void thoseWhomWeTrustAreTold() {
        Person owner = people.somebody();
        String operator = RunningRouter.OPERATOR.text();

        assertThat(people.send(operator, "POST", "/v1/auth/register", body(null, owner.phone(), null))
                        .code())
                .isEqualTo("PHONE_TAKEN");
        assertThat(people.send(operator, "POST", "/v1/auth/register", body(null, People.newPhone(), owner.email()))
                        .code())
                .isEqualTo("EMAIL_TAKEN");
        String withWallet = people.router.wallet(1, 10);
        assertThat(people.register(withWallet, People.newPhone(), null).code()).isEqualTo("USER_ID_TAKEN");
        assertThat(people.send(operator, "POST", "/v1/auth/register", body(withWallet, People.newPhone(), null))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anAddressIsNobodysBeforeItsCodeIsTold() {
        String phone = People.newPhone();
        String email = People.newEmail();
        Reply registered = people.register(null, phone, email);
        assertThat(people.messages.to(email)).isEmpty();

        Reply in = people.verify(registered.text("$.challengeId"), people.messages.lastCode(phone));

        Person ada = People.person(in, phone, email);
        assertThat(people.send(ada.access(), "GET", "/v1/users/" + ada.id(), null)
                        .body())
                .contains("\"email\":null,\"emailVerified\":false");
        assertThat(people.login("email", email, People.PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(people.verify(in.text("$.emailChallenge.challengeId"), people.messages.lastCode(email))
                        .code())
                .isEqualTo("CHALLENGE_OVER"); // lets nobody in
        assertThat(people.post(
                                "/v1/auth/otp/resend",
                                "{\"challengeId\":\"" + in.text("$.emailChallenge.challengeId") + "\"}")
                        .status())
                .isEqualTo(202);
        assertThat(people.messages.to(email)).hasSize(2).allMatch(text -> text.startsWith("EMAIL_CODE "));

        assertThat(people.proveEmail(ada, in, people.messages.lastCode(email)).text("$.email"))
                .isEqualTo(email);
        assertThat(people.login("email", email, People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void anEmailAddressOfAnotherIsLeftOut() {
        Person owner = people.somebody();
        String phone = People.newPhone();
        Reply registered = people.register(null, phone, owner.email());

        Reply in = people.verify(registered.text("$.challengeId"), people.messages.lastCode(phone));

        Person other = People.person(in, phone, "");
        assertThat(people.proveEmail(other, in, people.messages.lastCode(owner.email()))
                        .code())
                .isEqualTo("EMAIL_TAKEN");
        assertThat(people.send(other.access(), "GET", "/v1/users/" + other.id(), null)
                        .body())
                .contains("\"email\":null");
        assertThat(people.in(people.login("email", owner.email(), People.PASSWORD), owner.phone(), owner.email())
                        .id())
                .isEqualTo(owner.id());
    }

    /** Both hold the phone and show their codes at the same moment, on different shards. */
    @Test
    void ofTwoWhoProveOnePhoneAtOnceOneGetsIt() {
        for (int round = 0; round < 5; round++) {
            String phone = People.newPhone();
            List<String> challenges = List.of(
                    people.register(people.router.userOn(round % 4), phone, null)
                            .text("$.challengeId"),
                    people.register(people.router.userOn((round + 1) % 4), phone, null)
                            .text("$.challengeId"));
            List<String> codes = people.messages.codes(phone);

            List<String> outcomes = Objects.requireNonNull(Flux.range(0, 2)
                    .flatMap(
                            number -> people.posting(
                                    "/v1/auth/otp/verify", People.answer(challenges.get(number), codes.get(number))),
                            2)
                    .map(Reply::code)
                    .collectList()
                    .block());

            assertThat(outcomes).containsExactlyInAnyOrder("200", "PHONE_TAKEN");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_FIELD | name     | {'name':'x'}",
                "MISSING_FIELD | phone    | {'fullName':'Ada','password':'a rather good password'}",
                "MISSING_FIELD | fullName | {'phone':'+4915112345678','password':'a rather good password'}",
                "MISSING_FIELD | password | {'phone':'+4915112345678','fullName':'Ada'}",
                "INVALID_FIELD | phone    | {'phone':'0151','fullName':'Ada','password':'a rather good password'}",
                "INVALID_FIELD | email    | {'email':'ada','phone':'+4915112345678','fullName':'Ada','password':'a rather good password'}",
                "INVALID_FIELD | fullName | {'phone':'+4915112345678','fullName':' ','password':'a rather good password'}",
                "INVALID_FIELD | userId   | {'userId':'a b','phone':'+4915112345678','fullName':'Ada','password':'a rather good password'}",
                "WEAK_PASSWORD | password | {'phone':'+4915112345678','fullName':'Ada','password':'password1'}",
                "WEAK_PASSWORD | password | {'phone':'+4915112345678','fullName':'Ada','password':'short'}",
            })
    void namesTheFieldAtFault(String code, String field, String body) {
        Reply refused = people.post("/v1/auth/register", body.replace('\'', '"'));

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("$.field")).isEqualTo(field);
        assertThat(refused.body()).doesNotContain("a rather good password");
    }

    private static String body(
            @org.jspecify.annotations.Nullable String id,
            String phone,
            @org.jspecify.annotations.Nullable String email) {
        return People.registration(id, phone, email);
    }

    /** The answer without what is different each time. */
    private static String shape(Reply reply) {
        return reply.status() + reply.body().replaceAll("\"(userId|challengeId|expiresAt)\":\"[^\"]*\"", "$1");
    }
}
