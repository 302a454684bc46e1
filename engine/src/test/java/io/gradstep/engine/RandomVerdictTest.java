package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.GradientCheck.Entry;
import io.gradstep.engine.GradientCheck.Outcome;
import io.gradstep.engine.GradientCheck.Report;
import io.gradstep.engine.GradientCheck.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verdicts on random programs of all ops and of numbers from 10⁻¹⁵⁰ to 10¹⁵⁰, right ones and ones with a gate whose
 * slope is off by a factor. To run it for long: {@code mvn test -pl engine -Dtest=RandomVerdictTest -Dtrials=100000}.
 */
class RandomVerdictTest {
    private static final int TRIALS = Integer.getInteger("trials", 500);

    /** Gates that let no gradient through hide all before them, and are a third as frequent as others. */
    private static final List<Op> OPS = Arrays.stream(Op.values())
            .flatMap(op -> Collections.nCopies(op.rule() == Rule.BLOCKS ? 1 : 3, op).stream())
            .toList();

    private static final double[] DECADES = {0.5, 1, 3, 10, 150};
    private static final double[] FACTORS = {-1, 0, 0.99, 1.001, 1.01, 2};
    private static final int MAX_GATES = 14;

    private static double number(Random random, double decades) {
        double size = Math.pow(10, decades * (2 * random.nextDouble() - 1));
        return random.nextBoolean() ? size : -size;
    }

    /** The same program for the same seed, with one of its nodes replaced. */
    private static Value program(long seed, int replaced, UnaryOperator<Value> replacement) {
        Random random = new Random(seed);
        double decades = DECADES[random.nextInt(DECADES.length)];
        List<Value> nodes = new ArrayList<>();
        for (int leaves = 1 + random.nextInt(3); leaves > 0; leaves--) {
            nodes.add(Value.of(random.nextInt(15) == 0 ? random.nextInt(3) - 1 : number(random, decades)));
        }
        int gates = 1 + random.nextInt(MAX_GATES);
        for (int g = 0; g < gates; g++) {
            Op op = OPS.get(random.nextInt(OPS.size()));
            int count = op.arity() == Arity.NARY ? op.minOperands() + random.nextInt(4) : op.minOperands();
            List<Value> operands = new ArrayList<>();
            operands.add(nodes.get(nodes.size() - 1 - random.nextInt(Math.min(nodes.size(), 5))));
            while (operands.size() < count) {
                operands.add(
                        random.nextInt(3) == 0
                                ? Value.constant(number(random, decades / 2))
                                : nodes.get(nodes.size() - 1 - random.nextInt(Math.min(nodes.size(), 5))));
            }
            if (op.takesOrder()) {
                operands.set(0, Value.constant(random.nextInt(4))); // a whole number
            }
            Value node = op.apply(operands);
            nodes.add(g == replaced % gates ? replacement.apply(node) : node);
        }
        return nodes.get(nodes.size() - 1);
    }

    /** Whether the values show that the second gradient is another than the first, which is right. */
    private static boolean isSeen(Entry right, Entry other) {
        double gap = Math.abs(right.gradient() - other.gradient());
        double size = Math.max(Math.abs(right.gradient()), Math.abs(other.gradient()));
        double unseen = 8 * Math.max(right.uncertainty(), other.uncertainty());
        return right.outcome() == Outcome.AGREES && gap > 1e-4 * size + unseen;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_verdict_on_a_random_program_is_false(long first) {
        int right = 0;
        int wrong = 0;
        for (long seed = first * 1_000_000_000; seed < first * 1_000_000_000 + TRIALS; seed++) {
            String name = "seed " + seed;
            Report report = GradientCheck.of(program(seed, 0, node -> node)).run();
            for (Entry entry : report.entries()) {
                // NaN and infinity are wrong where 0·∞ made them and the function has a slope.
                if (Double.isFinite(entry.gradient())) {
                    assertThat(entry.outcome()).as("%s: %s", name, entry).isNotEqualTo(Outcome.DISAGREES);
                }
            }
            right += report.verdict() == Verdict.RIGHT ? 1 : 0;

            Random random = new Random(seed);
            double factor = FACTORS[random.nextInt(FACTORS.length)];
            CustomOp off = CustomOp.builder("off", 1, v -> v[0])
                    .derivatives((v, out) -> new double[] {factor})
                    .build();
            Report corrupted = GradientCheck.of(program(seed, random.nextInt(MAX_GATES), off::apply))
                    .run();
            for (int i = 0; i < corrupted.entries().size(); i++) {
                Entry entry = corrupted.entries().get(i);
                if (isSeen(report.entries().get(i), entry)) {
                    assertThat(entry.outcome().verdict())
                            .as("%s, times %s: %s", name, factor, entry)
                            .isNotEqualTo(Verdict.RIGHT);
                    wrong += entry.outcome() == Outcome.DISAGREES ? 1 : 0;
                }
            }
        }
        assertThat(right).isGreaterThan(TRIALS / 2);
        assertThat(wrong).isGreaterThan(TRIALS / 5);
    }

    /**
     * Between one double and the next, 2·10¹³¹ apart, lie countless periods: values show neither slope nor its absence.
     */
    @Test
    void what_lies_between_two_doubles_is_undecided() {
        for (UnaryOperator<Value> f : List.<UnaryOperator<Value>>of(
                x -> x.add(x.sin()),
                x -> x.cos().sub(1e68),
                x -> x.sin().mul(1e-60).sigmoid())) {
            Report report =
                    GradientCheck.of(f.apply(Value.of(4.29807066629412e141))).run();
            assertThat(report.verdict()).as("%s", report.entries()).isEqualTo(Verdict.UNDECIDED);
            assertThat(report.fault()).isEqualTo(Optional.empty());
        }
    }

    /** The right gradient is log ½; large shares that cancel leave nothing of it. */
    @Test
    void a_gradient_that_its_own_summands_drown_is_undecided() {
        Value x = Value.of(4.720339918317086e23);
        Report report = GradientCheck.of(x.mul(Value.logSoftmax(List.of(x, x)))).run();
        assertThat(report.verdict()).as("%s", report.entries()).isEqualTo(Verdict.UNDECIDED);
    }
}
