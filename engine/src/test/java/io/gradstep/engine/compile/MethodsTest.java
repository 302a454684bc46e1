package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.bytecode.MethodsCompiler;
import io.gradstep.engine.compile.recording.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large functions in many generated methods: their bits, their size and their life time. */
class MethodsTest {
    /** The long form, twenty times as many, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int FUNCTIONS = Boolean.getBoolean("gradstep.long") ? 4000 : 200;

    /** Sizes up to several methods, and then some classes. */
    @Test
    void random_functions_have_the_bits_of_the_graph() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            int gates = seed % 50 == 49 ? 5000 : (int) (seed * seed % 600);
            TierEqualityTest.checkMethods(
                    "seed " + seed,
                    RandomFunctions.of(seed, seed, gates, 1),
                    RandomFunctions.of(seed, -1 - seed, gates, 1));
        }
    }

    @Test
    void later_outputs_have_them_too() {
        for (long seed = 0; seed < FUNCTIONS / 5; seed++) {
            Function function = RandomFunctions.of(seed, seed, 300, 4);
            CompiledFunction methods = function.compile(Tier.METHODS);
            CompiledFunction interpreted = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            double[] values = new double[4];
            double[] expected = new double[4];
            methods.evaluate(p, x, values);
            interpreted.evaluate(p, x, expected);
            assertThat(values).as("seed %d", seed).containsExactly(expected);
            for (int k = 0; k < 4; k++) {
                assertThat(TierEqualityTest.gradient(methods, k, p, x))
                        .as("seed %d, output %d", seed, k)
                        .containsExactly(TierEqualityTest.gradient(interpreted, k, p, x));
            }
        }
    }

    /**
     * A gate with 1,000 operands, some of them twice, constant or arguments, between other gates, and as the output.
     */
    @ParameterizedTest
    @EnumSource(Op.class)
    void a_gate_with_many_operands(Op op) {
        if (op.arity() != Arity.NARY) {
            return;
        }
        for (boolean last : new boolean[] {false, true}) {
            Function function = new Function();
            Random random = new Random(op.name().hashCode());
            for (int i = 0; i < 20; i++) {
                function.parameters.add(Value.of(random.nextGaussian()));
                function.inputs.add(Value.of(random.nextGaussian()));
            }
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < 999; i++) {
                Value a = function.inputs.get(random.nextInt(20));
                Value b = function.parameters.get(random.nextInt(20));
                operands.add(
                        i % 7 == 0
                                ? a
                                : i % 11 == 0 ? Value.constant(0.5) : a.mul(b).sin());
            }
            Value wide = op.apply(operands);
            function.outputs.add(last ? wide : wide.sin().add(operands.get(500)));
            TierEqualityTest.checkMethods("%s, last: %s".formatted(op, last), function, function);
        }
    }

    @Test
    void outputs_may_overwrite_the_inputs() {
        Value x = Value.of(0);
        Value y = Value.of(0);
        CompiledFunction swap = CompiledFunction.builder(List.of(y, x))
                .inputs(List.of(x, y))
                .tier(Tier.METHODS)
                .build();
        double[] point = {3, 4};
        swap.evaluate(new double[0], point, point);
        assertThat(point).containsExactly(4, 3);
    }

    /** Interpreted at first, then compiled: the bits stay. */
    @Test
    void nothing_changes_when_the_code_is_generated() {
        Function function = RandomFunctions.withoutCustomOps(6, 6, 700, 1);
        CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
        assertThat(compiled.explain()).contains("many methods");
        double[] p = function.parameterNumbers();
        double[] x = function.inputNumbers();
        double[] first = TierEqualityTest.gradient(compiled, 0, p, x);
        for (int i = 0; i < TierChoice.INTERPRETED_FIRST + 10; i++) {
            assertThat(TierEqualityTest.gradient(compiled, 0, p, x)).containsExactly(first);
        }
    }

    @Test
    void no_method_is_too_large_for_hotspots_compilers() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Function function = RandomFunctions.of(seed, seed, 2000, 1);
            List<byte[]> classFiles = MethodsCompiler.classFiles(function.record(), null);
            for (byte[] classFile : classFiles) {
                for (Map.Entry<String, Integer> method :
                        BytecodeTest.methodSizes(classFile).entrySet()) {
                    assertThat(method.getValue())
                            .as("seed %d, %s", seed, method)
                            .isLessThan(8000);
                }
            }
        }
    }

    @Test
    void classes_go_when_their_functions_go() {
        Recording recording = RandomFunctions.withoutCustomOps(5, 5, 300, 1).record();
        double[] p = new double[recording.parameterCount];
        double[] x = new double[recording.inputCount];
        double[] byParameters = new double[p.length];
        double[] byInputs = new double[x.length];
        assertThat(BytecodeTest.leftBehind(1000, () -> {
                    var evaluator = Tier.METHODS.evaluator(recording);
                    Arrays.fill(byInputs, Double.NaN);
                    evaluator.gradient(0, p, x, byParameters, byInputs, evaluator.workspace());
                }))
                .as("bytes that a function left behind")
                .isLessThan(200);
    }
}
