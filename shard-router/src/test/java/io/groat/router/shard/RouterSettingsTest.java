package io.groat.router.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.db.ShardAddress;
import io.groat.engine.EngineSettings;
import io.groat.router.transfer.ManyTransfersSettings;
import io.groat.web.http.HttpSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RouterSettingsTest {

    @Test
    void aPasswordIsAllThatAShardNeeds() {
        RouterSettings settings = bind(Map.of("groat.shards[0].password", "p", "groat.shards[1].password", "q"));

        assertThat(settings.addresses())
                .extracting(ShardAddress::host, ShardAddress::port, ShardAddress::database, ShardAddress::user)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("127.0.0.1", 3306, "groat", "root"),
                        org.assertj.core.groups.Tuple.tuple("127.0.0.1", 3307, "groat", "root"));
        assertThat(settings.engine().settings()).isEqualTo(EngineSettings.DEFAULT);
        assertThat(settings.guard()).isEqualTo(new GuardSettings(20, 50, Duration.ofSeconds(1), 5, 256));
    }

    @Test
    void theEngineIsSetByName() {
        EngineSettings engine = bind(Map.of(
                        "groat.shards[0].password", "p",
                        "groat.engine.decision-limit", "750ms",
                        "groat.engine.max-batch", "17"))
                .engine()
                .settings();

        assertThat(engine.decisionLimit()).isEqualTo(Duration.ofMillis(750));
        assertThat(engine.lane().maxBatch()).isEqualTo(17);
        assertThat(engine.lane().queueCapacity())
                .isEqualTo(EngineSettings.DEFAULT.lane().queueCapacity());
    }

    @ParameterizedTest
    @CsvSource({
        "groat.other,              x,     groat.shards is empty",
        "groat.shards[0].host,     h,     groat.shards[0].password is not set",
        "groat.shards[0].port,     70000, password is not set"
    })
    void aMistakeIsNamed(String name, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).rootCause().hasMessageContaining(message);
    }

    @Test
    void limitsHaveDefaults() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        HttpSettings any = binder.bindOrCreate("groat.http", HttpSettings.class);
        ManyTransfersSettings limits = binder.bindOrCreate("groat.http", ManyTransfersSettings.class);

        assertThat(any.maxBody().toKilobytes()).isEqualTo(64);
        assertThat(any.bodyTime()).hasSeconds(20);
        assertThat(limits.maxBatchBody().toMegabytes()).isEqualTo(4);
        assertThat(limits.maxBatch()).isEqualTo(1_000);
        assertThat(limits.streamConcurrency()).isEqualTo(1_024);
    }

    private static RouterSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("groat", RouterSettings.class);
    }
}
