package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of demos/bin, beside a jar like the one that is built after the tests. */
@Timeout(60)
class StartScriptTest {
    private static final Path SCRIPTS = SourceTree.root().resolve("demos/bin");

    @TempDir
    private Path folder;

    private Path script;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        Path home = folder.resolve("a folder");
        script = home.resolve("bin/gradstep");
        jar = home.resolve("target/gradstep.jar");
        Files.createDirectories(script.getParent());
        Files.createDirectories(jar.getParent());
        Files.copy(SCRIPTS.resolve("gradstep"), script);
    }

    private void build() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Gradstep.class.getName());
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
    }

    private record Run(int exitCode, String said) {}

    private static Run run(Path script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xshare:auto -XX:TieredStopAtLevel=1");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    @Test
    void words_and_exit_codes_pass_through() throws Exception {
        build();
        assertThat(run(script, "grad", "f = (x + y) z", "x=-2", "y=5", "z=-4", "--json"))
                .isEqualTo(new Run(
                        0,
                        CommandLineRun.of("grad", "f = (x + y) z", "x=-2", "y=5", "z=-4", "--json")
                                .out()));
        assertThat(run(script, "grad", "tahn(x)", "x=1").exitCode()).isEqualTo(2);
    }

    @Test
    void links_to_it_find_the_jar() throws Exception {
        build();
        Path second = Files.createSymbolicLink(folder.resolve("second"), script);
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        assertThat(second).exists();
        assertThat(run(first, "--version"))
                .isEqualTo(new Run(0, CommandLineRun.of("--version").out()));
    }

    @Test
    void without_a_jar_it_says_how_to_build_one() throws Exception {
        assertThat(run(script, "--version"))
                .isEqualTo(new Run(
                        2, "gradstep: %s is missing; build it with: mvn -q -DskipTests package\n".formatted(jar)));
    }

    /** Checks what can be checked without Windows: both scripts are there, and do the same. */
    @Test
    void the_script_for_windows_starts_the_same_jar() throws IOException {
        assertThat(Files.isExecutable(SCRIPTS.resolve("gradstep"))).isTrue();
        String batch = Files.readString(SCRIPTS.resolve("gradstep.bat"));
        assertThat(batch)
                .contains("%~dp0..\\target\\gradstep.jar", "%JAVA_HOME%", "%JAVA_OPTS%", "%*", "exit /b 2")
                .isASCII();
        assertThat(batch.replace("\r\n", ""))
                .as("lines end as Windows ends them")
                .doesNotContain("\n");
    }
}
