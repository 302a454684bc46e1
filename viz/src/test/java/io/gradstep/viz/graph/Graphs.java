package io.gradstep.viz.graph;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs to draw: the lecture's examples, and random ones. */
public final class Graphs {
    private static final List<Op> OPS = List.of(Op.values());

    private Graphs() {}

    /** f = (x + y) z at (−2, 5, −4). */
    public static Graph lecture() {
        Value x = Value.of(-2, "x");
        Value y = Value.of(5, "y");
        Value z = Value.of(-4, "z");
        return backward(x.add(y).named("q").mul(z).named("f"));
    }

    /** The tanh neuron: 0.7071 with x1 −1.5, w1 1, x2 0.5, w2 0 and b 0.5. */
    public static Graph tanhNeuron() {
        Value x1 = Value.of(2, "x1");
        Value x2 = Value.of(0, "x2");
        Value w1 = Value.of(-3, "w1");
        Value w2 = Value.of(1, "w2");
        Value b = Value.of(6.881373587019543, "b");
        Value s = x1.mul(w1).named("x1w1").add(x2.mul(w2).named("x2w2")).named("s");
        return backward(s.add(b).named("n").tanh().named("o"));
    }

    /** d = a + b·a, e = d·d at (3, −2): a, b, c, d have gradients 6, −18, −6, −6. */
    public static Graph fanOut() {
        Value a = Value.of(3, "a");
        Value b = Value.of(-2, "b");
        Value d = a.add(b.mul(a).named("c")).named("d");
        return backward(d.mul(d).named("e"));
    }

    /** The sigmoid neuron, spelled out as 1/(1 + exp(−n)). */
    static Graph sigmoidSpelledOut() {
        Value w0 = Value.of(2, "w0");
        Value w1 = Value.of(-3, "w1");
        Value w2 = Value.of(-3, "w2");
        Value x0 = Value.of(-1, "x0");
        Value x1 = Value.of(-2, "x1");
        Value n = w0.mul(x0).add(w1.mul(x1)).add(w2).named("n");
        return backward(Value.constant(1).div(n.neg().exp().add(1)));
    }

    /** Two inputs, two sigmoid units and a linear one, with a squared error. */
    public static Graph smallNetwork() {
        Value x1 = Value.of(1, "x1");
        Value x2 = Value.of(0.5, "x2");
        Value h1 = unit(x1, x2, 0.15, -0.28, 0.1, 1).sigmoid().named("h1");
        Value h2 = unit(x1, x2, -1.17, 0.69, 0.2, 2).sigmoid().named("h2");
        Value z = unit(h1, h2, 0.7, -0.4, 0, 3).named("z");
        return backward(z.sub(1).pow(2).mul(0.5).named("J"));
    }

    private static Value unit(Value a, Value b, double wa, double wb, double bias, int number) {
        Value weightA = Value.of(wa, "w" + number + "1");
        Value weightB = Value.of(wb, "w" + number + "2");
        return a.mul(weightA).add(b.mul(weightB)).add(Value.of(bias, "b" + number));
    }

    /** A chain of so many gates, every third with a constant. */
    public static Graph chain(int gates) {
        Value last = Value.of(0.5, "x");
        for (int i = 0; i < gates; i++) {
            last = switch (i % 3) {
                case 0 -> last.mul(1.1);
                case 1 -> last.tanh();
                default -> last.neg();
            };
        }
        return backward(last);
    }

    public static List<Graph> examples() {
        return List.of(lecture(), tanhNeuron(), fanOut(), sigmoidSpelledOut(), smallNetwork(), chain(30));
    }

    /** A random graph over all ops, with shared values, constants, parallel edges and some names. */
    public static Graph random(long seed, int gates) {
        Random random = new Random(seed);
        List<Value> all = new ArrayList<>();
        List<Value> unused = new ArrayList<>();
        for (int i = 0; i <= gates / 3; i++) {
            Value leaf = Value.of(random.nextInt(-40, 41) / 8.0, "x" + i);
            all.add(leaf);
            unused.add(leaf);
        }
        for (int i = 0; i < gates; i++) {
            Op op = OPS.get(random.nextInt(OPS.size()));
            int extra = op.arity() == Arity.NARY ? 2 * random.nextInt(4) : 0;
            List<Value> operands = new ArrayList<>();
            for (int k = 0; k < op.minOperands() + extra; k++) {
                operands.add(operand(random, all, unused));
            }
            Value made = op.apply(operands);
            Value node = random.nextInt(6) == 0 ? made.named("n" + i) : made;
            all.add(node);
            unused.add(node);
        }
        return backward(unused.size() == 1 ? unused.get(0) : Value.sum(unused));
    }

    private static Value operand(Random random, List<Value> all, List<Value> unused) {
        if (random.nextInt(12) == 0) {
            return Value.constant(random.nextInt(5));
        }
        return unused.isEmpty() || random.nextInt(4) == 0
                ? all.get(random.nextInt(all.size()))
                : unused.remove(random.nextInt(unused.size()));
    }

    public static Graph backward(Value output) {
        output.backward();
        return Graph.of(output);
    }
}
