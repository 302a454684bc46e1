package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.shell.ShellCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path folder;

    @Test
    void values_show_themselves_and_their_circuit() throws Exception {
        CommandLineRun run = shell(List.of(), """
                var x = Value.of(2, "x")
                var f = x.mul(x).tanh()
                f.backward()
                x.gard()
                show(f)
                steps(f)
                System.out.println(new StringBuilder("σ").append(Loss.MSE.label()))
                /exit 3
                """);

        assertThat(run.out())
                .contains("x ==> Value(x: data=2.0)", "f ==> Value(data=0.999329299739067, op=tanh)")
                .contains("cannot find symbol", "σmse", "Goodbye (3)");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(3);
        List<Path> saved = run.lines().stream()
                .filter(line -> line.startsWith("saved as "))
                .map(line -> Path.of(line.substring("saved as ".length())))
                .toList();
        assertThat(saved).hasSize(2);
        assertThat(saved.get(0)).content().startsWith("<svg").contains(">0.9993<");
        assertThat(saved.get(1)).content().startsWith("<!DOCTYPE html>").contains("0.9993");
    }

    @Test
    void a_runtime_without_jshell_is_told_apart() throws Exception {
        CommandLineRun run = shell(List.of("--limit-modules", "java.se,jdk.httpserver,jdk.unsupported"), "");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("gradstep: the shell needs a JDK; this Java runtime (%s) has no module jdk.jshell%n"
                        .formatted(System.getProperty("java.home")));
    }

    @Test
    void the_shell_imports_every_package_of_the_libraries() throws IOException {
        assertThat(imports())
                .containsExactlyInAnyOrderElementsOf(SourceTree.libraryPackages().stream()
                        .filter(name -> !name.startsWith("io.gradstep.demos"))
                        .toList());
    }

    /** Two imported packages with a class of the same name would make that name useless. */
    @Test
    void names_of_the_libraries_are_unambiguous_in_the_shell() throws IOException {
        List<String> imports = imports();
        List<String> names = SourceTree.mainSources().stream()
                .filter(file -> imports.contains(SourceTree.packageOf(file)))
                .filter(file -> SourceTree.lines(file).stream().anyMatch(line -> line.startsWith("public ")))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        assertThat(names).hasSizeGreaterThan(50).doesNotHaveDuplicates().noneMatch(ShellTest::isOfTheJdk);
    }

    /** Whether a name is in a package that JShell imports of its own accord, or in {@code java.lang}. */
    private static boolean isOfTheJdk(String name) {
        return Stream.of(
                        "java.lang",
                        "java.io",
                        "java.math",
                        "java.net",
                        "java.nio.file",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.function",
                        "java.util.prefs",
                        "java.util.regex",
                        "java.util.stream")
                .anyMatch(room ->
                        Object.class.getResource("/" + (room + "." + name).replace('.', '/') + ".class") != null);
    }

    private static List<String> imports() throws IOException {
        try (InputStream startup = ShellCommand.class.getResourceAsStream("startup.jsh")) {
            return new String(startup.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("import static "))
                    .map(line -> line.replaceAll("import (.*)\\.\\*;", "$1"))
                    .toList();
        }
    }

    /** Runs the shell in a process that has no display to open pictures on. */
    private CommandLineRun shell(List<String> javaOptions, String input) throws IOException, InterruptedException {
        List<String> command = JavaProcess.command();
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gradstep.class.getName(), "shell"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Files.writeString(folder.resolve("in"), input).toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("DISPLAY") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(Map.of("SSH_CONNECTION", "a remote session has no display", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        return new CommandLineRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
