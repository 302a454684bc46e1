package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that use the jars as their users do: those in src/consumer, compiled and started with nothing else. */
class ConsumerIT {
    private static final Path SOURCES = SourceTree.root().resolve("demos/src/consumer/java");
    private static final Path TARGET = SourceTree.root().resolve("demos/target");
    private static final String LIBRARIES = TARGET.resolve("lib").toString();
    private static final String EACH_LIBRARY = jars(TARGET.resolve("lib"), "");
    private static final String WITH_LOWEST_GUAVA =
            TARGET.resolve("lowest/guava.jar") + File.pathSeparator + jars(TARGET.resolve("lib"), "guava-");
    private static final String FAT_JAR = TARGET.resolve("gradstep-all.jar").toString();

    /** A hidden class has an address after its name; those of lambdas have dollars in it. */
    private static final String GENERATED_CLASS = "io\\.gradstep\\.engine\\.compile\\.bytecode\\.\\w+[/+]0x";

    /** A way to put Gradstep on a program's path. */
    enum Setting {
        MODULE_PATH {
            @Override
            List<String> compilerOptions(String module) {
                return List.of("--module-path", LIBRARIES);
            }

            @Override
            List<String> launcherOptions(String module, String main, Path classes) {
                String path = LIBRARIES + File.pathSeparator + classes;
                return List.of("--module-path", path, "--module", module + "/" + main);
            }
        },
        CLASS_PATH {
            @Override
            List<String> compilerOptions(String module) {
                return List.of("-cp", EACH_LIBRARY);
            }

            @Override
            List<String> launcherOptions(String module, String main, Path classes) {
                return List.of("-cp", EACH_LIBRARY + File.pathSeparator + classes, main);
            }
        },
        LOWEST_GUAVA {
            @Override
            List<String> compilerOptions(String module) {
                return List.of("-cp", WITH_LOWEST_GUAVA);
            }

            @Override
            List<String> launcherOptions(String module, String main, Path classes) {
                return List.of("-cp", WITH_LOWEST_GUAVA + File.pathSeparator + classes, main);
            }
        },
        FAT_JAR_ALONE {
            @Override
            List<String> compilerOptions(String module) {
                return List.of("-cp", FAT_JAR);
            }

            @Override
            List<String> launcherOptions(String module, String main, Path classes) {
                return List.of("-cp", FAT_JAR + File.pathSeparator + classes, main);
            }
        };

        abstract List<String> compilerOptions(String module);

        abstract List<String> launcherOptions(String module, String main, Path classes);
    }

    @TempDir
    private Path folder;

    /** The jars of a folder but the one whose name begins so. */
    private static String jars(Path folder, String without) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            without.isEmpty() || !file.getFileName().toString().startsWith(without))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By hand: f = (x + y)z, ∂f/∂x = ∂f/∂y = z and ∂f/∂z = x + y, at (−2, 5, −4) and at (1, 2, 3). */
    @ParameterizedTest
    @EnumSource
    void gradients_are_computed_and_compiled(Setting setting) throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        assertThat(start(setting, "engine", "Gradients", List.of("-Xlog:class+load:file=" + loaded)))
                .containsExactly("-12.0 -4.0 -4.0 3.0", "7", "9.0 [3.0, 3.0, 3.0]");
        assertThat(loaded).content().containsPattern(GENERATED_CLASS);
    }

    /** As in a native image, where no classes can be defined at run time. */
    @Test
    void all_is_interpreted_if_asked() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        List<String> options = List.of("-Dgradstep.compile=interpret", "-Xlog:class+load:file=" + loaded);
        assertThat(start(Setting.CLASS_PATH, "engine", "Gradients", options))
                .containsExactly("-12.0 -4.0 -4.0 3.0", "7", "9.0 [3.0, 3.0, 3.0]");
        assertThat(loaded)
                .content()
                .contains("io.gradstep.engine.compile.recording.Interpreter")
                .doesNotContainPattern(GENERATED_CLASS);
        String file = folder.resolve("xor.safetensors").toString();
        assertThat(start(Setting.CLASS_PATH, "nn", "Xor", options, file))
                .containsExactly("1.0", "Mlp(2 → 8 → 1, tanh)", "true");
        assertThat(loaded)
                .content()
                .contains("io.gradstep.engine.compile.lanes.Batches")
                .doesNotContainPattern(GENERATED_CLASS);
    }

    @ParameterizedTest
    @EnumSource
    void a_network_is_trained_saved_and_loaded(Setting setting) throws Exception {
        String file = folder.resolve("xor.safetensors").toString();
        assertThat(start(setting, "nn", "Xor", List.of(), file)).containsExactly("1.0", "Mlp(2 → 8 → 1, tanh)", "true");
    }

    /**
     * The first picture, by the Java engine without the machine's fonts, which our provider for graph-support spares.
     */
    @ParameterizedTest
    @EnumSource
    void graphs_are_drawn(Setting setting) throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        start(
                setting,
                "viz",
                "Drawings",
                List.of("-Dgradstep.layout=java", "-Xlog:class+load:file=" + loaded),
                folder.toString());
        assertThat(folder.resolve("f.svg")).content().contains("−12", "−4", ">z<");
        assertThat(folder.resolve("f.html")).content().contains("<svg", "<script");
        assertThat(loaded)
                .content()
                .contains("io.gradstep.viz.layout.LazyFonts$Provider", "org.graphper.")
                .doesNotContain("sun.font.SunFontManager");
    }

    @ParameterizedTest
    @EnumSource
    void graphs_are_drawn_by_graphviz_and_as_pixels(Setting setting) throws Exception {
        start(setting, "viz", "Drawings", List.of("-Dgradstep.layout=dot"), folder.toString(), "png");
        assertThat(folder.resolve("f.svg")).content().contains("−12", "−4", ">z<");
        assertThat(ImageIO.read(folder.resolve("f.png").toFile()).getWidth()).isGreaterThan(100);
    }

    /** From a folder where nothing lies beside it. */
    @ParameterizedTest
    @CsvSource({"gradstep.jar, false", "gradstep-all.jar, true"})
    void the_command_line_runs(String jar, boolean moved) throws Exception {
        Path file = TARGET.resolve(jar);
        if (moved) {
            file = Files.copy(file, folder.resolve("moved.jar"));
        }
        assertThat(java(List.of("-jar", file.toString(), "step", "f = (x+y)z", "x=-2", "y=5", "z=-4")))
                .contains("  ∂f/∂f = 1   the seed: f changes one for one with itself");
        assertThat(java(List.of("-jar", file.toString(), "--version"))).hasSize(1);
    }

    @Test
    void the_fat_jar_keeps_every_licence_and_service() throws Exception {
        assertThat(entry("META-INF/LICENSE")).contains("Apache License", "MIT License", "Permission is hereby granted");
        assertThat(entry("META-INF/NOTICE.txt")).contains("Hipparchus");
        assertThat(entry("META-INF/services/org.graphper.layout.MeasureText")).isNotBlank();
        assertThat(entry("META-INF/MANIFEST.MF")).doesNotContain("Class-Path").contains("Multi-Release: true");
    }

    private static String entry(String name) throws IOException {
        try (ZipFile jar = new ZipFile(FAT_JAR)) {
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> start(Setting setting, String module, String main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        String name = "consumer." + module;
        Path classes = folder.resolve("classes");
        compile(setting, name, classes);
        List<String> command = new ArrayList<>(options);
        command.addAll(setting.launcherOptions(name, name + "." + main, classes));
        command.addAll(List.of(arguments));
        return java(command);
    }

    private static void compile(Setting setting, String module, Path classes) throws IOException {
        List<String> command = new ArrayList<>(List.of("-d", classes.toString()));
        command.addAll(setting.compilerOptions(module));
        try (Stream<Path> files = Files.walk(SOURCES.resolve(module))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> setting == Setting.MODULE_PATH || !file.endsWith("module-info.java"))
                    .forEach(file -> command.add(file.toString()));
        }
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int exitCode =
                ToolProvider.findFirst("javac").orElseThrow().run(printer, printer, command.toArray(String[]::new));
        assertThat(exitCode).as(output.toString()).isZero();
    }

    /** Starts Java in the temporary folder and returns what it printed, if it ended well and reported no error. */
    private List<String> java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = JavaProcess.command();
        command.addAll(arguments);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        int exitCode = builder.start().waitFor();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(exitCode).isZero();
        return Files.readAllLines(out);
    }
}
