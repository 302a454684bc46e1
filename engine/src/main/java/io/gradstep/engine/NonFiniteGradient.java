package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The place where NaN or an infinity entered a gradient: a gate that hands upstream × local to one of its operands.
 *
 * @param node the gate's node
 * @param position the index of the operand, from 0
 * @param upstream the gradient of the gate's node
 * @param local the local derivative with respect to that operand
 * @param before the operand's gradient so far, from other branches
 * @param label the label of the gate's node
 * @param operand the label of the operand
 */
public record NonFiniteGradient(
        Value node, int position, double upstream, double local, double before, String label, String operand) {

    /** {@return what the gate hands to the operand, upstream × local} */
    public double contribution() {
        return upstream * local;
    }

    /** {@return a sentence without a full stop with the gate, both factors and their product} */
    public String message() {
        String gate = "the %s gate %s".formatted(node.gate().functionName(), label);
        String data = Labels.number(node.operand(position).data());
        String named = operand.equals(data) ? operand : "%s = %s".formatted(operand, data);
        String product = "%s × %s = %s".formatted(number(upstream), number(local), number(contribution()));
        if (Double.isFinite(contribution())) {
            return "the gradient of %s becomes %s: %s so far, and %s adds %s"
                    .formatted(operand, number(before + contribution()), number(before), gate, product);
        }
        if (!Double.isFinite(local)) {
            return "the local derivative of %s with respect to its operand %s is %s: %s receives upstream × local = %s"
                    .formatted(gate, named, number(local), operand, product);
        }
        return "%s hands %s to its operand %s, upstream × local".formatted(gate, product, named);
    }

    private static String number(double number) {
        return Labels.number(number);
    }

    /** Applies the chain rule in separate arrays, until both an infinity and NaN are found. */
    static ImmutableList<NonFiniteGradient> in(Graph graph) {
        List<NonFiniteGradient> found = new ArrayList<>();
        double[] gradients = new double[graph.size()];
        gradients[graph.size() - 1] = 1;
        BitSet reached = Reach.ofGradient(graph, i -> graph.node(i).data);
        for (int i = graph.size() - 1; i >= 0; i--) {
            Value node = graph.node(i);
            if (node.isLeaf() || node.isConstant() || !reached.get(i)) {
                continue;
            }
            double[] operands =
                    node.operands().stream().mapToDouble(Value::data).toArray();
            double[] locals = PullBack.locals(node.gate(), operands, node.data);
            for (int k = 0; k < operands.length; k++) {
                int index = graph.operandIndex(i, k);
                if (graph.node(index).isConstant() || !node.gate().passes(locals[k])) {
                    continue;
                }
                double before = gradients[index];
                gradients[index] = before + gradients[i] * locals[k];
                boolean first = found.isEmpty() && !Double.isFinite(gradients[index]);
                boolean firstNaN =
                        Double.isNaN(gradients[index]) && !Double.isNaN(before) && !Double.isNaN(gradients[i]);
                if ((first || firstNaN) && Double.isFinite(operands[k])) {
                    found.add(new NonFiniteGradient(
                            node, k, gradients[i], locals[k], before, graph.label(i), graph.label(index)));
                    if (firstNaN) {
                        return ImmutableList.copyOf(found);
                    }
                }
            }
        }
        return ImmutableList.copyOf(found);
    }
}
