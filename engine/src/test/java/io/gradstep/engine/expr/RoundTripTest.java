package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import io.gradstep.engine.Arity;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.RandomGraphs;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever graph is printed, its text builds the same graph again.
 *
 * <p>The long form, as of {@link FuzzTest}, has ten times as many seeds.
 */
class RoundTripTest {
    @ParameterizedTest
    @EnumSource(Printer.class)
    void random_graphs_of_every_op_come_back(Printer printer) {
        for (long seed = 0; seed < 2000 / FuzzTest.SHARE; seed++) {
            comesBack(printer, RandomGraphs.wild(seed, 1 + (int) (seed % 40)), seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Printer.class)
    void random_formulas_of_few_ops_come_back(Printer printer) {
        for (long seed = 0; seed < 4000 / FuzzTest.SHARE; seed++) {
            comesBack(printer, new Formulas(seed).tree(), seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Printer.class)
    void random_graphs_with_odd_names_come_back(Printer printer) {
        for (long seed = 0; seed < 2000 / FuzzTest.SHARE; seed++) {
            comesBack(printer, new Formulas(seed).graph(), seed);
        }
    }

    @Test
    void every_pair_of_ops_comes_back() {
        for (Op outer : Op.values()) {
            for (Op inner : Op.values()) {
                for (int index = 0; index < outer.minOperands(); index++) {
                    List<Value> operands = Formulas.operands(outer.minOperands());
                    operands.set(index, inner.apply(Formulas.operands(inner.minOperands())));
                    comesBack(Printer.ASCII, outer.apply(operands), 0);
                }
            }
        }
    }

    @Test
    void every_constant_comes_back_at_every_place() {
        double[] numbers = {
            2,
            -2,
            0,
            -0.0,
            0.1,
            1e-300,
            -1e22,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        for (Op op : Op.values()) {
            for (int index = 0; index < op.minOperands(); index++) {
                for (double number : numbers) {
                    List<Value> operands = Formulas.operands(op.minOperands());
                    operands.set(index, Value.constant(number));
                    comesBack(Printer.ASCII, op.apply(operands), 0);
                    comesBack(Printer.ASCII, op.apply(operands).neg().pow(2), 0);
                }
            }
        }
    }

    private static void comesBack(Printer printer, Value output, long seed) {
        String text = printer.program(output);
        String about = "seed %d: %s".formatted(seed, text);
        Program program;
        try {
            program = Program.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(about, e);
        }
        Value back = program.evaluate().output();
        assertThat(Graph.of(back).size()).as(about).isEqualTo(Graph.of(output).size());
        isomorphic(output, back, about);
        // Written again it is the same text, but that the output now has a name.
        String again = printer.program(back);
        int last = text.lastIndexOf('\n') + 1;
        assertThat(again).as(about).startsWith(text.substring(0, last)).endsWith(text.substring(last));
    }

    /** Walks both graphs at once; what one graph shares the other must share too. */
    private static void isomorphic(Value output, Value back, String about) {
        Map<String, Integer> timesNamed = new HashMap<>();
        for (Value node : Graph.of(output).topologicalOrder()) {
            timesNamed.merge(String.valueOf(node.name()), 1, Integer::sum);
        }
        BiMap<Value, Value> partners = HashBiMap.create();
        partners.put(output, back);
        List<Value> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Value one = open.remove(open.size() - 1);
            Value other = partners.get(one);
            assertThat(Double.doubleToLongBits(other.data())).as(about).isEqualTo(Double.doubleToLongBits(one.data()));
            assertThat(other.isConstant()).as(about).isEqualTo(one.isConstant());
            assertThat(other.operandCount()).as(about).isEqualTo(one.operandCount());
            if (!one.isLeaf()) {
                assertThat(other.op()).as(about).isEqualTo(one.op());
            }
            if (one.name() != null && timesNamed.get(one.name()) == 1) {
                assertThat(other.name()).as(about).isEqualTo(one.name());
            }
            for (int k = 0; k < one.operandCount(); k++) {
                Value known = partners.get(one.operand(k));
                if (known == null) {
                    partners.put(one.operand(k), other.operand(k)); // throws if the other one has a partner
                    open.add(one.operand(k));
                } else {
                    assertThat(other.operand(k)).as(about).isSameAs(known);
                }
            }
        }
    }

    /** Seeded random formulas. */
    private static final class Formulas {
        private static final List<Op> OPERATORS =
                List.of(Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.NEG, Op.POW, Op.MAX, Op.MIN, Op.TANH, Op.SUM);
        private static final List<String> NAMES = List.of(
                "x",
                "tanh",
                "NaN",
                "f",
                "out",
                "v1",
                "v2",
                "vv1",
                "c1",
                "x_2",
                "a b",
                "`",
                "\\",
                "\n1",
                "x\u202e",
                "2x",
                "é",
                "漢字",
                "𝑥",
                "σ",
                "Σ",
                "<b>",
                "layer1.neuron[3]",
                "#",
                "e",
                "\ud800");

        private final Random random;

        Formulas(long seed) {
            random = new Random(seed);
        }

        static List<Value> operands(int count) {
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                operands.add(Value.of(2, "x" + i));
            }
            return operands;
        }

        /** A tree, so that all of it is one expression. */
        Value tree() {
            List<Value> roots = new ArrayList<>();
            int size = 2 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                roots.add(leaf(i));
            }
            do {
                Op op = OPERATORS.get(random.nextInt(OPERATORS.size()));
                List<Value> operands = new ArrayList<>();
                int count = Math.min(roots.size(), op.arity() == Arity.NARY ? 3 : op.minOperands());
                for (int k = 0; k < count; k++) {
                    operands.add(roots.remove(random.nextInt(roots.size())));
                }
                if (op.accepts(count)) {
                    roots.add(op.apply(operands));
                } else {
                    roots.addAll(operands);
                }
            } while (roots.size() > 1);
            return roots.get(0);
        }

        private Value leaf(int i) {
            return switch (random.nextInt(3)) {
                case 0 -> Value.constant(random.nextInt(7) - 3);
                case 1 -> Value.of(random.nextInt(7) - 3, "x" + i);
                default -> Value.of(random.nextGaussian());
            };
        }

        /** A graph in which anything may have any name, also one that another node has. */
        Value graph() {
            List<Value> nodes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                nodes.add(perhapsNamed(leaf(i)));
            }
            for (int i = 0; i < 12; i++) {
                Op op = OPERATORS.get(random.nextInt(OPERATORS.size()));
                List<Value> operands = new ArrayList<>();
                for (int k = 0; k < op.minOperands(); k++) {
                    operands.add(nodes.get(random.nextInt(nodes.size())));
                }
                nodes.add(perhapsNamed(op.apply(operands)));
            }
            return nodes.get(nodes.size() - 1);
        }

        private Value perhapsNamed(Value value) {
            return random.nextBoolean() ? value : value.named(NAMES.get(random.nextInt(NAMES.size())));
        }
    }
}
