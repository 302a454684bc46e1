package io.gradstep.demos;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's own files, for tests that read them. */
public final class SourceTree {
    /** Packages of the command line that nobody would call from Java. */
    private static final Set<String> COMMAND_LINE = Set.of(
            "io.gradstep.demos",
            "io.gradstep.demos.console",
            "io.gradstep.demos.drill",
            "io.gradstep.demos.examples",
            "io.gradstep.demos.explain",
            "io.gradstep.demos.fit",
            "io.gradstep.demos.gallery",
            "io.gradstep.demos.gpt",
            "io.gradstep.demos.notes.typeset",
            "io.gradstep.demos.page",
            "io.gradstep.demos.shell");

    /** Packages for our own use, which no user's module sees. */
    static final Set<String> INTERNAL = Set.of(
            "io.gradstep.engine.compile.bytecode",
            "io.gradstep.engine.compile.lanes",
            "io.gradstep.engine.compile.recording",
            "io.gradstep.engine.compile.rows",
            "io.gradstep.engine.compile.tape",
            "io.gradstep.engine.files",
            "io.gradstep.engine.branch",
            "io.gradstep.engine.math",
            "io.gradstep.engine.parallel",
            "io.gradstep.engine.text",
            "io.gradstep.nn.arguments",
            "io.gradstep.nn.fit.forms",
            "io.gradstep.nn.fit.samples",
            "io.gradstep.nn.random",
            "io.gradstep.viz.graph.drawing",
            "io.gradstep.viz.layout",
            "io.gradstep.viz.notebook",
            "io.gradstep.viz.page.parts",
            "io.gradstep.viz.svg");

    private static final List<String> MODULES = List.of("engine", "nn", "viz", "demos");

    private SourceTree() {}

    /** The folder of the project, found from wherever in it the tests are started. */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (MODULES.stream().map(folder::resolve).allMatch(Files::isDirectory)) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + start + " holds " + MODULES);
    }

    /** The README of the project and of each module, in the order in which they are read. */
    static List<Path> readmes() {
        return Stream.concat(Stream.of(root()), MODULES.stream().map(root()::resolve))
                .map(folder -> folder.resolve("README.md"))
                .toList();
    }

    /** The Java files of every module's main code, in a stable order. */
    static List<Path> mainSources() {
        return MODULES.stream()
                .map(module -> root().resolve(module).resolve("src/main/java"))
                .flatMap(folder -> files(folder, ".java").stream())
                .toList();
    }

    /** Everything written in a programming language or as a page: main code, tests, benchmarks and resources. */
    static List<Path> allSources() {
        return MODULES.stream()
                .map(module -> root().resolve(module).resolve("src"))
                .flatMap(folder -> files(folder, ".java", ".js", ".css", ".html", ".py").stream())
                .toList();
    }

    /** The package that a Java file is in, going by its folder. */
    static String packageOf(Path javaFile) {
        String folder = javaFile.getParent().toString().replace('\\', '/');
        String sources = "/src/main/java/";
        return folder.substring(folder.indexOf(sources) + sources.length()).replace('/', '.');
    }

    /** The packages whose classes can be called from Java, and so are taught by examples. */
    static List<String> libraryPackages() {
        return mainSources().stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .map(SourceTree::packageOf)
                .filter(name -> !COMMAND_LINE.contains(name) && !INTERNAL.contains(name))
                .distinct()
                .toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a folder, without what a build wrote there: one project stands among the sources of another. */
    private static List<Path> files(Path folder, String... endings) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !Iterables.contains(folder.relativize(file), Path.of("target")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
