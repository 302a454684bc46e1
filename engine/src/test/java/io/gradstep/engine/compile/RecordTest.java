package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Recorded code is right at every input, or is refused. */
class RecordTest {
    /** The long form, all of them, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int PROGRAMS = Boolean.getBoolean("gradstep.long") ? 100_000 : 5_000;

    @Test
    void conditions_are_decided_at_each_input() {
        CompiledFunction f = CompiledFunction.record(
                2,
                x -> Value.where(
                        x[0].lessThan(x[1]), x[0].mul(x[1]), x[0].sub(x[1]).exp()));
        double[] gradient = new double[2];
        assertThat(f.gradient(new double[] {2, 3}, gradient)).isEqualTo(6.0);
        assertThat(gradient).containsExactly(3, 2);
        assertThat(f.gradient(new double[] {3, 3}, gradient)).isEqualTo(1.0);
        assertThat(gradient).containsExactly(1, -1);
    }

    /** Each of these asks for a number that depends on an input. */
    private static final List<Function<Value, Object>> QUESTIONS = List.of(
            x -> x.data(),
            x -> x.mul(2).add(Value.of(3)).data(),
            x -> Value.sum(List.of(Value.constant(1), x.sin())).named("q").data(),
            x -> Value.dot(List.of(Value.constant(1)), List.of(x)).data(),
            x -> Value.where(x.greaterThan(0), Value.constant(1), Value.constant(2))
                    .data(),
            x -> Derivatives.derivative(x.mul(x), x).data(),
            x -> x.mul(x).grad(),
            x -> asked(() -> x.setData(1)),
            x -> Trace.of(x.mul(2)),
            x -> Graph.of(x.sqrt()).firstNonFinite(),
            x -> Graph.of(x.sqrt()).firstNonFiniteGradients(),
            x -> asked(() -> Graph.of(x.sqrt()).requireFinite()),
            x -> Graph.of(x.sqrt()).stale(),
            x -> GradientCheck.of(x.sqrt()),
            x -> CompiledFunction.builder(x.mul(2)).frozen(List.of(x)).build());

    private static Object asked(Runnable question) {
        question.run();
        return question;
    }

    @Test
    void code_that_asks_for_a_number_is_refused() {
        for (int i = 0; i < QUESTIONS.size(); i++) {
            Function<Value, Object> question = QUESTIONS.get(i);
            assertThatThrownBy(() -> CompiledFunction.record(1, x -> {
                        assertThat(question.apply(x[0])).isNotNull();
                        return x[0];
                    }))
                    .as("question %d", i)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("write Value.where(condition, a, b), max or min");
        }
    }

    @Test
    void what_does_not_depend_on_an_input_has_numbers_and_all_can_be_shown() {
        CompiledFunction f = CompiledFunction.record(1, x -> {
            Value factor = Value.constant(3).exp();
            assertThat(x[0].mul(factor).toString()).startsWith("Value(data=");
            return factor.data() > 1 ? x[0].mul(2) : x[0];
        });
        assertThat(f.value(5)).isEqualTo(10.0);
    }

    @Test
    void a_leaf_that_is_no_argument_is_refused_unless_it_is_frozen() {
        Value w = Value.of(7, "w");
        Value x = Value.of(1, "x");
        assertThatThrownBy(() -> CompiledFunction.of(w.mul(x), List.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the leaf Value(w: data=7.0) takes a gradient, but is not an argument, so its number would be "
                                + "fixed; list it among the parameters or inputs, or as frozen if that is meant");
        assertThatThrownBy(() -> CompiledFunction.record(1, each -> each[0].mul(w)))
                .hasMessageStartingWith("the leaf Value(w: data=7.0)");
        CompiledFunction frozen = CompiledFunction.builder(w.mul(x))
                .inputs(List.of(x))
                .frozen(List.of(w))
                .build();
        assertThat(frozen.value(2)).isEqualTo(14.0);
    }

    @Test
    void a_negative_number_of_inputs_is_refused() {
        assertThatThrownBy(() -> CompiledFunction.record(-1, x -> Value.constant(1)))
                .hasMessage("the number of inputs must be at least 0, not -1");
    }

    /** A small language, interpreted by Java: its {@code if} reads data(), its {@code where} does not. */
    private static final class JavaFunction implements Function<Value[], Value> {
        private final long seed;

        JavaFunction(long seed) {
            this.seed = seed;
        }

        @Override
        public Value apply(Value[] x) {
            return term(new Random(seed), 4, x, Value.constant(0.25));
        }

        private Value term(Random random, int depth, Value[] x, Value last) {
            if (depth == 0) {
                int leaf = random.nextInt(5);
                return leaf < 2 ? x[leaf] : leaf < 4 ? Value.constant(random.nextInt(7) - 3) : last;
            }
            int kind = random.nextInt(12);
            Value a = term(random, depth - 1, x, last);
            Value b = term(random, depth - 1, x, a);
            return switch (kind) {
                case 0, 1 -> a.add(b);
                case 2, 3 -> a.sub(b);
                case 4, 5 -> a.mul(b);
                case 6 -> a.tanh();
                case 7 -> a.max(b);
                case 8, 9 -> Value.where(a.lessThan(b), a.mul(0.5), b.add(1));
                // Java decides, and only the branch taken is computed.
                case 10 ->
                    a.data() < b.data() ? term(random, 1, x, a) : b.mul(2).sin();
                default -> loop(a, b);
            };
        }

        /** A loop whose number of rounds depends on numbers. */
        private static Value loop(Value a, Value b) {
            Value result = a;
            for (int i = 0; i < 3 && result.data() < 1; i++) {
                result = result.add(b.mul(b)).add(0.5);
            }
            return result;
        }
    }

    private record Outcome(int recorded, int refused, int wrong) {}

    /** Compiles every function with a compiler of Java code, and compares it with the code itself at fresh points. */
    private static Outcome compare(int programs, Function<JavaFunction, CompiledFunction> compiler) {
        int recorded = 0;
        int refused = 0;
        int wrong = 0;
        for (long seed = 0; seed < programs; seed++) {
            JavaFunction code = new JavaFunction(seed);
            CompiledFunction compiled;
            try {
                compiled = compiler.apply(code);
            } catch (IllegalStateException e) {
                refused++;
                continue;
            }
            recorded++;
            Random points = new Random(~seed);
            for (int p = 0; p < 2; p++) {
                double[] at = {points.nextGaussian() * 2, points.nextGaussian() * 2};
                Value[] x = {Value.of(at[0]), Value.of(at[1])};
                Value y = code.apply(x);
                y.backward();
                double[] gradient = new double[2];
                double value = compiled.gradient(at, gradient);
                if (value != y.data() || gradient[0] != x[0].grad() || gradient[1] != x[1].grad()) {
                    wrong++;
                    break;
                }
            }
        }
        return new Outcome(recorded, refused, wrong);
    }

    @Test
    void random_code_is_right_or_refused() {
        Outcome outcome = compare(PROGRAMS, code -> CompiledFunction.record(2, code));
        assertThat(outcome.wrong()).isZero();
        assertThat(outcome.recorded()).isGreaterThan(PROGRAMS / 10);
        assertThat(outcome.refused()).isGreaterThan(PROGRAMS / 10);
    }

    /** The same code recorded with leaves that tell their numbers: the check is what keeps it right. */
    @Test
    void without_the_check_code_would_be_wrong() {
        Outcome outcome = compare(2000, code -> {
            Value[] x = {Value.of(0.3), Value.of(-0.8)};
            return CompiledFunction.of(code.apply(x), Arrays.asList(x));
        });
        assertThat(outcome.refused()).isZero();
        assertThat(outcome.wrong()).isGreaterThan(100);
        assertThat(outcome.recorded()).isCloseTo(2000, within(0));
    }
}
