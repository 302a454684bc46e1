package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Gates of one op side by side, which tape and lanes compute in loops, against the interpreter: the same bits. */
class ElementRunsTest {
    private static final long SEED = 20261125;

    /** More than the 64 that are looked through at a time, and no multiple of it. */
    private static final int WIDTH = 100;

    private static final int SAMPLES = 70;

    private static final List<Op> UNARY = ops(Arity.UNARY);
    private static final List<Op> BINARY = ops(Arity.BINARY);

    private static List<Op> ops(Arity arity) {
        return Arrays.stream(Op.values()).filter(op -> op.arity() == arity).toList();
    }

    /**
     * Operands around every threshold: small ones, large ones, some that saturate, and a NaN or an infinity here and
     * there.
     */
    private static double number(Random random) {
        int kind = random.nextInt(100);
        return kind == 0 ? Double.NaN : kind == 1 ? Double.NEGATIVE_INFINITY : random.nextGaussian() * (kind % 4);
    }

    private static List<Value> leaves(Random random) {
        return random.doubles(WIDTH).mapToObj(any -> Value.of(number(random))).toList();
    }

    private static Value sumOf(IntFunction<Value> gate) {
        List<Value> gates = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            gates.add(gate.apply(i));
        }
        return Value.sum(gates);
    }

    @ParameterizedTest
    @EnumSource
    void a_tape_has_the_interpreters_bits(Op op) {
        Random random = new Random(SEED);
        List<Value> a = leaves(random);
        List<Value> b = leaves(random);
        Value same = Value.of(0.75);
        Value constant = Value.constant(-1.5);
        List<Value> outputs = UNARY.contains(op)
                ? List.of(sumOf(i -> op.apply(a.get(i))))
                : BINARY.contains(op)
                        ? List.of(
                                sumOf(i -> op.apply(a.get(i), b.get(i))),
                                sumOf(i -> op.apply(a.get(i), same)),
                                sumOf(i -> op.apply(constant, a.get(i))),
                                sumOf(i -> op.apply(a.get(i), a.get(WIDTH - 1 - i))),
                                sumOf(i -> op.apply(a.get(i), a.get((i + 1) % WIDTH))))
                        : List.of(sumOf(i -> op.apply(a.get(i), b.get(i), a.get(i))));
        List<Value> leaves = new ArrayList<>(a);
        leaves.addAll(b);
        leaves.add(same);
        double[] x = leaves.stream().mapToDouble(Value::data).toArray();
        for (Value output : outputs) {
            double[] expected = new double[x.length];
            double[] actual = new double[x.length];
            double value = compile(output, List.of(), leaves, Tier.INTERPRETER).gradient(x, expected);
            assertThat(compile(output, List.of(), leaves, Tier.TAPE).gradient(x, actual))
                    .isEqualTo((Double) value);
            assertThat(actual).as("%s, seed %s", op, SEED).containsExactly(expected);
        }
    }

    /** Twice, because no gradient is cleared that a step overwrites. */
    @Test
    void sums_of_runs_have_the_interpreters_bits() {
        Random random = new Random(SEED);
        List<Value> leaves = leaves(random);
        List<Value> run = leaves.stream().map(Value::exp).toList();
        Value constant = Value.constant(0.5);
        List<Value> outputs = List.of(
                Value.sum(run),
                Value.sum(joined(List.of(constant), run)),
                Value.sum(joined(List.of(leaves.get(3)), run)),
                Value.sum(joined(List.of(run.get(0)), run)),
                Value.sum(joined(List.of(run.get(7)), run)),
                Value.sum(joined(run, List.of(run.get(7)))),
                Value.sum(run).mul(run.get(50).log()),
                Value.sum(joined(leaves, run)),
                Value.sum(leaves).tanh(),
                Value.sum(leaves.stream().map(Value::neg).toList()).relu(),
                Value.sum(leaves.stream().map(Value::relu).toList()).neg());
        for (int k = 0; k < outputs.size(); k++) {
            CompiledFunction tape = compile(outputs.get(k), List.of(), leaves, Tier.TAPE);
            CompiledFunction interpreter = compile(outputs.get(k), List.of(), leaves, Tier.INTERPRETER);
            for (int time = 0; time < 5; time++) {
                double[] x = random.doubles(WIDTH, -1, 1).toArray();
                if (time == 2) {
                    Arrays.fill(x, -0.0);
                } else if (time > 2) {
                    x[WIDTH / 2] = time == 3 ? Double.NaN : Double.POSITIVE_INFINITY;
                }
                double[] expected = new double[WIDTH];
                double[] actual = random.doubles(WIDTH).toArray();
                double value = interpreter.gradient(x, expected);
                assertThat(bits(tape.gradient(x, actual))).as("sum %d", k).isEqualTo(bits(value));
                assertThat(bits(actual)).as("sum %d, time %d", k, time).containsExactly(bits(expected));
            }
        }
    }

    private static long[] bits(double... numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static List<Value> joined(List<Value> first, List<Value> second) {
        List<Value> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** With a tie, and with a NaN among the operands or an infinite gradient, which 0 does not stop. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"MAX", "MIN"})
    void a_tape_routes_through_chains_as_the_interpreter_does(Op op) {
        Random random = new Random(SEED);
        List<Value> leaves = new ArrayList<>(leaves(random));
        Value chain = leaves.get(0);
        for (Value leaf : leaves.subList(1, WIDTH)) {
            chain = op.apply(chain, leaf);
        }
        Value scale = Value.of(1);
        Value output = chain.mul(scale).add(sumOf(i -> leaves.get(i).tanh()));
        leaves.add(scale);
        CompiledFunction tape = compile(output, List.of(), leaves, Tier.TAPE);
        CompiledFunction interpreter = compile(output, List.of(), leaves, Tier.INTERPRETER);
        for (double factor : new double[] {1, -0.5, Double.POSITIVE_INFINITY}) {
            for (double odd : new double[] {0, 9, -9, Double.NaN}) {
                double[] x = random.doubles(WIDTH + 1, -2, 2).toArray();
                x[WIDTH] = factor;
                x[40] = odd;
                x[70] = odd;
                double[] expected = new double[x.length];
                double[] actual = new double[x.length];
                double value = interpreter.gradient(x, expected);
                assertThat(tape.gradient(x, actual)).isEqualTo((Double) value);
                assertThat(actual).as("%s, %s times %s", op, factor, odd).containsExactly(expected);
            }
        }
    }

    /** A lane each sample; the gradient of p is that of one sample where all others have upstream 0. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"TANH", "SIGMOID", "ATAN", "RELU"})
    void lanes_have_the_interpreters_bits(Op op) {
        Random random = new Random(SEED);
        Value p = Value.of(1);
        Value x = Value.of(0);
        Value weight = Value.of(0);
        CompiledFunction f = compile(op.apply(p.mul(x)).mul(weight), List.of(p), List.of(x, weight), Tier.INTERPRETER);
        double[] numbers =
                random.doubles(SAMPLES).map(any -> random.nextGaussian() * 3).toArray();
        for (int chosen = 0; chosen < SAMPLES; chosen++) {
            double[][] samples = new double[SAMPLES][];
            for (int s = 0; s < SAMPLES; s++) {
                samples[s] = new double[] {numbers[s], s == chosen ? 1 : 0};
            }
            double[] actual = new double[1];
            f.sumGradient(new double[] {1}, samples, actual, null, 1);
            double[] expected = new double[1];
            f.gradient(new double[] {1}, samples[chosen], expected, new double[2]);
            assertThat(actual).as("%s at %s", op, numbers[chosen]).containsExactly(expected);
        }
    }

    private static CompiledFunction compile(Value output, List<Value> parameters, List<Value> inputs, Tier tier) {
        return CompiledFunction.builder(output)
                .parameters(parameters)
                .inputs(inputs)
                .tier(tier)
                .build();
    }
}
