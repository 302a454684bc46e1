package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.drill.Drill;
import io.gradstep.demos.drill.Level;
import io.gradstep.demos.explain.JsonReport;
import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.viz.page.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in the page answers to the bit as the engine in Java: JSON has the shortest digits of every number. */
class PageEngineTest {
    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        3,
        1e-300,
        -1e-9,
        710,
        -745.2,
        1e17,
        1e300,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    /** Long programs take a browser's driver long to send. */
    private static final int TOGETHER = 200;

    private static final long SEED = 20261126;

    @TempDir
    static Path folder;

    static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.shared();
        for (Map.Entry<String, String> file : Kit.playground("index.html", "").entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        browser.driver.get(folder.resolve("index.html").toUri().toString());
        Browser.await(() -> Boolean.TRUE.equals(browser.driver.executeScript("return Boolean(globalThis.gradstep)")));
    }

    @Test
    void every_op_has_the_same_value_and_slopes_at_special_and_at_random_numbers() {
        Random random = new Random(SEED);
        List<String> programs = new ArrayList<>();
        for (Op op : Op.values()) {
            for (int i = 0; i < 24; i++) {
                programs.add(program(op, random));
            }
        }
        assertSameAnswers(programs);
    }

    @Test
    void a_thousand_random_programs_have_the_same_values_and_gradients() {
        Random random = new Random(SEED + 1);
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            programs.add(program(random));
        }
        assertSameAnswers(programs);
    }

    /** What the engine makes of a program for its reader to keep. */
    @Test
    void pages_worksheets_and_drills_are_those_of_java() throws RequestException {
        String sketch =
                "{\"program\": \"x = 2; y = -1; q = tanh(x*y) + x^2; f = max(q, x)/y\", \"values\": {\"x\": 3}}";
        RenderedProgram program = RenderedProgram.of(PlaygroundRequest.read(sketch));

        assertThat(undrawn(answer("worksheet", "key\n" + sketch)))
                .isEqualTo(undrawn(program.worksheet().html()));
        assertThat(undrawn(answer("worksheet", "blank\n" + sketch)))
                .isEqualTo(
                        undrawn(program.worksheet().blankValues().withoutKey().html()));
        assertThat(undrawn(answer("html", sketch))).isEqualTo(undrawn(program.html()));
        String folded = "{\"program\": \"w = 0.5; h0 = 1%s\", \"view\": \"circuit\", \"box\": \"n9\"}"
                .formatted(IntStream.rangeClosed(1, 30)
                        .mapToObj(t -> "; h%d = tanh(w*h%d + 1)".formatted(t, t - 1))
                        .collect(Collectors.joining()));
        assertThat(undrawn(answer("circuit", folded)))
                .contains("circuit of h")
                .isEqualTo(undrawn(RenderedProgram.circuit(PlaygroundRequest.read(folded))));
        for (Level level : Level.values()) {
            String options = "{\"level\": \"%s\", \"ask\": \"everything\", \"seed\": 7, \"items\": 5}";
            assertThat(undrawn(answer("drill", options.formatted(level.name().toLowerCase(Locale.ROOT)))))
                    .isEqualTo(undrawn(Drill.random(level, true, 7, 5).page().data()));
        }
    }

    /**
     * A text without pictures, which Graphviz may place in Java, and what depends on them: the policy's hashes and some
     * rules. A packed program may have other bytes; that it is the program is seen where it runs.
     */
    private static String undrawn(String text) {
        return text.replaceAll("(?s)<svg.*?</svg>|\\\\u003csvg.*?/svg\\\\u003e", "")
                .replaceAll("\"picture\":\"[^\"]*\"", "")
                .replaceAll("(id=\"packed\"[^>]*>)[^<]*", "$1")
                .replaceAll("<meta http-equiv[^>]*>|<style>[^<]*</style>|\"style\":\"[^\"]*\"", "");
    }

    private static String answer(String what, String request) {
        return (String) browser.driver.executeAsyncScript("""
                const [what, request, done] = arguments;
                gradstep.answer(what, request).then(done, (failure) => done(failure.message));
                """, what, request);
    }

    @Test
    void limits_are_those_of_the_server() {
        String tooLong = "x = 1; f = x" + " + x".repeat(20_000);
        assertThat(answer("page", "{\"program\": \"%s\"}".formatted(tooLong)))
                .isEqualTo("a request may have at most 65,536 bytes, program included");
        String large = "x = 1; f = x" + " + x".repeat(1100);
        assertThat(answer("svg", "{\"program\": \"%s\"}".formatted(large)))
                .contains("this program has", "but the playground draws at most 1,000");
        assertThat(answer("drill", "{\"items\": 51}"))
                .isEqualTo("'items' must be a whole number from 1 to 50, not 51.0");
    }

    private static String program(Op op, Random random) {
        List<Value> operands = new ArrayList<>();
        for (int k = 0; k < operands(op, random); k++) {
            operands.add(Value.of(number(random), "x" + k));
        }
        return Printer.ASCII.program(op.apply(operands));
    }

    private static String program(Random random) {
        List<Value> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(Value.of(number(random), "x" + i));
        }
        Op[] ops = Op.values();
        for (int i = 0; i < 12; i++) {
            Op op = ops[random.nextInt(ops.length)];
            List<Value> operands = new ArrayList<>();
            for (int k = operands(op, random); k > 0; k--) {
                operands.add(nodes.get(random.nextInt(nodes.size())));
            }
            nodes.add(op.apply(operands));
        }
        return Printer.ASCII.program(Value.sum(nodes.subList(nodes.size() - 4, nodes.size())));
    }

    private static int operands(Op op, Random random) {
        return op.minOperands() + (op.arity() == Arity.NARY ? random.nextInt(4) : 0);
    }

    private static double number(Random random) {
        return random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
    }

    private static void assertSameAnswers(List<String> programs) {
        List<String> different = new ArrayList<>();
        for (int from = 0; from < programs.size(); from += TOGETHER) {
            List<String> some = programs.subList(from, Math.min(programs.size(), from + TOGETHER));
            Object answers = browser.driver.executeAsyncScript("""
                    const [programs, done] = arguments;
                    Promise.all(programs.map((program) => gradstep.grad(program))).then(done);
                    """, some);
            for (int i = 0; i < some.size(); i++) {
                String expected = inJava(some.get(i));
                if (!expected.equals(((List<?>) answers).get(i))) {
                    different.add("%s%n  in Java %s%n  in the page %s"
                            .formatted(some.get(i), expected, ((List<?>) answers).get(i)));
                }
            }
        }
        assertThat(different)
                .as("programs made with the seed %d that the page answers differently", SEED)
                .isEmpty();
    }

    private static String inJava(String program) {
        Evaluation evaluation = Program.parse(program).evaluate();
        evaluation.output().backward();
        return JsonReport.of(evaluation, false, null);
    }
}
