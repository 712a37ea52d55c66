package io.groat.router.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(hasher.matches("a good password", hash).block()).isTrue();
            assertThat(hasher.matches("a bad password", hash).block()).isFalse();
            assertThat(hasher.matchesNobody("a good password").block()).isFalse();
            assertThat(hasher.isOutdated(hash)).isFalse();
            try (PasswordHasher stricter = hasher(new PasswordSettings(128, 2, 1, 1, 8))) {
                assertThat(stricter.isOutdated(hash)).isTrue();
                assertThat(stricter.matches("a good password", hash).block()).isTrue();
            }
        }
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
