package io.gradstep.viz.page.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gradstep.engine.Value;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.parts.BackwardCode.Language;
import io.gradstep.viz.page.parts.BackwardCode.Line;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The code beside the moves of the lab, run: it leaves the gradients that the lab shows. */
class BackwardCodeTest {
    private static final String JAVA_FRAME = """
            import java.util.*;

            public class %s {
                static class Node { double grad; List<Edge> edges = new ArrayList<>(); }
                static class Edge { Node operand; double local; }
                static List<Node> all = new ArrayList<>();
                static List<Node> topologicalOrder(Node output) { return new ArrayList<>(all); }
            %s
                public static double[] run(int size, double[][] edges) {
                    all.clear();
                    for (int i = 0; i < size; i++) all.add(new Node());
                    for (double[] e : edges) {
                        Edge edge = new Edge();
                        edge.operand = all.get((int) e[1]);
                        edge.local = e[2];
                        all.get((int) e[0]).edges.add(edge);
                    }
                    Node output = all.get(size - 1);
                    List<Node> leaves = all.stream().filter(node -> node.edges.isEmpty()).toList();
                    %s
                    return all.stream().mapToDouble(node -> node.grad).toArray();
                }
            }
            """;

    private static final String PYTHON_FRAME = """
            class Node:
                def __init__(self):
                    self.grad = 0.0
                    self.edges = []
            everything = []
            def topological_order(output):
                return list(everything)
            %s
            for _ in range(%d):
                everything.append(Node())
            for node, operand, local in %s:
                everything[node].edges.append((everything[operand], local))
            output = everything[-1]
            leaves = [node for node in everything if not node.edges]
            %s
            print(*(repr(node.grad) for node in everything))
            """;

    @TempDir
    private Path folder;

    /** Two branches that meet, a value used twice at once, and a deep one that a shallow one overtakes. */
    private static Trace trace() {
        Value a = Value.of(3, "a");
        Value b = Value.of(-2, "b");
        Value c = a.mul(b).named("c");
        Value d = a.add(c).named("d");
        Value e = d.mul(d).named("e");
        return Trace.of(e.mul(c).add(d.mul(0.5)).named("f"));
    }

    /** The node, the operand and the local derivative of each edge, the way a program would have them. */
    private static double[][] edges(Trace trace) {
        List<double[]> edges = new ArrayList<>();
        for (Step step : trace) {
            if (step instanceof Step.Backward backward) {
                edges.add(new double[] {
                    backward.node().index(), backward.operand().index(), backward.local()
                });
            }
        }
        return edges.toArray(double[][]::new);
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** The pass that the steps call, before them. */
    private static String program(Mistake mistake, Language language, boolean wrong) {
        String code = text(wrong ? BackwardCode.wrong(mistake, language) : BackwardCode.right(mistake, language));
        return mistake == Mistake.NO_ZERO_GRAD
                ? text(BackwardCode.right(Mistake.ASSIGN, language)) + "\n" + code
                : code;
    }

    private static String calls(Mistake mistake, Language language) {
        boolean python = language == Language.PYTHON;
        return switch (mistake) {
            case NO_ZERO_GRAD -> python ? "two_steps(output, leaves)" : "twoSteps(output, leaves);";
            case INTERIORS_NOT_RESET ->
                python ? "backward(output); backward(output)" : "backward(output); backward(output);";
            default -> python ? "backward(output)" : "backward(output);";
        };
    }

    private static double[] expected(Mistake mistake, boolean wrong) {
        Trace trace = trace();
        BrokenBackward broken = BrokenBackward.of(trace, mistake);
        double[] gradients = new double[trace.graph().size()];
        for (int i = 0; i < gradients.length; i++) {
            // A constant has no edge to it, so nothing reaches it.
            gradients[i] = wrong ? broken.wrong(i) : broken.right(i);
        }
        return gradients;
    }

    @Test
    void the_java_compiles_and_leaves_the_shown_gradients() throws Exception {
        Map<String, double[]> expected = new LinkedHashMap<>();
        for (Mistake mistake : Mistake.values()) {
            for (boolean wrong : new boolean[] {false, true}) {
                String name = "Pass" + expected.size();
                expected.put(name, expected(mistake, wrong));
                Files.writeString(
                        folder.resolve(name + ".java"),
                        JAVA_FRAME.formatted(
                                name, program(mistake, Language.JAVA, wrong), calls(mistake, Language.JAVA)));
            }
        }
        String[] arguments = Stream.concat(
                        Stream.of("-d", folder.toString(), "-proc:none"),
                        expected.keySet().stream()
                                .map(name -> folder.resolve(name + ".java").toString()))
                .toArray(String[]::new);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            for (Map.Entry<String, double[]> pass : expected.entrySet()) {
                Object found = loader.loadClass(pass.getKey())
                        .getMethod("run", int.class, double[][].class)
                        .invoke(null, trace().graph().size(), edges(trace()));
                assertThat((double[]) found).as(pass.getKey()).containsExactly(pass.getValue());
            }
        }
    }

    @Test
    void the_python_leaves_the_shown_gradients() throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder();
        List<double[]> expected = new ArrayList<>();
        String edges = Arrays.stream(edges(trace()))
                .map(edge -> "(%d, %d, %s)".formatted((int) edge[0], (int) edge[1], edge[2]))
                .collect(Collectors.joining(", ", "[", "]"));
        for (Mistake mistake : Mistake.values()) {
            for (boolean wrong : new boolean[] {false, true}) {
                program.append(PYTHON_FRAME.formatted(
                        program(mistake, Language.PYTHON, wrong),
                        trace().graph().size(),
                        edges,
                        calls(mistake, Language.PYTHON)));
                expected.add(expected(mistake, wrong));
            }
        }
        Path file = Files.writeString(folder.resolve("passes.py"), program);
        Process python;
        try {
            python = new ProcessBuilder("python3", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3 to run the code with");
            return;
        }
        List<String> lines = new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(python.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            double[] found = Stream.of(lines.get(i).split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(found).as("pass %d", i).containsExactly(expected.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void each_has_at_most_ten_lines_and_a_line_for_each_move(Mistake mistake) {
        BrokenBackward broken = BrokenBackward.of(trace(), mistake);
        for (Language language : Language.values()) {
            assertThat(BackwardCode.right(mistake, language)).hasSizeLessThanOrEqualTo(10);
            assertThat(BackwardCode.wrong(mistake, language))
                    .hasSizeLessThanOrEqualTo(10)
                    .isNotEqualTo(BackwardCode.right(mistake, language));
            assertLit(BackwardCode.right(mistake, language), broken.rightMoves());
            assertLit(BackwardCode.wrong(mistake, language), broken.wrongMoves());
        }
    }

    private static void assertLit(List<Line> code, List<BrokenBackward.Move> moves) {
        assertThat(moves).isNotEmpty().allSatisfy(move -> {
            boolean missing = move.kind() == BrokenBackward.Kind.NOTHING;
            assertThat(code.stream()
                            .filter(line -> line.moves().contains(move.kind().name())))
                    .as(move.toString())
                    .hasSize(missing ? 0 : 1);
        });
    }
}
