package io.groat.router.auth.password;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords with Argon2id, in their {@linkplain PasswordText normal form}, on a few threads of its own with a short queue: a storm of logins fills the queue,
 * gets refused, and takes no more of the machine than these threads.
 */
public final class PasswordHasher implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder encoder;
    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;
    private final Timer timer;
    private final String nobodysHash;

    public PasswordHasher(PasswordSettings settings, MeterRegistry meters) {
        this.encoder = new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, settings.parallelism(), settings.memoryKib(), settings.iterations());
        int count = settings.threadsOnThisMachine();
        this.threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(settings.queue()), PasswordHasher::thread);
        this.scheduler = Schedulers.fromExecutorService(threads, "groat-argon2");
        this.timer = Timer.builder("groat.password.hash")
                .description("Time to hash or verify a password, without the wait for a thread")
                .register(meters);
        Gauge.builder("groat.password.waiting", () -> threads.getQueue().size())
                .description("Passwords that wait to be hashed")
                .register(meters);
        this.nobodysHash = encode("nobody's password, the same work as anybody's");
    }

    /**
     * The hash of a password, with its salt and parameters.
     *
     * @return fails with {@link HasherBusyException} when too many wait
     */
    public Mono<String> hash(String password) {
        return run(() -> encode(PasswordText.normal(password)));
    }

    /** How a password goes with a hash. */
    public enum Match {
        WRONG,
        RIGHT,
        /** Right, and to be hashed anew: the hash was made with other parameters, or of another form, than today's. */
        OUTDATED;

        public boolean isRight() {
            return this != WRONG;
        }
    }

    /** Whether the password is the one that was hashed; fails as {@link #hash} does. */
    public Mono<Match> match(String password, String hash) {
        return run(() -> matched(password, hash));
    }

    /** Does the work of {@link #match} for a user who is not there, so that time doesn't tell: always WRONG. */
    public Mono<Match> matchNobody(String password) {
        return run(() -> {
            matched(password, nobodysHash);
            return Match.WRONG;
        });
    }

    private Match matched(String password, String hash) {
        List<String> forms = PasswordText.hashed(password);
        for (String form : forms) {
            if (encoder.matches(form, hash)) {
                boolean fresh = form.equals(forms.get(0)) && !encoder.upgradeEncoding(hash);
                return fresh ? Match.RIGHT : Match.OUTDATED;
            }
        }
        return Match.WRONG;
    }

    private <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(() -> timer.recordCallable(work))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> new HasherBusyException());
    }

    private String encode(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash was made");
        }
        return hash;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "groat-argon2");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
