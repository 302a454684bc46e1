package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the profile {@code dist} makes, unpacked and started as its users do. */
class ArchivesIT {
    private static final Path TARGET = SourceTree.root().resolve("demos/target");
    private static final long MEGABYTE = 1_000_000;
    private static final String[] STEP = {"step", "f = (x+y)z", "x=-2", "y=5", "z=-4"};

    @TempDir
    private Path folder;

    @Test
    void the_zip_starts_with_the_java_that_is_there_and_then_from_its_archive_of_classes() throws Exception {
        unzip(TARGET.resolve("gradstep-java-apart.zip"));
        Path home = onlyFolder();
        Map<String, String> settings = Map.of("JAVA_HOME", System.getProperty("java.home"));

        assertStepsAndThenFromItsArchive(home, settings);
    }

    @Test
    void the_image_needs_no_java() throws Exception {
        Path image = TARGET.resolve("gradstep-with-java.tar.gz");
        assertThat(Files.size(image)).isLessThan(60 * MEGABYTE);
        run(Map.of(), "tar", "-xzf", image.toString(), "-C", folder.toString());
        Path home = onlyFolder();
        Map<String, String> settings =
                Map.of("JAVA_HOME", folder.resolve("none").toString());

        assertStepsAndThenFromItsArchive(home, settings);
        Path picture = folder.resolve("f.png");
        run(settings, start(home, "render", "f = tanh(x)", "x=1", "-o", picture.toString()));
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(run(settings, start(home, "fit", "--help"))).contains("--csv");
    }

    private void assertStepsAndThenFromItsArchive(Path home, Map<String, String> settings) throws Exception {
        String expected = CommandLineRun.of(STEP).out();
        assertThat(run(settings, start(home, STEP))).isEqualTo(expected);
        Path loaded = folder.resolve("loaded.txt");
        Map<String, String> logged = new HashMap<>(settings);
        logged.put("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);

        assertThat(run(logged, start(home, STEP))).isEqualTo(expected);

        assertThat(loaded)
                .content()
                .containsPattern("io\\.gradstep\\.engine\\.Value source: shared objects file")
                .containsPattern("picocli\\.CommandLine source: shared objects file");
    }

    private static String[] start(Path home, String... words) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("bin/gradstep").toString()));
        command.addAll(List.of(words));
        return command.toArray(String[]::new);
    }

    private static String run(Map<String, String> settings, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_OPTS");
        builder.environment().putAll(settings);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Path onlyFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private void unzip(Path zip) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path path = folder.resolve(entry.getName().replace('/', File.separatorChar));
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(entries, path);
                }
            }
        }
    }
}
