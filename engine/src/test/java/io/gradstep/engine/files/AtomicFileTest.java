package io.gradstep.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] CONTENT = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void makes_a_file_and_leaves_nothing_else() throws IOException {
        AtomicFile.write(folder.resolve("f.svg"), CONTENT);
        assertThat(folder.resolve("f.svg")).hasContent("new");
        assertOnly("f.svg");
    }

    @Test
    void replaces_a_file_and_leaves_nothing_else() throws IOException {
        Path file = Files.writeString(folder.resolve("f.svg"), "a much longer old text");
        AtomicFile.write(file, CONTENT);
        assertThat(file).hasContent("new");
        assertOnly("f.svg");
    }

    @Test
    void takes_a_name_without_a_folder() throws IOException {
        Path file = Path.of("gradstep-atomic-file-test.svg");
        try {
            AtomicFile.write(file, CONTENT);
            assertThat(file).hasContent("new");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void others_may_read_what_they_may_read_of_any_new_file() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        Path ordinary = Files.writeString(folder.resolve("ordinary"), "");
        AtomicFile.write(folder.resolve("f.svg"), CONTENT);
        assertThat(Files.getPosixFilePermissions(folder.resolve("f.svg")))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void writes_through_a_link() throws IOException {
        Path file = Files.writeString(folder.resolve("real.svg"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.svg"), file);
        AtomicFile.write(link, CONTENT);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
    }

    @Test
    void where_it_fails_what_stood_there_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("f.svg"), "before");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(CONTENT);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("before");
        assertOnly("f.svg");
    }

    @Test
    void there_are_words_for_what_went_wrong() throws IOException {
        Files.createDirectory(folder.resolve("folder.svg"));
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThat(trouble(folder.resolve("missing/f.svg")))
                .isEqualTo("there is no folder " + folder.resolve("missing"));
        assertThat(trouble(folder.resolve("folder.svg"))).isEqualTo("it is a folder");
        assertThat(trouble(file.resolve("f.svg"))).isEqualTo("there is no folder " + file);
        assertOnly("folder.svg", "file");
    }

    private static String trouble(Path file) {
        return FileTrouble.reason(catchThrowableOfType(IOException.class, () -> AtomicFile.write(file, CONTENT)));
    }

    @Test
    void a_file_that_is_not_there_cannot_be_read() {
        Path missing = folder.resolve("missing.csv");
        assertThat(FileTrouble.reason(catchThrowableOfType(IOException.class, () -> Files.readAllBytes(missing))))
                .isEqualTo("there is no such file");
    }

    @Test
    void trouble_without_words_is_called_by_its_name() {
        assertThat(FileTrouble.reason(new EOFException())).isEqualTo("EOFException");
        assertThat(FileTrouble.reason(new IOException("disk full"))).isEqualTo("disk full");
        assertThat(FileTrouble.reason(new AccessDeniedException("f.svg"))).isEqualTo("permission denied");
    }

    @Test
    void writes_into_a_device_and_does_not_replace_it() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null");
        AtomicFile.write(device, CONTENT);
        assertThat(Files.isRegularFile(device)).isFalse();
    }
}
