package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random graphs over every op, with sharing, constants, ties and repeated operands. */
public final class RandomGraphs {
    private static final List<Op> OPS = List.of(Op.values());

    private final Random random;
    private final List<Value> nodes = new ArrayList<>();
    private final List<Value> leaves = new ArrayList<>();
    private final List<Operands> lists = new ArrayList<>();

    private RandomGraphs(long seed) {
        random = new Random(seed);
    }

    /**
     * A graph whose values all stay below 100 in size, so that a reference in plain arithmetic is comparable.
     *
     * @param seed the same seed gives the same graph
     * @param gates how many gates to make; the output depends on most of them
     * @return the output
     */
    public static Value tame(long seed, int gates) {
        return new RandomGraphs(seed).build(gates, true);
    }

    /** A graph of any values whatever: NaN, infinities and −0.0 among them. */
    public static Value wild(long seed, int gates) {
        return new RandomGraphs(seed).build(gates, false);
    }

    private Value build(int gates, boolean tame) {
        int leafCount = 2 + random.nextInt(4);
        for (int i = 0; i < leafCount; i++) {
            Value leaf = Value.of(number(tame), "x" + i);
            leaves.add(leaf);
            nodes.add(leaf);
        }
        nodes.add(Value.constant(number(tame)));
        for (int made = 0; made < gates; ) {
            Value node = gate();
            if (!tame || (Math.abs(node.data()) < 100 && gentle(node))) {
                nodes.add(random.nextInt(8) == 0 ? node.named("n" + made) : node);
                made++;
            }
        }
        List<Value> last = nodes.subList(Math.max(leafCount, nodes.size() - 5), nodes.size());
        return Value.sum(last);
    }

    private Value gate() {
        Op op = OPS.get(random.nextInt(OPS.size()));
        if (op == Op.DOT && random.nextBoolean()) {
            return dotOfSharedLists();
        }
        int count = op.arity() == Arity.NARY ? op.minOperands() + random.nextInt(5) : op.minOperands();
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(random.nextInt(10) == 0 ? Value.constant(number(true)) : any());
        }
        return op.apply(operands);
    }

    /** A dot as a layer makes it: each list is one that other gates may have too, sometimes the same twice. */
    private Value dotOfSharedLists() {
        Operands weights = list();
        Operands inputs = list();
        return random.nextBoolean() ? Value.dot(weights, inputs) : Value.dot(weights, inputs, any());
    }

    private Operands list() {
        if (lists.isEmpty() || random.nextInt(4) == 0) {
            lists.add(Operands.of(any(), any(), any()));
        }
        return lists.get(random.nextInt(lists.size()));
    }

    /** Half the time one of the last few nodes, so that graphs grow deep and most nodes reach the output. */
    private Value any() {
        int recent = Math.min(nodes.size(), 6);
        int back = random.nextBoolean() ? random.nextInt(recent) : random.nextInt(nodes.size());
        return nodes.get(nodes.size() - 1 - back);
    }

    /** Whether no local derivative is so steep that rounding would drown the comparison. */
    private static boolean gentle(Value node) {
        double[] operands = node.operands().stream().mapToDouble(Value::data).toArray();
        for (int i = 0; i < operands.length; i++) {
            if (!(Math.abs(node.op().derivative(i, operands, node.data())) < 30)) {
                return false;
            }
        }
        return true;
    }

    private double number(boolean tame) {
        int kind = random.nextInt(tame ? 4 : 8);
        return switch (kind) {
            case 0 -> random.nextInt(5) - 2; // makes ties
            case 4 -> Double.NaN;
            case 5 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 6 -> -0.0;
            case 7 -> random.nextGaussian() * 1e200;
            default -> random.nextGaussian() * 2;
        };
    }
}
