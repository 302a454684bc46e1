package io.gradstep.demos;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Runs a block of statements and holds it to what its comments promise.
 *
 * <p>The block may begin with imports; {@code java.util}, {@code Path} and the libraries' packages are imported for it,
 * and files it names by {@code Path.of("...")} are in a folder of the test's. A line
 * {@code System.out.println(x.grad()); // -4.0} must print exactly what the comment says, every time it is reached, and
 * must be reached. Comments on the last lines of the block are the output of all other printing lines, if there are
 * any:
 *
 * <pre>
 * for (Step step : trace) {
 *     System.out.println(step);
 * }
 * // first step
 * // second step
 * </pre>
 */
final class JavaExample {
    private static final Pattern IMPORT = Pattern.compile("\\s*import [\\w.* ]+;\\s*");
    private static final Pattern PROMISE =
            Pattern.compile("(?<indent>.*?)System\\.out\\.println\\((?<printed>.*)\\);\\s*//\\s*(?<promised>.*?)\\s*");

    private static final Pattern COMMENT = Pattern.compile("\\s*// ?(?<text>.*?)\\s*");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all examples, because most of a compilation goes to opening what is on the class path. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private final Example example;
    private final List<String> imports = new ArrayList<>();
    private final List<String> body = new ArrayList<>();
    private final Map<Integer, String> promised = new TreeMap<>();

    JavaExample(Example example) {
        this.example = example;
        List<String> lines = example.lines();
        for (int i = 0; i < lines.size(); i++) {
            int line = example.line() + i;
            Matcher promise = PROMISE.matcher(lines.get(i));
            if (IMPORT.matcher(lines.get(i)).matches()) {
                imports.add(lines.get(i).strip());
                body.add("");
            } else if (promise.matches()) {
                promised.put(line, promise.group("promised"));
                body.add(promise.group("indent") + "printed.accept(" + line + ", String.valueOf("
                        + promise.group("printed") + "));");
            } else {
                body.add(
                        lines.get(i).replace("System.out.", "otherOutput.").replace("Path.of(\"", "folder.resolve(\""));
            }
        }
    }

    /** Compiles into the given folder, runs, and compares. */
    void check(Path folder) throws IOException, ReflectiveOperationException {
        compile(folder);
        Map<Integer, List<String>> printed = new TreeMap<>();
        ByteArrayOutputStream otherOutput = new ByteArrayOutputStream();
        BiConsumer<Integer, String> keep = (line, text) ->
                printed.computeIfAbsent(line, key -> new ArrayList<>()).add(text);
        run(folder, keep, new PrintStream(otherOutput, true, StandardCharsets.UTF_8));

        promised.forEach((line, text) -> assertThat(printed.getOrDefault(line, List.of()))
                .as("%s prints", example.location(line))
                .isNotEmpty()
                .containsOnly(text));
        List<String> otherLines =
                otherOutput.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> closing = closingComments();
        if (!otherLines.isEmpty() && !closing.isEmpty()) {
            assertThat(otherLines)
                    .as("%s prints", example.location(example.line()))
                    .isEqualTo(closing);
        }
    }

    private List<String> closingComments() {
        List<String> comments = new ArrayList<>();
        for (int i = example.lines().size() - 1; i >= 0; i--) {
            Matcher comment = COMMENT.matcher(example.lines().get(i));
            if (!comment.matches()) {
                break;
            }
            comments.add(0, comment.group("text"));
        }
        return comments;
    }

    private void compile(Path folder) throws IOException {
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options = List.of("--release", "17", "-proc:none");
        if (!COMPILER.getTask(null, FILES, problems, options, null, List.of(source()))
                .call()) {
            fail(problems.getDiagnostics().stream()
                    .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                    .map(this::describe)
                    .collect(joining("\n")));
        }
    }

    private void run(Path folder, BiConsumer<Integer, String> printed, PrintStream otherOutput)
            throws IOException, ReflectiveOperationException {
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, JavaExample.class.getClassLoader())) {
            loader.loadClass("ExampleBlock")
                    .getMethod("run", BiConsumer.class, PrintStream.class, Path.class)
                    .invoke(null, printed, otherOutput, folder);
        } catch (InvocationTargetException e) {
            fail(example.location(example.line()) + " throws " + e.getCause(), e.getCause());
        }
    }

    private JavaFileObject source() {
        String text = header() + String.join("\n", body) + "\n}}\n";
        return new SimpleJavaFileObject(URI.create("string:///ExampleBlock.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public String getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Everything before the block on lines of their own, so that compiler messages can be led back to the file. */
    private String header() {
        List<String> header = new ArrayList<>(imports);
        header.add("import java.nio.file.Path;");
        header.add("import java.util.*;");
        SourceTree.libraryPackages().forEach(name -> header.add("import " + name + ".*;"));
        header.add("public final class ExampleBlock {");
        header.add("public static void run(java.util.function.BiConsumer<Integer, String> printed,"
                + " java.io.PrintStream otherOutput, Path folder) throws Exception {");
        return String.join("\n", header) + "\n";
    }

    private String describe(Diagnostic<? extends JavaFileObject> problem) {
        long indexInBlock = problem.getLineNumber() - header().lines().count() - 1;
        return example.location(example.line() + indexInBlock) + ": " + problem.getMessage(null);
    }
}
