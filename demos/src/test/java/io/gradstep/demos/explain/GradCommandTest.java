package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.CommandLineRun;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradCommandTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-14);

    private static JsonObject json(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err()).isEmpty();
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    private static double gradient(JsonObject json, String name) {
        return json.getAsJsonObject("gradients").get(name).getAsDouble();
    }

    @Test
    void table_lists_every_named_node() {
        assertThat(CommandLineRun.of("grad", "q = x + y; f = q * z", "x=-2", "y=5", "z=-4")
                        .out())
                .isEqualTo("""
                        f = -12

                        name  value  gradient
                        x        -2        -4
                        y         5        -4
                        z        -4         3
                        q         3        -4
                        f       -12         1
                        """);
    }

    @Test
    void json_is_one_object_in_the_order_of_definition() {
        assertThat(CommandLineRun.of("grad", "q = x + y; f = q * z", "x=-2", "y=5", "z=-4", "--json")
                        .out())
                .isEqualTo("""
                        {"value": -12.0, "values": {"x": -2.0, "y": 5.0, "z": -4.0, "q": 3.0, "f": -12.0}, \
                        "gradients": {"x": -4.0, "y": -4.0, "z": 3.0, "q": -4.0, "f": 1.0}}
                        """);
    }

    @Test
    void json_numbers_are_the_shortest_that_read_back() {
        // 2⁻⁴⁴ is one digit too long in Java 17's own text.
        assertThat(CommandLineRun.of("grad", "x", "x=5.684341886080802e-14", "--json")
                        .out())
                .startsWith("{\"value\": 5.684341886080802e-14,");
        assertThat(CommandLineRun.of("grad", "a + b", "a=0.1", "b=0.2", "--json")
                        .out())
                .startsWith("{\"value\": 0.30000000000000004,");
        assertThat(CommandLineRun.of("grad", "x", "x=1e22", "--json").out()).startsWith("{\"value\": 1e22,");
        assertThat(CommandLineRun.of("grad", "0*x", "x=-1", "--json").out()).startsWith("{\"value\": -0.0,");
    }

    @Test
    void json_has_words_for_what_is_no_number() {
        assertThat(CommandLineRun.of("grad", "x/y", "x=1", "y=0", "--json").out())
                .isEqualTo("""
                        {"value": "Infinity", "values": {"x": 1.0, "y": 0.0, "f": "Infinity"}, \
                        "gradients": {"x": "Infinity", "y": "-Infinity", "f": 1.0}}
                        """);
        assertThat(CommandLineRun.of("grad", "x*0", "x=NaN", "--json").out()).startsWith("{\"value\": \"NaN\",");
    }

    @Test
    void json_has_null_for_the_gradient_of_a_constant() {
        assertThat(CommandLineRun.of("grad", "c = 2*3; f = c*x", "x=1", "--json")
                        .out())
                .contains("\"gradients\": {\"x\": 6.0, \"c\": null, \"f\": 1.0}");
    }

    @Test
    void json_escapes_names() {
        assertThat(CommandLineRun.of("grad", "`a\"b` * α", "`a\"b`=2", "α=3", "--json")
                        .out())
                .contains("\"gradients\": {\"a\\\"b\": 3.0, \"α\": 2.0, \"f\": 1.0}");
    }

    @Test
    void json_escapes_half_a_surrogate_pair() {
        assertThat(CommandLineRun.of("grad", "2 * `\\ud800`", "`\\ud800`=3", "--json")
                        .out())
                .contains("\"gradients\": {\"\\ud800\": 2.0, \"f\": 1.0}");
    }

    @Test
    void table_has_no_gradient_for_a_constant() {
        assertThat(CommandLineRun.of("grad", "c = 2*3; f = c*x", "x=1").lines()).contains("c         6  constant");
    }

    @Test
    void output_that_has_no_name_gets_one_that_is_free() {
        assertThat(CommandLineRun.of("grad", "2*f", "f=3").lines()).contains("out = 6");
    }

    /**
     * Stanford's CS231n: w = (2, −3, −3), x = (−1, −2); n = 1, σ′ = σ(1 − σ), and each gradient that times the other.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sigmoid(n)", "1/(1 + exp(-n))"})
    void sigmoid_neuron_as_one_gate_and_spelled_out(String sigmoid) {
        JsonObject json = json(
                "grad", "n = w0*x0 + w1*x1 + w2; f = " + sigmoid, "w0=2", "w1=-3", "w2=-3", "x0=-1", "x1=-2", "--json");

        assertThat(json.get("value").getAsDouble()).isEqualTo(0.7310585786300049, LAST_DIGITS);
        assertThat(gradient(json, "w0")).isEqualTo(-0.19661193324148, LAST_DIGITS);
        assertThat(gradient(json, "w1")).isEqualTo(-0.39322386648296, LAST_DIGITS);
        assertThat(gradient(json, "w2")).isEqualTo(0.19661193324148, LAST_DIGITS);
    }

    /** micrograd's: o = tanh(x1·w1 + x2·w2 + b), whose bias was chosen so that o² = ½. */
    @ParameterizedTest
    @ValueSource(strings = {"tanh(n)", "(exp(2n) - 1)/(exp(2n) + 1)"})
    void tanh_neuron_as_one_gate_and_spelled_out(String tanh) {
        JsonObject json = json(
                "grad",
                "n = x1*w1 + x2*w2 + b; o = " + tanh,
                "x1=2",
                "x2=0",
                "w1=-3",
                "w2=1",
                "b=6.8813735870195432",
                "--json");

        assertThat(json.get("value").getAsDouble()).isEqualTo(0.7071067811865477, LAST_DIGITS);
        assertThat(gradient(json, "x1")).isEqualTo(-1.5, LAST_DIGITS);
        assertThat(gradient(json, "w1")).isEqualTo(1, LAST_DIGITS);
        assertThat(gradient(json, "x2")).isEqualTo(0.5, LAST_DIGITS);
        assertThat(gradient(json, "w2")).isZero();
        assertThat(gradient(json, "b")).isEqualTo(0.5, LAST_DIGITS);
    }

    @Test
    void check_agrees_with_central_differences() {
        CommandLineRun run = CommandLineRun.of("grad", "f=(x+y)z", "x=-2", "y=5", "z=-4", "--check");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .contains("input  gradient  central difference  difference")
                .anyMatch(line -> line.matches("z +3 +3 +\\S+ +agrees"))
                .endsWith("3 of 3 gradients agree within 1e-6 of the larger of the two.");
    }

    @Test
    void check_tells_a_kink() {
        CommandLineRun run = CommandLineRun.of("grad", "relu(x)", "x=0", "--check");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.matches("x +0 +0\\.5 +0\\.5 +right: the output has a kink here.*"))
                .endsWith("1 of 1 gradients agree within 1e-6 of the larger of the two.");
    }

    @Test
    void check_tells_where_there_is_nothing_to_compare() {
        assertThat(CommandLineRun.of("grad", "sqrt(x) + 0*y", "x=0", "y=1", "--check")
                        .lines())
                .anyMatch(line -> line.matches("x +Infinity +none +undecided: the output is not finite.*"));
        assertThat(CommandLineRun.of("grad", "q = y; 2*x", "x=0", "y=1", "--check")
                        .lines())
                .anyMatch(line -> line.matches("y +0 +the output does not depend on it"));
    }

    /** The verdicts that were false once: a right gradient on its own scale, whatever that is. */
    @ParameterizedTest
    @CsvSource({
        "sin(2*3.14159265*f*t), f=1e6, t=0.37, right",
        "sin(1e6*x), x=0.3, q=0, right",
        "sin(x), x=1e8, q=0, right",
        "abs(x), x=0, q=0, right",
        "sqrt(x), x=0, q=0, undecided",
        "x + 1e20, x=1, q=0, undecided"
    })
    void check_in_json_gives_a_verdict(String program, String first, String second, String verdict) {
        String[] values = second.equals("q=0") ? new String[] {first} : new String[] {first, second};
        List<String> words = new ArrayList<>(List.of("grad", program));
        words.addAll(List.of(values));
        words.addAll(List.of("--check", "--json"));
        CommandLineRun run = CommandLineRun.of(words.toArray(new String[0]));
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(run.exitCode()).isZero();
        assertThat(json.get("verdict").getAsString()).isEqualTo(verdict);
        String name = first.substring(0, first.indexOf('='));
        assertThat(json.getAsJsonObject("checks")
                        .getAsJsonObject(name)
                        .get("reason")
                        .getAsString())
                .isNotBlank();
    }

    @Test
    void check_in_json_fails_where_the_gradient_is_wrong() {
        CommandLineRun run = CommandLineRun.of("grad", "1/(1 + exp(-x))", "x=-1000", "--check", "--json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\"verdict\": \"wrong\"");
    }

    /** √(x² + y²) at 0: sqrt′ is 1/0 and (x²)′ is 0. */
    @Test
    void a_gradient_that_is_not_a_number_is_told_with_both_factors() {
        assertThat(CommandLineRun.of("grad", "sqrt(x^2+y^2)", "x=0", "y=0").out())
                .contains("the sqrt gate", "1 × Infinity = Infinity", "the pow gate", "Infinity × 0 = NaN");
        assertThat(CommandLineRun.of("step", "sqrt(x^2+y^2)", "x=0", "y=0").out())
                .contains("Infinity × 0 = NaN");
        assertThat(CommandLineRun.of("grad", "log(x)", "x=0").out())
                .contains("f is -Infinity: log(x) with x = 0", "the local derivative of the log gate");
    }

    @Test
    void numbers_of_paper_are_told() {
        CommandLineRun run = CommandLineRun.of("grad", "A = pi*r²", "r=2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.matches("r +2 +12\\.56\\d+"))
                .endsWith("Note: pi is the number 3.141592653589793 here; to make it a variable, give it a value,"
                        + " as in pi=1.");
        assertThat(CommandLineRun.of("grad", "A = pi*r²", "r=2", "pi=3").out())
                .contains("12")
                .doesNotContain("Note");
    }

    /** exp(1000) is infinite and its slope meets 0, although the output is a harmless 0. */
    @Test
    void check_fails_where_the_gradient_is_wrong() {
        CommandLineRun run = CommandLineRun.of("grad", "1/(1 + exp(-x))", "x=-1000", "--check");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).anyMatch(line -> line.matches("x +NaN +0 +NaN +DISAGREES"));
        assertThat(run.err()).isEmpty();
    }

    /** x³y² at (5, 4) by hand: ((6xy², 6x²y), (6x²y, 2x³)). */
    @Test
    void hessian_is_a_matrix_by_the_names_of_the_inputs() {
        assertThat(CommandLineRun.of("grad", "x^3*y^2", "x=5", "y=4", "--hessian")
                        .out())
                .endsWith("""

                        Hessian    x    y
                        x        480  600
                        y        600  250
                        """);
        JsonObject rows =
                json("grad", "x^3*y^2", "x=5", "y=4", "--hessian", "--json").getAsJsonObject("hessian");
        assertThat(rows.getAsJsonObject("x").get("y").getAsDouble()).isEqualTo(600);
        assertThat(rows.getAsJsonObject("y").get("y").getAsDouble()).isEqualTo(250);
    }

    /** By hand: ∂(xy) = (y, x), ∂ sin x = (cos x, 0), and of a constant nothing. */
    @Test
    void several_outputs_have_a_jacobian() {
        String program = "u = x*y; v = sin(x); k = 2*3";
        assertThat(CommandLineRun.of("grad", program, "x=0", "y=3", "--outputs", "v,u,k")
                        .out())
                .isEqualTo("""
                        v = 0
                        u = 0
                        k = 6

                        Jacobian  x  y
                        v         1  0
                        u         3  0
                        k         0  0
                        """);
        JsonObject report = json("grad", program, "x=0", "y=3", "--outputs", "u,v", "--json", "--check");
        JsonObject rows = report.getAsJsonObject("jacobian");
        assertThat(rows.keySet()).containsExactly("u", "v");
        assertThat(rows.getAsJsonObject("u").get("x").getAsDouble()).isEqualTo(3);
        assertThat(rows.getAsJsonObject("v").get("y").getAsDouble()).isEqualTo(0);
        JsonObject check = report.getAsJsonObject("checks").getAsJsonObject("v");
        assertThat(check.get("verdict").getAsString()).isEqualTo("right");
    }

    @Test
    void the_check_of_several_outputs_compares_each() {
        CommandLineRun run = CommandLineRun.of("grad", "u = x*x; v = x^3", "x=2", "--outputs", "u,v", "--check");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsSubsequence("Gradient of u:", "Gradient of v:")
                .anyMatch(line -> line.matches("x +4 +4 +0 +agrees"))
                .anyMatch(line -> line.matches("x +12 +12 +\\S+ +agrees"));
    }

    @Test
    void hessian_and_check_are_two_different_questions() {
        CommandLineRun run = CommandLineRun.of("grad", "x", "x=1", "--hessian", "--check");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("gradstep: --hessian and --check cannot be combined; choose one\n");
    }

    @Test
    void an_input_without_effect_is_told() {
        assertThat(CommandLineRun.of("grad", "w = 2; f = x*x", "x=3").out())
                .contains("w         2         0")
                .endsWith("Note: the output does not depend on w, so its gradient is 0.\n");
    }
}
