package io.groat.infra.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomeTest {
    @Test
    void theRunningJavaIsFoundFirst() {
        JavaHome running = JavaHome.current();
        assertThat(running.java()).isExecutable();
        assertThat(JavaHome.find(Set.of(running.feature()))).contains(running);
    }

    @Test
    void aJavaThatIsNotInstalledIsNotFound() {
        assertThat(JavaHome.find(Set.of(1))).isEmpty();
    }

    @Test
    void aFolderWithoutAReleaseFileIsNoJava(@TempDir Path folder) {
        assertThat(JavaHome.at(folder)).isEmpty();
        assertThat(JavaHome.at(JavaHome.current().folder())).isPresent();
    }
}
