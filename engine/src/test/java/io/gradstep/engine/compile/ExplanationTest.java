package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which tier evaluates a function, and why, as the function tells it. */
class ExplanationTest {
    private final Value x = Value.of(2);
    private final Value y = Value.of(3);

    @AfterEach
    void unset() {
        System.clearProperty("gradstep.compile");
    }

    @Test
    void the_size_stands_in_one_line() {
        assertThat(CompiledFunction.of(x.mul(y).sin(), x, y))
                .hasToString("CompiledFunction(2 inputs, 1 output, 2 gates)");
        assertThat(CompiledFunction.builder(List.of(x.mul(y), x))
                        .parameters(List.of(x))
                        .inputs(List.of(y))
                        .build())
                .hasToString("CompiledFunction(1 parameter, 1 input, 2 outputs, 1 gate)");
    }

    /** The square is computed twice in the graph, and once in the function. */
    @Test
    void a_small_function_is_bytecode() {
        String explanation =
                CompiledFunction.of(x.square().sin().add(x.square().cos()), x).explain();
        assertThat(explanation).startsWith("1 input, 1 output, 5 gates; 4 gates once equal gates are merged");
        assertThat(explanation.lines().toList())
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(1))
                        .isEqualTo(
                                "One point: bytecode. Value and gradient fit into generated methods of less than 8000 "
                                        + "bytes, which HotSpot compiles."));
    }

    /** As the loss of each sample in a loss over all of them. */
    @Test
    void a_part_that_occurs_often_is_computed_in_lanes() {
        List<Value> terms = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            terms.add(x.mul(i).sin().exp());
        }
        assertThat(CompiledFunction.of(Value.sum(terms), x).explain())
                .contains(
                        "One point: lanes. One method would be larger than the 8000 bytes that HotSpot compiles, and a "
                                + "part of 3 gates occurs 1000 times");
    }

    @Test
    void equal_gates_of_different_parameters_are_runs_of_a_tape() {
        List<Value> parameters = new ArrayList<>();
        List<Value> terms = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            parameters.add(Value.of(i));
            terms.add(parameters.get(i).mul(x).sin().exp());
        }
        CompiledFunction compiled = CompiledFunction.builder(Value.sum(terms))
                .parameters(parameters)
                .inputs(List.of(x))
                .build();
        assertThat(compiled.explain())
                .contains("One point: tape of matrices and runs of equal gates. One method would");
    }

    @Test
    void a_long_irregular_chain_is_many_methods() {
        assertThat(CompiledFunction.of(irregular(2000), x).explain())
                .contains("One point: bytecode in many methods, after 1000 evaluations by an interpreter")
                .contains("Many points at once (gradients): one after the other");
    }

    @Test
    void a_very_long_irregular_chain_is_interpreted() {
        assertThat(CompiledFunction.of(irregular(200_000), x).explain())
                .contains("One point: interpreter, gate by gate. HotSpot would compile methods of more than");
    }

    private Value irregular(int gates) {
        Random random = new Random(1);
        Value chain = x;
        for (int i = 0; i < gates; i++) {
            chain = switch (random.nextInt(3)) {
                case 0 -> chain.sin();
                case 1 -> chain.exp();
                default -> chain.mul(0.5).add(i);
            };
        }
        return chain;
    }

    /** Of 100 steps, the first has a leaf in place of carried state, and the last ends in the output. */
    @Test
    void steps_that_repeat_themselves_are_a_loop() {
        Value state = x;
        for (int step = 0; step < 100; step++) {
            state = state.add(state.sin().mul(y));
        }
        assertThat(CompiledFunction.of(state, x, y).explain())
                .contains("One point: bytecode with loops over steps that repeat themselves (98 steps of 3 gates)");
    }

    /** Only the sum is carried along: all else can be computed side by side. */
    @Test
    void a_loss_that_is_added_up_over_samples_is_no_loop() {
        Value total = Value.constant(0);
        for (int i = 0; i < 200; i++) {
            Value error = x.mul(i).add(y).sin().mul(y).exp().sub(i);
            total = total.add(error.mul(error));
        }
        assertThat(CompiledFunction.of(total, x, y).explain()).doesNotContain("loops over steps");
    }

    @Test
    void classes_are_not_generated_if_asked() {
        System.setProperty("gradstep.compile", "interpret");
        CompiledFunction compiled = CompiledFunction.of(x.mul(y).sin(), x, y);
        double[] gradient = new double[2];
        assertThat(compiled.gradient(new double[] {0, 5}, gradient)).isZero();
        assertThat(gradient).containsExactly(5, 0);
        assertThat(compiled.explain())
                .contains("One point: interpreter, gate by gate, because -Dgradstep.compile=interpret is set.")
                .contains("Many points at once (gradients): one after the other");
    }

    @Test
    void another_setting_is_refused() {
        System.setProperty("gradstep.compile", "fast");
        assertThatThrownBy(() -> CompiledFunction.of(x.mul(y), x, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the system property gradstep.compile is 'fast'; it must be 'interpret', or not be set");
    }
}
