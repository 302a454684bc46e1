package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Doubles;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.bytecode.MethodsCompiler;
import io.gradstep.engine.compile.bytecode.MethodsEvaluator;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.SequenceSearch;
import io.gradstep.engine.compile.recording.StepSequence;
import io.gradstep.engine.compile.recording.StepSequences;
import io.gradstep.engine.compile.recording.Workspace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Steps that repeat themselves as loops: what is found, its bits, and that code does not grow with the steps. */
class LoopsTest {
    /** The long form, twenty times as many, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int FUNCTIONS = Boolean.getBoolean("gradstep.long") ? 4000 : 200;

    @Test
    void random_sequences_have_the_bits_of_the_graph() {
        int looped = 0;
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            int gates = seed % 50 == 49 ? 400 : 1 + (int) (seed * seed % 40);
            int steps = 6 + (int) (seed % 20);
            Function recorded = RandomSequences.of(seed, seed, gates, steps, 1);
            Function elsewhere = RandomSequences.of(seed, -1 - seed, gates, steps, 1);
            TierEqualityTest.checkTier(Tier.LOOPS, "seed " + seed, recorded, elsewhere);
            StepSequences found = MethodsEvaluator.sequencesIn(recorded.record(), Tier.FEW_STEPS);
            if (found != null) {
                looped++;
                assertThat(gradient(MethodsEvaluator.withCheckpoints(found), elsewhere))
                        .as("seed %d, with checkpoints", seed)
                        .containsExactly(gradient(new Interpreter(recorded.record()), elsewhere));
            }
        }
        assertThat(looped).as("functions with loops").isGreaterThan(FUNCTIONS / 4 * 3);
    }

    /** The gradient at the second of two evaluations in one workspace, and the value. */
    private static double[] gradient(Evaluator evaluator, Function at) {
        double[] p = at.parameterNumbers();
        double[] x = at.inputNumbers();
        double[] byParameters = new double[p.length];
        double[] byInputs = new double[x.length];
        Workspace workspace = evaluator.workspace();
        evaluator.gradient(0, p, x, byParameters, byInputs, workspace);
        double value = evaluator.gradient(0, p, x, byParameters, byInputs, workspace);
        return Doubles.concat(new double[] {value}, byParameters, byInputs);
    }

    /** Of n = 10,000 steps, √n are in the window, and for each of √n windows what the step before it left is kept. */
    @Test
    void checkpoints_keep_the_values_of_few_steps() {
        Value x = Value.of(0.5);
        Value state = x;
        for (int step = 0; step < 10_000; step++) {
            state = state.add(state.sin().mul(0.01));
        }
        Function function = new Function();
        function.inputs.add(x);
        function.outputs.add(state);
        StepSequences found = Objects.requireNonNull(MethodsEvaluator.sequencesIn(function.record(), 8));
        MethodsEvaluator evaluator = MethodsEvaluator.withCheckpoints(found);
        assertThat(evaluator.workspace().values.length).isLessThan(3 * 2 * 100 + 50);
        state.backward();
        assertThat(gradient(evaluator, function)).containsExactly(state.data(), x.grad());
        CompiledFunction built =
                CompiledFunction.builder(state).inputs(List.of(x)).checkpoints().build();
        assertThat(built.explain()).contains("(9998 steps of 3 gates), with checkpoints");
        assertThat(TierEqualityTest.gradient(built, 0, new double[0], new double[] {0.5}))
                .containsExactly(state.data(), x.grad());
    }

    /** Some outputs are numbers within a loop. */
    @Test
    void several_outputs_have_them_too() {
        int looped = 0;
        for (long seed = 0; seed < FUNCTIONS / 5; seed++) {
            Function function = RandomSequences.of(seed, seed, 12, 12, 4);
            CompiledFunction loops = function.compile(Tier.LOOPS);
            CompiledFunction interpreted = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            StepSequences found = MethodsEvaluator.sequencesIn(function.record(), Tier.FEW_STEPS);
            if (found != null) {
                looped++;
                checkLaterOutput(MethodsEvaluator.withCheckpoints(found), interpreted, p, x);
            }
            double[] values = new double[4];
            double[] expected = new double[4];
            loops.evaluate(p, x, values);
            interpreted.evaluate(p, x, expected);
            assertThat(values).as("seed %d", seed).containsExactly(expected);
            for (int k = 0; k < 4; k++) {
                assertThat(TierEqualityTest.gradient(loops, k, p, x))
                        .as("seed %d, output %d", seed, k)
                        .containsExactly(TierEqualityTest.gradient(interpreted, k, p, x));
            }
        }
        assertThat(looped).as("functions with loops").isGreaterThan(FUNCTIONS / 10);
    }

    private static void checkLaterOutput(Evaluator evaluator, CompiledFunction interpreted, double[] p, double[] x) {
        double[] values = new double[4];
        double[] expected = new double[4];
        Workspace workspace = evaluator.workspace();
        evaluator.evaluate(p, x, values, workspace);
        interpreted.evaluate(p, x, expected);
        assertThat(values).containsExactly(expected);
        double[] byParameters = new double[p.length];
        double[] byInputs = new double[x.length];
        double value = evaluator.gradient(2, p, x, byParameters, byInputs, workspace);
        assertThat(Doubles.concat(new double[] {value}, byParameters, byInputs))
                .containsExactly(TierEqualityTest.gradient(interpreted, 2, p, x));
    }

    /**
     * Steps of the state s ← s + 0.1·(w·s − s³) + uₜ, of which uₜ is given to each step, and 0.1 and w are
     * shared.
     */
    private static Function cubic(int steps) {
        Function function = new Function();
        Value w = Value.of(0.5);
        Value state = Value.of(1);
        function.parameters.addAll(List.of(w, state));
        for (int step = 0; step < steps; step++) {
            Value given = Value.of(Math.sin(step));
            function.inputs.add(given);
            Value slope = w.mul(state).sub(state.mul(state).mul(state));
            state = state.add(slope.mul(0.1)).add(given);
        }
        function.outputs.add(state);
        return function;
    }

    @Test
    void a_recurrence_is_one_sequence_from_its_second_step_on() {
        StepSequences found =
                Objects.requireNonNull(SequenceSearch.find(cubic(1000).record(), 8));
        assertThat(found.sequences()).hasSize(1);
        StepSequence sequence = found.sequences().get(0);
        assertThat(sequence.period).isEqualTo(7);
        assertThat(sequence.count - sequence.first).isBetween(998, 999);
        assertThat(sequence.columnCount()).isOne();
    }

    @Test
    void a_function_that_repeats_nothing_has_no_sequence() {
        assertThat(SequenceSearch.find(RandomFunctions.of(7, 7, 3000, 1).record(), TierChoice.MIN_STEPS))
                .isNull();
    }

    @Test
    void a_million_gates_are_a_loop_with_the_bits_of_the_graph() {
        Function function = cubic(143_000);
        CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
        assertThat(compiled.explain()).contains("steps of 7 gates");
        double[] p = function.parameterNumbers();
        double[] x = function.inputNumbers();
        double[] gradient = TierEqualityTest.gradient(compiled, 0, p, x);
        function.outputs.get(0).backward();
        assertThat(gradient[0]).isEqualTo(function.outputs.get(0).data());
        assertThat(gradient[1]).isEqualTo(function.parameters.get(0).grad());
        assertThat(gradient[gradient.length - 1])
                .isEqualTo(function.inputs.get(x.length - 1).grad());
        assertThat(gradient[3 + x.length / 2])
                .isEqualTo(function.inputs.get(x.length / 2).grad());
    }

    @Test
    void code_does_not_grow_with_the_number_of_steps() {
        assertThat(codeSize(cubic(50_000))).isLessThan(codeSize(cubic(50)) + 200);
    }

    private static int codeSize(Function function) {
        StepSequences found = Objects.requireNonNull(MethodsEvaluator.sequencesIn(function.record(), 8));
        return MethodsCompiler.classFiles(found.recording(), found).stream()
                .mapToInt(file -> file.length)
                .sum();
    }

    @Test
    void no_method_is_too_large_for_hotspots_compilers() throws IOException {
        int looped = 0;
        for (long seed = 0; seed < 20; seed++) {
            Function function = RandomSequences.of(seed, seed, 50 + 40 * (int) seed, 8, 1);
            StepSequences found = MethodsEvaluator.sequencesIn(function.record(), Tier.FEW_STEPS);
            if (found != null) {
                looped++;
                for (byte[] classFile : MethodsCompiler.classFiles(found.recording(), found)) {
                    assertThat(BytecodeTest.methodSizes(classFile).values())
                            .as("seed %d", seed)
                            .allSatisfy(size -> assertThat(size).isLessThan(8000));
                }
            }
        }
        assertThat(looped).as("functions with loops").isGreaterThan(10);
    }

    @Test
    void classes_go_when_their_functions_go() {
        StepSequences found =
                Objects.requireNonNull(MethodsEvaluator.sequencesIn(cubic(20).record(), 8));
        double[] p = {0.5, 1};
        double[] x = new double[20];
        double[] byParameters = new double[2];
        double[] byInputs = new double[20];
        assertThat(BytecodeTest.leftBehind(1000, () -> {
                    MethodsEvaluator evaluator = new MethodsEvaluator(found, 0);
                    Arrays.fill(byInputs, Double.NaN);
                    evaluator.gradient(0, p, x, byParameters, byInputs, evaluator.workspace());
                }))
                .as("bytes that a function left behind")
                .isLessThan(200);
    }
}
