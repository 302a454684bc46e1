package io.gradstep.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void makes_what_a_dangling_link_stands_for() throws IOException {
        Files.createDirectory(folder.resolve("far"));
        Files.createSymbolicLink(folder.resolve("far/second.svg"), Path.of("real.svg"));
        Path link = Files.createSymbolicLink(folder.resolve("first.svg"), Path.of("far/second.svg"));

        AtomicFile.requireWritable(link);
        assertThat(folder.resolve("far/real.svg")).doesNotExist();
        AtomicFile.write(link, CONTENT);

        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(folder.resolve("far/second.svg")).isSymbolicLink();
        assertThat(folder.resolve("far/real.svg")).isRegularFile();
    }

    @Test
    void links_that_lead_nowhere_are_refused_and_stay() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle.svg"), Path.of("circle.svg"));
        Path astray = Files.createSymbolicLink(folder.resolve("astray.svg"), folder.resolve("no/f.svg"));

        assertThat(trouble(circle)).isEqualTo("it is a symbolic link that leads back to itself");
        assertThat(trouble(astray)).isEqualTo("there is no folder " + folder.resolve("no"));
        assertThat(circle).isSymbolicLink();
        assertThat(astray).isSymbolicLink();
        assertOnly("circle.svg", "astray.svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw----", "rwxr-xr-x", "-w--w----", "rw-rw-rw-"})
    void the_mode_stays(String mode) throws IOException {
        Path file = withMode(Files.writeString(folder.resolve("f.svg"), "old"), mode);

        AtomicFile.write(file, CONTENT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
    }

    @Test
    void while_it_is_written_nobody_else_may_read_it() throws IOException {
        Path file = withMode(Files.writeString(folder.resolve("f.svg"), "old"), "rw-------");
        AtomicFile.write(file, out -> {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------");
                }
            }
        });
    }

    /** Whoever runs the tests: the system lets an administrator write what is read-only. */
    @Test
    void a_read_only_file_is_refused_and_stays() throws IOException {
        Path file = withMode(Files.writeString(folder.resolve("f.svg"), "old"), "r--r--r--");

        assertThat(trouble(file)).isEqualTo("it is read-only");
        assertThat(catchThrowableOfType(IOException.class, () -> AtomicFile.requireWritable(file)))
                .hasMessage(file + ": it is read-only");
        assertThat(file).hasContent("old");
        assertOnly("f.svg");
    }

    private static Path withMode(Path file, String mode) throws IOException {
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void what_killed_writers_left_is_deleted_and_nothing_else() throws IOException {
        Files.writeString(folder.resolve(".unfinished-0123456789abcdef"), "half");
        Files.writeString(folder.resolve(".unfinished-f"), "");
        Files.writeString(folder.resolve(".unfinished-novel"), "mine");
        Files.writeString(folder.resolve("x.unfinished-f"), "mine");
        Files.createDirectory(folder.resolve(".unfinished-d"));
        Files.createSymbolicLink(folder.resolve(".unfinished-e"), Path.of("x.unfinished-f"));

        AtomicFile.write(folder.resolve("f.svg"), CONTENT);

        assertOnly("f.svg", ".unfinished-novel", "x.unfinished-f", ".unfinished-d", ".unfinished-e");
    }

    @Test
    void what_somebody_holds_is_left_to_him() throws IOException {
        Path held = Files.writeString(folder.resolve(".unfinished-a"), "half");
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            AtomicFile.write(folder.resolve("f.svg"), CONTENT);
            assertOnly("f.svg", ".unfinished-a");
        }
    }

    /** A process that has begun to write a file, and goes on when there is a line on its standard input. */
    static final class SlowWriter {
        private SlowWriter() {}

        public static void main(String[] args) throws IOException {
            AtomicFile.write(Path.of(args[0]), out -> {
                out.write('1');
                System.out.write('\n');
                System.out.flush();
                System.in.read();
                out.write('2');
            });
        }
    }

    private Process slowWriter(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        return process;
    }

    private long unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".unfinished-"))
                    .count();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void another_process_keeps_what_it_writes_until_it_is_killed() throws Exception {
        Path file = folder.resolve("slow");
        Process first = slowWriter(file);
        Process second = slowWriter(file);
        try {
            AtomicFile.write(folder.resolve("f.svg"), CONTENT);
            assertThat(unfinished()).isEqualTo(2);

            first.getOutputStream().write('\n');
            first.getOutputStream().flush();
            assertThat(first.waitFor()).isZero();
            assertThat(file).hasContent("12");
            second.destroyForcibly().waitFor();
            assertThat(unfinished()).isEqualTo(1);

            AtomicFile.write(folder.resolve("f.svg"), CONTENT);
            assertOnly("f.svg", "slow");
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void many_writers_at_once_leave_one_whole_file() throws Exception {
        Path file = folder.resolve("f.svg");
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] content = new byte[100_000];
            Arrays.fill(content, (byte) ('a' + i));
            writers.add(() -> {
                for (int time = 0; time < 10; time++) {
                    AtomicFile.write(file, content);
                    byte[] read = Files.readAllBytes(file);
                    assertThat(read).hasSize(content.length).containsOnly(read[0]);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertOnly("f.svg");
    }

    @Test
    void an_interrupt_keeps_no_file_from_being_written_and_stays_pending() throws IOException {
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(folder.resolve("f.svg"), CONTENT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("f.svg")).hasContent("new");
    }

    @Test
    void a_full_disk_is_told_with_the_files_name() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full");

        assertThat(catchThrowableOfType(IOException.class, () -> AtomicFile.write(full, CONTENT)))
                .hasMessage("/dev/full: No space left on device");
    }

    @Test
    void a_folder_is_tried_before() throws IOException {
        AtomicFile.requireWritableFolder(folder);
        AtomicFile.requireWritable(folder.resolve("f.svg"));
        assertOnly();
        assertThat(catchThrowableOfType(
                        IOException.class, () -> AtomicFile.requireWritable(folder.resolve("no/f.svg"))))
                .hasMessage(folder.resolve("no/f.svg") + ": there is no folder " + folder.resolve("no"));
        assertThat(catchThrowableOfType(
                        IOException.class, () -> AtomicFile.requireWritableFolder(folder.resolve("no"))))
                .hasMessage(folder.resolve("no") + ": there is no folder " + folder.resolve("no"));
        assertThat(catchThrowableOfType(IOException.class, () -> AtomicFile.requireWritable(folder)))
                .hasMessage(folder + ": it is a folder");
    }

    @Test
    void where_it_fails_what_stood_there_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("f.svg"), "before");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(CONTENT);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": disk full");
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
        assertThat(FileTrouble.reason(new ClosedByInterruptException())).isEqualTo("the thread was interrupted");
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
