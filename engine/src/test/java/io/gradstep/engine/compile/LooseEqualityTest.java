package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.lanes.IsomorphicSearch;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tiers that may add in another order than the interpreter: equal to it but for rounding. */
class LooseEqualityTest {
    /** Of the largest number of a gradient; rounding alone makes some 1e-13 in graphs of this size. */
    private static final double TOLERANCE = 1e-9;

    @Test
    void the_tape_agrees_with_the_interpreter() {
        for (long seed = 0; seed < 2000; seed++) {
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 150), 1 + (int) (seed % 3));
            CompiledFunction tape = function.compile(Tier.TAPE);
            CompiledFunction interpreter = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            for (int k = 0; k < function.outputs.size(); k++) {
                String name = "seed " + seed + ", output " + k;
                assertClose(
                        name,
                        TierEqualityTest.gradient(tape, k, p, x),
                        TierEqualityTest.gradient(interpreter, k, p, x),
                        largestContribution(function, k, x));
            }
        }
    }

    @Test
    void a_batch_agrees_with_one_sample_after_another() {
        for (long seed = 0; seed < 1000; seed++) {
            int outputs = 1 + (int) (seed % 3);
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 80), outputs);
            CompiledFunction compiled = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[][] samples = samples(function, seed, 1 + (int) (seed % 40));
            double[] expected = new double[p.length + 1];
            double largest = 0;
            double[][] expectedOutputs = new double[samples.length][outputs];
            for (int s = 0; s < samples.length; s++) {
                double[] gradient = TierEqualityTest.gradient(compiled, 0, p, samples[s]);
                IntStream.range(0, expected.length).forEach(i -> expected[i] += gradient[i]);
                compiled.evaluate(p, samples[s], expectedOutputs[s]);
                largest = Math.max(largest, largestContribution(function, 0, samples[s]));
            }
            double[] gradient = new double[p.length];
            double[][] actualOutputs = new double[samples.length][outputs];
            double sum = compiled.sumGradient(p, samples, gradient, actualOutputs, 1);
            assertClose("seed " + seed, joined(sum, gradient), expected, largest);
            for (int s = 0; s < samples.length; s++) {
                assertClose("seed " + seed + ", sample " + s, actualOutputs[s], expectedOutputs[s]);
            }
        }
    }

    /** Rows of inputs, some equal to those that the function was recorded at. */
    static double[][] samples(Function function, long seed, int count) {
        Random random = new Random(seed);
        double[][] samples = new double[count][];
        for (int s = 0; s < count; s++) {
            double[] row = function.inputNumbers();
            if (s % 5 != 0) {
                Arrays.setAll(row, k -> random.nextInt(4) == 0 ? random.nextInt(5) - 2 : random.nextGaussian());
            }
            samples[s] = row;
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100, 127, 128, 129, 300, 2500})
    void the_number_of_threads_does_not_change_a_bit(int count) {
        Function function = RandomFunctions.of(6, 6, 60, 1);
        Function other = new Function();
        other.inputs.addAll(function.inputs);
        other.parameters.addAll(List.of(Value.of(0.5), Value.of(-1.5)));
        other.outputs.add(function.outputs
                .get(0)
                .tanh()
                .mul(other.parameters.get(0))
                .add(other.parameters.get(1))
                .tanh());
        other.parameters.addAll(function.parameters);
        other.frozen.addAll(function.frozen);
        CompiledFunction compiled = other.compile(Tier.INTERPRETER);
        double[][] samples = samples(other, count, count);
        double[] p = other.parameterNumbers();
        double[] one = new double[p.length];
        double[] three = new double[p.length];

        double sum = compiled.sumGradient(p, samples, one, null, 1);

        assertThat(compiled.sumGradient(p, samples, three, null, 3)).isEqualTo(sum);
        assertThat(three).containsExactly(one);
        assertThat(Arrays.stream(one).anyMatch(g -> g != 0)).isTrue();
    }

    /** A sum of one random function over different constants: what {@link IsomorphicSearch} looks for. */
    @Test
    void isomorphic_parts_are_found_and_agree_with_the_interpreter() {
        int isomorphic = 0;
        for (long seed = 0; seed < 600; seed++) {
            Function function = occurrences(seed, 8 + (int) (seed % 200), 5 + (int) (seed % 40));
            Recording fused = DotFusion.of(function.record());
            if (IsomorphicSearch.find(fused) != null) {
                isomorphic++;
            }
            CompiledFunction tape = function.compile(Tier.TAPE);
            CompiledFunction interpreter = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            assertClose(
                    "seed " + seed,
                    TierEqualityTest.gradient(tape, 0, p, x),
                    TierEqualityTest.gradient(interpreter, 0, p, x));
        }
        assertThat(isomorphic).as("functions with isomorphic parts").isGreaterThan(300);
    }

    /** The mean over constants of a random function of these and of shared arguments, and a penalty. */
    private static Function occurrences(long seed, int count, int gates) {
        Random numbers = new Random(seed);
        Function function = new Function();
        for (int i = 0; i < 3; i++) {
            function.parameters.add(Value.of(numbers.nextGaussian()));
            function.inputs.add(Value.of(numbers.nextGaussian()));
        }
        List<Value> terms = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            List<Value> nodes = new ArrayList<>(function.parameters);
            nodes.addAll(function.inputs);
            nodes.add(Value.constant(numbers.nextGaussian()));
            nodes.add(Value.constant(numbers.nextInt(3)));
            Random shape = new Random(seed);
            for (int g = 0; g < gates; g++) {
                Value a = nodes.get(shape.nextInt(nodes.size()));
                Value b = nodes.get(nodes.size() - 1 - shape.nextInt(Math.min(4, nodes.size())));
                nodes.add(
                        switch (shape.nextInt(7)) {
                            case 0 -> a.add(b);
                            case 1 -> a.mul(b).tanh();
                            case 2 -> a.sub(b).sin();
                            case 3 -> a.max(b);
                            case 4 -> Value.dot(List.of(a, b), List.of(b, function.parameters.get(0)), a);
                            case 5 -> Value.logSumExp(List.of(a, b, function.inputs.get(1)));
                            default -> b.relu().add(1);
                        });
            }
            terms.add(
                    nodes.get(nodes.size() - 1).add(nodes.get(nodes.size() - 2)).tanh());
        }
        Value sum = terms.get(0);
        for (Value term : terms.subList(1, count)) {
            sum = sum.add(term);
        }
        Value penalty = Value.dot(function.parameters, function.parameters);
        function.outputs.add(sum.mul(1.0 / count).add(penalty.mul(function.inputs.get(0))));
        return function;
    }

    private static double[] joined(double first, double[] rest) {
        double[] all = new double[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /**
     * The magnitude of what is added up on the way back at some inputs. Large contributions that cancel take with them
     * what is less than their rounding, in one order of the sum or another: the bound of {@link CompiledFunction}.
     */
    static double largestContribution(Function function, int output, double[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (!function.inputs.get(i).isConstant()) {
                function.inputs.get(i).setData(inputs[i]);
            }
        }
        Value of = function.outputs.get(output);
        Graph.of(of).forward();
        double largest = 0;
        for (Step step : Trace.of(of)) {
            if (step instanceof Step.Backward back && Double.isFinite(back.contribution())) {
                largest = Math.max(largest, Math.abs(back.contribution()));
            }
        }
        return largest;
    }

    private static void assertClose(String name, double[] actual, double[] expected) {
        assertClose(name, actual, expected, 0);
    }

    static void assertClose(String name, double[] actual, double[] expected, double magnitude) {
        double scale =
                Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).reduce(magnitude, Math::max);
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(Math.abs(actual[i] - expected[i]))
                        .as("%s, number %d: %s, not %s", name, i, actual[i], expected[i])
                        .isLessThanOrEqualTo(TOLERANCE * scale);
            } else {
                assertThat(Double.isFinite(actual[i]))
                        .as("%s, number %d: %s, not %s", name, i, actual[i], expected[i])
                        .isFalse();
            }
        }
    }
}
