package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The contributions of the edges into one node to their operands' gradients: upstream times local. */
final class Contributions {
    private final Value consumer;
    private final double[] operands;

    /** Whether the gate takes part in the gradient: not in a branch that a where does not take. */
    private final boolean reached;

    private Contributions(Value consumer, double[] operands, boolean reached) {
        this.consumer = consumer;
        this.operands = operands;
        this.reached = reached;
    }

    /** The gates of a graph that take part in the gradient, to be asked for once. */
    static BitSet reached(Graph graph) {
        return graph.reached(i -> graph.node(i).data());
    }

    /** Those of the edges into a gate. */
    static Contributions into(Graph graph, BitSet reached, int consumer) {
        double[] operands = new double[graph.operandCount(consumer)];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = graph.node(graph.operandIndex(consumer, k)).data();
        }
        return new Contributions(graph.node(consumer), operands, reached.get(consumer));
    }

    /**
     * The contributions of all edges from outside into folded parts, added up by the head of the part and the operand.
     */
    static Map<Integer, Map<Integer, Double>> intoParts(Graph graph, BitSet reached, Folding folding) {
        Map<Integer, Map<Integer, Double>> sums = new HashMap<>();
        // In the order of a backward pass, as pages add them up too.
        for (int i = graph.size() - 1; i >= 0; i--) {
            int head = folding.head(i);
            if (head < 0 || graph.node(i).isLeaf()) {
                continue;
            }
            Contributions contributions = into(graph, reached, i);
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                if (folding.head(operand) != head && !graph.node(operand).isConstant()) {
                    sums.computeIfAbsent(head, unseen -> new HashMap<>())
                            .merge(operand, contributions.of(k), Double::sum);
                }
            }
        }
        return sums;
    }

    double local(int k) {
        return consumer.op().derivative(k, operands, consumer.data());
    }

    /** Upstream times local, or NaN before any backward pass: see {@link #isKnown}. */
    double of(int k) {
        if (!isKnown()) {
            return Double.NaN;
        }
        double local = local(k);
        return reached && consumer.op().passes(local) ? consumer.grad() * local : 0;
    }

    /** Whether a backward pass has computed them. */
    boolean isKnown() {
        return consumer.hasGrad();
    }

    /** The label of an edge into a folded part: the number, or a sign that there is none before a backward pass. */
    static String shown(double amount, Graph graph) {
        return graph.output().hasGrad() ? Numbers.format(amount) : Numbers.NOTHING;
    }

    /** The label of an edge: the number, or a sign that there is none yet. */
    String shown(int k) {
        return isKnown() ? Numbers.format(of(k)) : Numbers.NOTHING;
    }
}
