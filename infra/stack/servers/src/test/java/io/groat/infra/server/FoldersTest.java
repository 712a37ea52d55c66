package io.groat.infra.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @Test
    void aPrivateFileIsForItsOwnerOnlyAndReplacesWhatWasThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, "old");
        Folders.writePrivate(file, "new");
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void copiesAndDeletesWholeFolders(@TempDir Path folder) throws Exception {
        Path from = Files.createDirectories(folder.resolve("from").resolve("deep"));
        Files.writeString(from.resolve("file"), "text");
        Path to = folder.resolve("to");

        Folders.copy(folder.resolve("from"), to);
        assertThat(to.resolve("deep").resolve("file")).hasContent("text");

        Folders.delete(to);
        assertThat(to).doesNotExist();
        Folders.delete(to);
    }
}
