package io.groat.router.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.router.shard.FakeGateway;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** An act is not forgotten because many ask its shard at once; one whose shard is away fails at once. */
class AuditTurnsTest {

    private static final AuditEntry ACT =
            new AuditEntry("user:ann", "LOGIN", "ann", null, "127.0.0.1", AuditEntry.Outcome.DONE, null);

    private final FakeGateway shards = new FakeGateway();
    private final AuditLog log = new AuditLog(shards, InstantSource.system());

    @Test
    void anActWaitsForItsTurn() {
        RefusedException away = new RefusedException(Refusal.SHARD_UNAVAILABLE);
        shards.failsNext(new RefusedException(Refusal.SHARD_BUSY), new RefusedException(Refusal.SHARD_BUSY), away);

        assertThatThrownBy(() -> log.append(ACT).block(Duration.ofSeconds(10))).isSameAs(away);
        assertThat(shards.works()).isEqualTo(3);
    }
}
