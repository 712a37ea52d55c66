package io.groat.router.auth.password;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.password.*}: how passwords are hashed, with Argon2id. Hashes made with other parameters still
 * serve, and are made anew at the next login.
 *
 * @param memoryKib memory of one hash, in KiB; OWASP's least is 19 MiB with two iterations
 * @param threads hashes at once; 0 for half of the processors
 * @param queue hashes that wait for a thread; one more is refused
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP, password
 *     storage</a>
 */
@ConfigurationProperties("groat.auth.password")
record PasswordSettings(
        @DefaultValue("19456") int memoryKib,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism,
        @DefaultValue("0") int threads,
        @DefaultValue("32") int queue) {

    public PasswordSettings {
        if (memoryKib < 8 * parallelism || iterations < 1 || parallelism < 1 || threads < 0 || queue < 1) {
            throw new IllegalArgumentException("groat.auth.password: memory-kib has to be at least 8 for each lane of"
                    + " parallelism; iterations, parallelism and queue at least 1");
        }
    }

    /** Hashes at once. */
    int threadsOnThisMachine() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
