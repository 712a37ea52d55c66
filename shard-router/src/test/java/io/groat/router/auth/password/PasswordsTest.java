package io.groat.router.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.router.auth.password.PasswordHasher.Match;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PasswordsTest {

    @ParameterizedTest
    @CsvSource({
        "short 7,                      8 to 128",
        "password,                     first that anybody",
        "Password123!,                 first that anybody",
        "12345678,                     first that anybody",
        "abcdefghijk,                  first that anybody",
        "aaaabbbbcccc,                 too few",
        "ｐａｓｓｗｏｒｄ, first that anybody",
        "adalovelace1,                 own name",
        "4915112345678,                own name",
    })
    void whatIsNoPassword(String password, String why) {
        assertThat(PasswordRules.faultOf(password, List.of("AdaLovelace", "4915112345678", "x")))
                .hasValueSatisfying(fault -> assertThat(fault).contains(why));
    }

    @ParameterizedTest
    @CsvSource({"correct horse battery staple", "tr0ub4dor", "pässwörter sind schön", "adalovelace and her engine"})
    void whatIsOne(String password) {
        assertThat(PasswordRules.faultOf(password, List.of("adalovelace"))).isEmpty();
    }

    @Test
    void aHashHoldsItsParametersAndMatchesItsPasswordAlone() {
        try (PasswordHasher hasher = hasher(new PasswordSettings(64, 1, 1, 1, 8))) {
            String hash = Objects.requireNonNull(hasher.hash("a good password").block());

            assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
            assertThat(hasher.hash("a good password").block()).isNotEqualTo(hash);
            assertThat(hasher.match("a good password", hash).block()).isEqualTo(Match.RIGHT);
            assertThat(hasher.match("a bad password", hash).block()).isEqualTo(Match.WRONG);
            assertThat(hasher.matchNobody("a good password").block()).isEqualTo(Match.WRONG);
            try (PasswordHasher stricter = hasher(new PasswordSettings(128, 2, 1, 1, 8))) {
                assertThat(stricter.match("a good password", hash).block()).isEqualTo(Match.OUTDATED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p\\u00e9re Noel,            pe\\u0301re Noel,       RIGHT", // composed and decomposed
        "pe\\u0301re Noel,           p\\u00e9re Noel,        RIGHT",
        "\\uac00\\uac00\\uac00\\uac00 kim, \\u1100\\u1161\\u1100\\u1161\\u1100\\u1161\\u1100\\u1161 kim, RIGHT", // Hangul
        "\\u00c5ngstr\\u00f6m unit,   \\u212bngstro\\u0308m unit, RIGHT", // the unit's own sign
        "mon p\\u00e8re,             mon\\u00a0p\\u00e8re,     RIGHT", // a space that French keyboards make
        "a good password,           a\\u3000good\\u2003password, RIGHT",
        "p\\u00e9re Noel,            pere Noel,             WRONG",
        "p\\u00e9re Noel,            P\\u00e9re Noel,        WRONG",
        "10 \\ufb01ne words,         10 fine words,         WRONG", // a ligature is another letter
    })
    void aPasswordIsTheSameHoweverItIsTyped(String set, String typed, Match match) {
        try (PasswordHasher hasher = hasher(new PasswordSettings(64, 1, 1, 1, 8))) {
            String hash = Objects.requireNonNull(hasher.hash(escaped(set)).block());

            assertThat(hasher.match(escaped(typed), hash).block()).isEqualTo(match);
        }
    }

    /** Hashes from before passwords were normalised. */
    @ParameterizedTest
    @CsvSource({
        "pe\\u0301re Noel,    pe\\u0301re Noel,   OUTDATED",
        "pe\\u0301re Noel,    p\\u00e9re Noel,    OUTDATED",
        "mon\\u00a0p\\u00e8re, mon\\u00a0p\\u00e8re, OUTDATED",
        "p\\u00e9re Noel,     pe\\u0301re Noel,   RIGHT",
        "pere Noel,          pere Noel,         RIGHT",
        "pe\\u0301re Noel,    pere Noel,         WRONG",
    })
    void whatWasHashedAsItWasTypedStillIsRight(String hashed, String typed, Match match) {
        String hash = new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(escaped(hashed));
        try (PasswordHasher hasher = hasher(new PasswordSettings(64, 1, 1, 1, 8))) {
            assertThat(hasher.match(escaped(typed), Objects.requireNonNull(hash))
                            .block())
                    .isEqualTo(match);
        }
    }

    /** Shown as escapes, for some of these look the same. */
    private static String escaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
    }

    @Test
    void theUsualParametersAreOwaspsLeast() {
        assertThatThrownBy(() -> new PasswordSettings(4, 2, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new PasswordSettings(19_456, 2, 1, 0, 32).threadsOnThisMachine())
                .isBetween(1, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Test
    void aStormIsRefusedBeyondItsQueue() {
        try (PasswordHasher hasher = hasher(new PasswordSettings(8 * 1024, 2, 1, 1, 4))) {
            List<String> outcomes = Objects.requireNonNull(Flux.range(0, 40)
                    .flatMap(
                            number -> hasher.hash("password " + number)
                                    .thenReturn("hashed")
                                    .onErrorResume(HasherBusyException.class, busy -> Mono.just("busy")),
                            40)
                    .collectList()
                    .block());

            assertThat(outcomes).hasSize(40).contains("hashed", "busy");
            assertThat(outcomes).filteredOn("hashed"::equals).hasSizeGreaterThanOrEqualTo(5);
            assertThat(hasher.hash("and then it goes on").block()).isNotNull();
        }
    }

    private static PasswordHasher hasher(PasswordSettings settings) {
        return new PasswordHasher(settings, new SimpleMeterRegistry());
    }
}
