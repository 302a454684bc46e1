package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;

/** The contributions of the edges into one node to their operands' gradients: upstream times local. */
final class Contributions {
    private final Value consumer;
    private final double[] operands;

    private Contributions(Value consumer, double[] operands) {
        this.consumer = consumer;
        this.operands = operands;
    }

    /** Those of the edges into a gate. */
    static Contributions into(Graph graph, int consumer) {
        double[] operands = new double[graph.operandCount(consumer)];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = graph.node(graph.operandIndex(consumer, k)).data();
        }
        return new Contributions(graph.node(consumer), operands);
    }

    double local(int k) {
        return consumer.op().derivative(k, operands, consumer.data());
    }

    /** Upstream times local, or NaN before any backward pass: see {@link #isKnown}. */
    double of(int k) {
        return isKnown() ? consumer.grad() * local(k) : Double.NaN;
    }

    /** Whether a backward pass has computed them. */
    boolean isKnown() {
        return consumer.hasGrad();
    }

    /** The label of an edge: the number, or a sign that there is none yet. */
    String shown(int k) {
        return isKnown() ? Numbers.format(of(k)) : Numbers.NOTHING;
    }
}
