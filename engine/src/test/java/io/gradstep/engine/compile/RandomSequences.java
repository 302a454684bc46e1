package io.gradstep.engine.compile;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded random recurrences: a step of random gates over carried state, numbers of the step before, shared numbers and
 * numbers given to the step, done many times; sometimes one step differs. The shape hangs on one seed and the arguments
 * on another.
 */
final class RandomSequences {
    private static final List<Op> OPS = List.of(Op.values());

    private static final List<Op> CALM = List.of(
            Op.ADD,
            Op.SUB,
            Op.MUL,
            Op.MUL,
            Op.MAX,
            Op.WHERE,
            Op.WHERE,
            Op.GREATER_THAN,
            Op.SIN,
            Op.TANH,
            Op.SIGMOID,
            Op.RELU,
            Op.ABS,
            Op.SUM,
            Op.DOT,
            Op.LOG_SUM_EXP);

    private final Random shape;
    private final Random numbers;
    private final Function function = new Function();

    /** Numbers that all steps share. */
    private final List<Value> shared = new ArrayList<>();

    /** Tokens that some steps look up. */
    private final List<Value> tokens = new ArrayList<>();

    private RandomSequences(long seed, long argumentSeed) {
        this.shape = new Random(seed);
        this.numbers = new Random(argumentSeed);
    }

    static Function of(long seed, long argumentSeed, int gateCount, int stepCount, int outputCount) {
        return new RandomSequences(seed, argumentSeed).build(gateCount, stepCount, outputCount);
    }

    private Function build(int gateCount, int stepCount, int outputCount) {
        long step = shape.nextLong();
        int stateCount = 1 + shape.nextInt(3);
        int given = shape.nextInt(4);
        int lookups = shape.nextInt(3) == 0 ? 1 : 0;
        for (int i = 0; i < 3; i++) {
            function.parameters.add(Value.of(number(numbers)));
        }
        for (int i = 0; i < 5; i++) {
            tokens.add(Value.of(number(numbers)));
        }
        function.parameters.addAll(lookups > 0 ? tokens : List.of());
        shared.addAll(function.parameters.subList(0, 3));
        shared.add(Value.constant(number(shape)));
        shared.add(shared.get(0).mul(shared.get(1)).sin());
        List<Value> state = new ArrayList<>();
        List<Value> before = new ArrayList<>();
        for (int i = 0; i < stateCount; i++) {
            Value first = Value.of(number(numbers));
            function.inputs.add(first);
            state.add(first);
            before.add(shape.nextBoolean() ? first : shared.get(0));
        }
        int odd = shape.nextInt(4) == 0 ? shape.nextInt(stepCount) : -1;
        boolean register = shape.nextInt(3) == 0; // the state of several steps before
        boolean ofLosses = shape.nextBoolean();
        Value total = Value.constant(0);
        List<Value> losses = new ArrayList<>();
        List<Value> seen = new ArrayList<>();
        for (int t = 0; t < stepCount; t++) {
            List<Value> pool = new ArrayList<>(shared);
            pool.addAll(before);
            for (int i = 0; i < given; i++) {
                pool.add(given(i));
            }
            for (int i = 0; i < lookups; i++) {
                pool.add(tokens.get(t * t * 3 % 5));
            }
            pool.addAll(state);
            int first = pool.size();
            new Steps(t == odd ? step + 1 : step, pool).run(gateCount);
            before = List.copyOf(pool.subList(pool.size() - stateCount, pool.size()));
            for (int i = stateCount - 1; i >= 0; i--) {
                state.set(
                        i,
                        i > 0 && register
                                ? state.get(i - 1)
                                : pool.get(first + (i * 7) % gateCount).sin());
            }
            Value loss = pool.get(pool.size() - 1).tanh();
            losses.add(loss);
            total = total.add(loss);
            seen.add(pool.get(first));
        }
        for (int k = 0; k < outputCount; k++) {
            List<Value> last = new ArrayList<>(state);
            last.add(ofLosses ? Value.sum(losses) : total);
            function.outputs.add(
                    k == 0
                            ? Value.sum(last)
                            : seen.get(shape.nextInt(stepCount)).mul(k));
        }
        return function;
    }

    /** An argument that takes a gradient or not, or a constant, new in each step. */
    private Value given(int i) {
        double number = number(i == 2 ? shape : numbers);
        if (i == 2) {
            return Value.constant(number);
        }
        Value leaf = i == 0 ? Value.of(number) : Value.constant(number);
        function.inputs.add(leaf);
        return leaf;
    }

    private static double number(Random random) {
        int kind = random.nextInt(6);
        return kind == 0 ? random.nextInt(5) - 2 : kind == 1 ? -0.0 : random.nextGaussian();
    }

    /** The gates of one step, the same for the same seed. */
    private static final class Steps {
        private final Random random;
        private final List<Value> pool;
        private final List<Op> ops;

        Steps(long seed, List<Value> pool) {
            this.random = new Random(seed);
            this.pool = pool;
            this.ops = random.nextInt(3) == 0 ? OPS : CALM;
        }

        void run(int gateCount) {
            for (int made = 0; made < gateCount; made++) {
                pool.add(gate());
            }
        }

        private Value gate() {
            if (random.nextInt(30) == 0) {
                return random.nextBoolean()
                        ? RandomFunctions.LENGTH.apply(any(), any())
                        : RandomFunctions.BLEND.apply(any(), any(), any());
            }
            Op op = ops.get(random.nextInt(ops.size()));
            int count = op.minOperands();
            if (op.arity() == Arity.NARY) {
                count += random.nextInt(20) == 0 ? 70 : random.nextInt(5);
            }
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                operands.add(random.nextInt(10) == 0 ? Value.constant(number(random)) : any());
            }
            return op.apply(operands);
        }

        /** Half the time one of the last few, so that steps are connected. */
        private Value any() {
            int back = random.nextBoolean() ? random.nextInt(Math.min(6, pool.size())) : random.nextInt(pool.size());
            return pool.get(pool.size() - 1 - back);
        }
    }
}
