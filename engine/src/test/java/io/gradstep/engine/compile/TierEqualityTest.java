package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Eager, interpreted and compiled to bytecode: the same numbers, to the last bit. */
class TierEqualityTest {
    /** The long form, four times as many, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int FUNCTIONS = Boolean.getBoolean("gradstep.long") ? 4000 : 1000;

    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        -2.5,
        700,
        -800,
        1e-310,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    @ParameterizedTest
    @EnumSource(Op.class)
    void each_op_alone(Op op) {
        for (int count : op.arity() == Arity.NARY ? new int[] {op.minOperands(), 3, 6} : new int[] {op.minOperands()}) {
            for (int constant = 0; constant <= count; constant++) {
                double[] x = new double[count];
                for (int i = 0; i < NUMBERS.length * NUMBERS.length; i++) {
                    for (int k = 0; k < count; k++) {
                        x[k] = NUMBERS[(i + k * (i / NUMBERS.length)) % NUMBERS.length];
                    }
                    if (i % 4 == 0 || constant == count) {
                        checkAlone(op, x, constant);
                    }
                }
            }
        }
    }

    /** With one operand constant, and the op used twice, so that its upstream gradient is not 1. */
    private static void checkAlone(Op op, double[] x, int constant) {
        Function function = new Function();
        List<Value> operands = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            Value operand = k == constant ? Value.constant(x[k]) : Value.of(x[k]);
            operands.add(operand);
            if (k != constant) {
                function.inputs.add(operand);
            }
        }
        Value y = op.apply(operands);
        function.outputs.add(y.mul(-3).add(y));
        check("%s at %s, constant %d".formatted(op, List.of(operands), constant), function, function);
    }

    @Test
    void random_functions() {
        int bytecode = 0;
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            int gates = (int) (seed % 100);
            Function recorded = RandomFunctions.of(seed, seed, gates, 1);
            Function elsewhere = RandomFunctions.of(seed, -1 - seed, gates, 1);
            bytecode += check("seed " + seed, recorded, elsewhere);
        }
        assertThat(bytecode).as("functions small enough for bytecode").isGreaterThan(FUNCTIONS / 8 * 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void random_functions_that_are_large(int gates) {
        for (long seed = 0; seed < 4; seed++) {
            Function recorded = RandomFunctions.of(seed, seed, gates, 1);
            Function elsewhere = RandomFunctions.of(seed, -1 - seed, gates, 1);
            check("seed " + seed, recorded, elsewhere);
            checkMethods("seed " + seed, recorded, elsewhere);
        }
    }

    @Test
    void functions_with_several_outputs() {
        int bytecode = 0;
        for (long seed = 0; seed < 1000; seed++) {
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 60), 2 + (int) (seed % 7));
            String name = "seed " + seed;
            CompiledFunction interpreted = function.compile(Tier.INTERPRETER);
            if (BytecodeCompiler.classFile(function.record()).isPresent()) {
                bytecode++;
                CompiledFunction compiled = function.compile(Tier.BYTECODE);
                double[] p = function.parameterNumbers();
                double[] x = function.inputNumbers();
                assertSame(name, values(compiled, p, x), values(interpreted, p, x));
                for (int k = 0; k < function.outputs.size(); k++) {
                    String row = name + ", output " + k;
                    assertSame(row, gradient(compiled, k, p, x), gradient(interpreted, k, p, x));
                    assertThat(values(compiled, p, x)[k]).as(row).isEqualTo((Double)
                            function.outputs.get(k).data());
                }
            }
        }
        assertThat(bytecode).as("functions small enough for bytecode").isGreaterThan(900);
    }

    /**
     * Compiles a function, and compares it at other arguments with the same graph built there.
     *
     * @return 1 if it was small enough for bytecode, else 0
     */
    private static int check(String name, Function recorded, Function elsewhere) {
        double[] p = elsewhere.parameterNumbers();
        double[] x = elsewhere.inputNumbers();
        double[] eager = eagerGradient(elsewhere);
        assertSame(name + ", interpreted", gradient(recorded.compile(Tier.INTERPRETER), 0, p, x), eager);
        if (BytecodeCompiler.classFile(recorded.record()).isEmpty()) {
            return 0;
        }
        CompiledFunction compiled = recorded.compile(Tier.BYTECODE);
        assertSame(name + ", bytecode", gradient(compiled, 0, p, x), eager);
        assertSame(name + ", value", new double[] {compiled.value(p, x)}, new double[] {eager[0]});
        assertSame(name + ", values", values(compiled, p, x), new double[] {eager[0]});
        double[][] gradients = new double[3][x.length];
        double[] values = new double[3];
        double[] start = recorded.inputNumbers();
        compiled.gradients(p, new double[][] {x, start, x}, values, gradients);
        double[] byInputs = Arrays.copyOfRange(eager, 1 + p.length, eager.length);
        assertSame(name + ", first of many points", gradients[0], byInputs);
        assertSame(name + ", last of many points", gradients[2], byInputs);
        assertSame(
                name + ", values of many points", new double[] {values[0], values[2]}, new double[] {eager[0], eager[0]
                });
        return 1;
    }

    /** The same for many methods, which take functions of any size. */
    static void checkMethods(String name, Function recorded, Function elsewhere) {
        checkTier(Tier.METHODS, name, recorded, elsewhere);
    }

    static void checkTier(Tier tier, String name, Function recorded, Function elsewhere) {
        double[] p = elsewhere.parameterNumbers();
        double[] x = elsewhere.inputNumbers();
        double[] eager = eagerGradient(elsewhere);
        CompiledFunction compiled = recorded.compile(tier);
        assertSame("%s, %s".formatted(name, tier), gradient(compiled, 0, p, x), eager);
        assertSame("%s, value by %s".formatted(name, tier), values(compiled, p, x), new double[] {eager[0]});
    }

    /** The value, then the gradient. */
    private static double[] eagerGradient(Function function) {
        Value output = function.outputs.get(0);
        function.parameters.forEach(Value::zeroGrad);
        function.inputs.forEach(Value::zeroGrad);
        output.backward();
        List<Double> numbers = new ArrayList<>(List.of(output.data()));
        function.parameters.forEach(leaf -> numbers.add(leaf.grad()));
        function.inputs.forEach(leaf -> numbers.add(leaf.grad()));
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    static double[] gradient(CompiledFunction function, int output, double[] p, double[] x) {
        double[] byParameters = new double[p.length];
        double[] byInputs = new double[x.length];
        double[] all = new double[1 + p.length + x.length];
        all[0] = function.gradient(output, p, x, byParameters, byInputs);
        System.arraycopy(byParameters, 0, all, 1, p.length);
        System.arraycopy(byInputs, 0, all, 1 + p.length, x.length);
        return all;
    }

    private static double[] values(CompiledFunction function, double[] p, double[] x) {
        double[] outputs = new double[function.outputCount()];
        function.evaluate(p, x, outputs);
        return outputs;
    }

    /** Double.equals: all NaN are the same, but 0 and −0 are not. */
    private static void assertSame(String name, double[] actual, double[] expected) {
        assertThat(actual).as(name).containsExactly(expected);
    }
}
