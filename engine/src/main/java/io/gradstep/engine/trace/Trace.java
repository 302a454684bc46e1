package io.gradstep.engine.trace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import com.google.errorprone.annotations.Immutable;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A calculation as a list of explained steps: every gate forward, the seed, then every operand of every gate backward.
 *
 * <p>Forward steps come in the graph's topological order, one for each computed node. Backward steps come in the
 * reverse order, at each gate one for each operand that takes a gradient, in the order of the operands. A constant
 * output has neither a seed nor backward steps; an output that is itself a leaf has only the seed. A gate that only
 * conditions and branches not taken of a {@code where} use has no backward steps.
 *
 * <p>A trace is a snapshot of the leaves' data when it was taken: it runs forward and backward on its own copy of the
 * numbers, does not change the data and gradients of the graph, and does not change with them. Its numbers equal, to
 * the last bit, those of {@link Graph#forward()} and {@link Value#backward()} with leaves that start without a
 * gradient, because they come from the same {@linkplain io.gradstep.engine.Gate gates}.
 *
 * <p>Taking a trace takes time and memory linear in nodes and edges, 28 bytes each. A step is created on access, in
 * time linear in the number of its operands. The list is immutable and thread-safe.
 */
@Immutable
@SuppressWarnings("Immutable") // the arrays are written while the trace is taken and never again
public final class Trace extends AbstractList<Step> implements RandomAccess {
    private static final double SEED = 1;

    private final Graph graph;

    // By node.
    private final double[] values;
    private final double[] gradients;

    /** The computed nodes, in topological order: one forward step each. */
    private final int[] gates;

    /** The leaves that take a gradient, in topological order. */
    private final int[] leaves;

    // By backward step. Upstream, contribution and the gradient after follow from these and the node's gradient.
    private final int[] consumers;
    private final int[] positions;
    private final double[] locals;
    private final double[] befores;
    private final int[] branches;

    /** By node: the number of backward steps of which it is the operand. */
    private final int[] branchCounts;

    private Trace(Graph graph) {
        this.graph = graph;
        int size = graph.size();
        this.values = new double[size];
        this.gradients = new double[size];
        this.gates = new int[size - leafCount(graph, true)];
        this.leaves = new int[leafCount(graph, false)];
        runForward();
        BitSet reached = graph.reached(i -> values[i]);
        int backwardSteps = backwardSteps(graph, reached);
        // The seed counts as one more.
        if (gates.length + 1L + backwardSteps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the trace would have %d steps, but a list holds at most 2³¹ − 1"
                    .formatted(gates.length + 1L + backwardSteps));
        }
        this.consumers = new int[backwardSteps];
        this.positions = new int[backwardSteps];
        this.locals = new double[backwardSteps];
        this.befores = new double[backwardSteps];
        this.branches = new int[backwardSteps];
        this.branchCounts = new int[size];
        runBackward(reached);
    }

    /**
     * Takes the trace of everything that an output depends on, with the current data of its leaves.
     *
     * @param output the last node
     * @return the steps
     * @throws IllegalArgumentException if there are 2³¹ or more edges or steps
     */
    public static Trace of(Value output) {
        return of(Graph.of(output));
    }

    /**
     * Takes the trace of a graph, with the current data of its leaves.
     *
     * @param graph the graph
     * @return the steps
     * @throws IllegalArgumentException if there are 2³¹ or more steps
     */
    public static Trace of(Graph graph) {
        return new Trace(graph);
    }

    private static int leafCount(Graph graph, boolean withConstants) {
        int count = 0;
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            if (node.isLeaf() && (withConstants || !node.isConstant())) {
                count++;
            }
        }
        return count;
    }

    private static int backwardSteps(Graph graph, BitSet reached) {
        int count = 0;
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            int operandCount = graph.node(i).isConstant() ? 0 : graph.operandCount(i);
            for (int k = 0; k < operandCount; k++) {
                if (!graph.node(graph.operandIndex(i, k)).isConstant()) {
                    count++;
                }
            }
        }
        return count;
    }

    private void runForward() {
        int gate = 0;
        int leaf = 0;
        for (int i = 0; i < values.length; i++) {
            Value node = graph.node(i);
            if (!node.isLeaf()) {
                gates[gate++] = i;
                values[i] = node.op().forward(operandValues(i));
            } else {
                values[i] = node.data();
                if (!node.isConstant()) {
                    leaves[leaf++] = i;
                }
            }
        }
    }

    private void runBackward(BitSet reached) {
        int output = values.length - 1;
        if (!graph.output().isConstant()) {
            gradients[output] = SEED;
        }
        int step = 0;
        for (int g = gates.length - 1; g >= 0; g--) {
            int i = gates[g];
            Value node = graph.node(i);
            if (node.isConstant() || !reached.get(i)) {
                continue;
            }
            double[] operands = operandValues(i);
            for (int k = 0; k < operands.length; k++) {
                int operand = graph.operandIndex(i, k);
                if (graph.node(operand).isConstant()) {
                    continue;
                }
                double local = node.op().derivative(k, operands, values[i]);
                consumers[step] = i;
                positions[step] = k;
                locals[step] = local;
                befores[step] = gradients[operand];
                branches[step] = ++branchCounts[operand];
                gradients[operand] += contribution(step);
                step++;
            }
        }
    }

    /** What a backward step adds: upstream × local, or nothing where the gate passes nothing. */
    private double contribution(int step) {
        int i = consumers[step];
        return graph.op(i).passes(locals[step]) ? gradients[i] * locals[step] : 0;
    }

    private double[] operandValues(int i) {
        double[] operands = new double[graph.operandCount(i)];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = values[graph.operandIndex(i, k)];
        }
        return operands;
    }

    /**
     * {@return the number of steps: of computed nodes, plus of operands that receive a gradient, plus 1 for the seed}
     */
    @Override
    public int size() {
        return gates.length + seeds() + consumers.length;
    }

    private int seeds() {
        return graph.output().isConstant() ? 0 : 1;
    }

    /**
     * Creates the record of a step.
     *
     * @param index from 0, the first gate, to {@link #size()} − 1, the last contribution
     * @return the step
     * @throws IndexOutOfBoundsException if there is no such step
     */
    @Override
    public Step get(int index) {
        Objects.checkIndex(index, size());
        if (index < gates.length) {
            return forward(gates[index]);
        }
        // A constant output has no steps after its gates, so there is a seed here.
        return index == gates.length
                ? new Step.Seed(node(values.length - 1), SEED)
                : backward(index - gates.length - 1);
    }

    private Step.Forward forward(int i) {
        ImmutableList.Builder<Step.Node> operands = ImmutableList.builderWithExpectedSize(graph.operandCount(i));
        for (int k = 0; k < graph.operandCount(i); k++) {
            operands.add(node(graph.operandIndex(i, k)));
        }
        return new Step.Forward(node(i), graph.op(i), operands.build());
    }

    private Step.Backward backward(int step) {
        int i = consumers[step];
        int operand = graph.operandIndex(i, positions[step]);
        double contribution = contribution(step);
        return new Step.Backward(
                node(i),
                graph.op(i),
                positions[step],
                node(operand),
                gradients[i],
                locals[step],
                contribution,
                befores[step],
                befores[step] + contribution,
                branches[step],
                branchCounts[operand]);
    }

    private Step.Node node(int i) {
        return new Step.Node(i, graph.label(i), values[i]);
    }

    /** {@return the graph whose indices the steps use} */
    public Graph graph() {
        return graph;
    }

    /**
     * {@return the leaves that take a gradient, inputs and parameters, in topological order, as a lazy, unmodifiable
     * view}
     */
    public List<Step.Node> leaves() {
        return Collections.unmodifiableList(Lists.transform(Ints.asList(leaves), this::node));
    }

    /**
     * Returns a node's value.
     *
     * @param i the node's index in {@link #graph()}
     * @return the value
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public double value(int i) {
        return values[i];
    }

    /**
     * Returns a node's gradient after all steps.
     *
     * @param i the node's index in {@link #graph()}
     * @return ∂output/∂node, 0 for a constant
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public double gradient(int i) {
        return gradients[i];
    }

    /** {@return the number of steps in one line, without listing them} */
    @Override
    public String toString() {
        return "Trace(%s: %d gates forward, %d contributions backward)"
                .formatted(graph.label(graph.size() - 1), gates.length, consumers.length);
    }
}
