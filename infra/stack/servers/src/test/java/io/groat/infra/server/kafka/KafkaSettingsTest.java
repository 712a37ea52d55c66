package io.groat.infra.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final Path DATA = Path.of("/srv/with space/data");

    @Test
    void itListensOnTheLoopbackAddressAndMakesNoTopicsByAccident() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(new KafkaSettings(DATA, 9092, 9093, 512).properties()));
        assertThat(properties)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093")
                .containsEntry("log.dirs", "/srv/with space/data/logs")
                .containsEntry("auto.create.topics.enable", "false");
    }
}
