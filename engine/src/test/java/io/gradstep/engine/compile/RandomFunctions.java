package io.gradstep.engine.compile;

import io.gradstep.engine.Arity;
import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.recording.Recorder;
import io.gradstep.engine.compile.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded random functions over every op and custom ones, with sharing, constants, ties and repeated operands. The shape
 * hangs on one seed and the arguments on another, so that a function can be built again at other arguments.
 */
final class RandomFunctions {
    private static final List<Op> OPS = List.of(Op.values());

    /** Ops that keep numbers of ordinary size as they are, so that not all becomes NaN. */
    private static final List<Op> CALM = List.of(
            Op.ADD,
            Op.SUB,
            Op.MUL,
            Op.NEG,
            Op.MAX,
            Op.MIN,
            Op.GREATER_THAN,
            Op.AT_MOST,
            Op.WHERE,
            Op.WHERE,
            Op.ABS,
            Op.SIN,
            Op.COS,
            Op.ATAN,
            Op.TANH,
            Op.SIGMOID,
            Op.RELU,
            Op.LEAKY_RELU,
            Op.SOFTPLUS,
            Op.ERF,
            Op.GELU,
            Op.SUM,
            Op.DOT,
            Op.LOG_SUM_EXP);

    static final CustomOp LENGTH = CustomOp.builder("length", 2, v -> Math.sqrt(v[0] * v[0] + v[1] * v[1]))
            .derivatives((v, out) -> new double[] {v[0] / out, v[1] / out})
            .build();

    static final CustomOp BLEND = CustomOp.builder("blend", 3, v -> v[0] * v[1] + (1 - v[0]) * v[2])
            .derivatives((v, out) -> new double[] {v[1] - v[2], v[0], 1 - v[0]})
            .build();

    /** A function and its arguments. */
    static final class Function {
        final List<Value> parameters = new ArrayList<>();
        final List<Value> inputs = new ArrayList<>();
        final List<Value> outputs = new ArrayList<>();
        final List<Value> frozen = new ArrayList<>();

        double[] parameterNumbers() {
            return parameters.stream().mapToDouble(Value::data).toArray();
        }

        double[] inputNumbers() {
            return inputs.stream().mapToDouble(Value::data).toArray();
        }

        CompiledFunction compile(Tier tier) {
            return CompiledFunction.builder(outputs)
                    .parameters(parameters)
                    .inputs(inputs)
                    .frozen(frozen)
                    .tier(tier)
                    .build();
        }

        Recording record() {
            return Recorder.record(outputs, parameters, inputs, frozen);
        }
    }

    private final Random shape;
    private final Random numbers;
    private final boolean calm;
    private final boolean withCustomOps;
    private final List<Value> nodes = new ArrayList<>();

    private RandomFunctions(long seed, long argumentSeed, boolean withCustomOps) {
        this.shape = new Random(seed);
        this.numbers = new Random(argumentSeed);
        this.calm = shape.nextInt(3) > 0;
        this.withCustomOps = withCustomOps;
    }

    /**
     * Builds a function.
     *
     * @param seed of the shape; even ones give numbers of ordinary size
     * @param argumentSeed of the arguments' numbers
     * @param gateCount how many gates to make
     * @param outputCount how many outputs
     */
    static Function of(long seed, long argumentSeed, int gateCount, int outputCount) {
        return new RandomFunctions(seed, argumentSeed, true).build(gateCount, outputCount);
    }

    static Function withoutCustomOps(long seed, long argumentSeed, int gateCount, int outputCount) {
        return new RandomFunctions(seed, argumentSeed, false).build(gateCount, outputCount);
    }

    private Function build(int gateCount, int outputCount) {
        Function function = new Function();
        int parameterCount = shape.nextInt(4);
        for (int i = 0; i < parameterCount; i++) {
            function.parameters.add(Value.of(number(numbers)));
        }
        int inputCount = 1 + shape.nextInt(4);
        for (int i = 0; i < inputCount; i++) {
            double number = number(numbers);
            function.inputs.add(shape.nextInt(3) == 0 ? Value.constant(number) : Value.of(number));
        }
        nodes.addAll(function.parameters);
        nodes.addAll(function.inputs);
        function.frozen.add(Value.of(number(shape)));
        nodes.addAll(function.frozen);
        nodes.add(Value.constant(number(shape)));
        for (int made = 0; made < gateCount; made++) {
            nodes.add(gate());
        }
        for (int k = 0; k < outputCount; k++) {
            function.outputs.add(shape.nextInt(20) == 0 ? any() : output(gateCount));
        }
        return function;
    }

    /** Ties the last few nodes together, so that most of what was made is needed. */
    private Value output(int gateCount) {
        int last = Math.min(1 + shape.nextInt(4), nodes.size());
        return gateCount == 0 || last == 1
                ? nodes.get(nodes.size() - 1)
                : Value.sum(nodes.subList(nodes.size() - last, nodes.size()));
    }

    private Value gate() {
        if (withCustomOps && shape.nextInt(20) == 0) {
            return shape.nextBoolean() ? LENGTH.apply(any(), any()) : BLEND.apply(any(), any(), any());
        }
        List<Op> ops = calm ? CALM : OPS;
        Op op = ops.get(shape.nextInt(ops.size()));
        int count = op.arity() == Arity.NARY ? op.minOperands() + shape.nextInt(5) : op.minOperands();
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(shape.nextInt(10) == 0 ? Value.constant(number(shape)) : any());
        }
        Value node = op.apply(operands);
        return calm && shape.nextInt(3) == 0 ? node.sin() : node;
    }

    /** Half the time one of the last few nodes, so that graphs grow deep. */
    private Value any() {
        int recent = Math.min(nodes.size(), 6);
        int back = shape.nextBoolean() ? shape.nextInt(recent) : shape.nextInt(nodes.size());
        return nodes.get(nodes.size() - 1 - back);
    }

    private double number(Random random) {
        int kind = random.nextInt(calm ? 5 : 10);
        return switch (kind) {
            case 0 -> random.nextInt(5) - 2; // makes ties
            case 4 -> -0.0;
            case 5 -> Double.NaN;
            case 6 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 7 -> random.nextGaussian() * 1e200;
            case 8 -> random.nextGaussian() * Double.MIN_NORMAL;
            default -> random.nextGaussian() * 2;
        };
    }
}
