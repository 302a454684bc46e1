package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.graph.ImmutableNetwork;
import com.google.common.graph.NetworkBuilder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The computation graph below one output, as an immutable view: its nodes numbered in topological order, operands
 * before consumers.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value f = x.mul(x).add(1).named("f");
 * Graph graph = Graph.of(f);
 * System.out.println(graph.size()); // 4
 * x.setData(5);
 * graph.forward();
 * System.out.println(f.data()); // 26.0
 * graph.backward();
 * System.out.println(x.grad()); // 10.0
 * }</pre>
 *
 * <p>The order is the reverse of the order of {@link Value#backward()}. It depends only on the shape of the graph.
 * Creating a view takes time linear in nodes and edges; it temporarily writes to the nodes, so no other thread may use
 * them meanwhile, not even constants.
 */
public final class Graph {
    private final Value[] nodes;

    /** The {@link Bits#KIND} of each node. */
    private final byte[] kinds;

    private final int[] firstOperand;
    private final int[] operandIndices;
    private @Nullable Labels labels;

    Graph(Value[] nodes, byte[] kinds, int[] firstOperand, int[] operandIndices) {
        this.nodes = nodes;
        this.kinds = kinds;
        this.firstOperand = firstOperand;
        this.operandIndices = operandIndices;
    }

    /**
     * Creates the graph of everything that an output depends on, including constants.
     *
     * @param output the last node
     * @return the graph
     * @throws IllegalArgumentException if the graph has 2³¹ or more edges
     */
    public static Graph of(Value output) {
        return new GraphRecorder(Objects.requireNonNull(output, "output")).record();
    }

    /** {@return the output, which is the last node} */
    public Value output() {
        return nodes[nodes.length - 1];
    }

    /** {@return the number of nodes, including leaves and constants; at least 1} */
    public int size() {
        return nodes.length;
    }

    /** {@return the number of edges, which are the operands of all nodes; 0 if the output is a leaf} */
    public int edgeCount() {
        return operandIndices.length;
    }

    /**
     * Returns a node by its index in the topological order.
     *
     * @param i from 0, a leaf or constant, to {@link #size()} − 1, the output
     * @return the node
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public Value node(int i) {
        return nodes[i];
    }

    /**
     * {@return the operation that computed a node, as {@link Value#op} of it; faster, unless it is a custom op}
     *
     * @param i the node's index
     * @throws IllegalStateException if it is a leaf
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public Gate op(int i) {
        int kind = kinds[i] & Bits.KIND;
        return kind == 0 || kind == Bits.CUSTOM ? node(i).op() : Op.byKind(kind);
    }

    /**
     * Returns the number of operands of a node.
     *
     * @param i the node's index
     * @return the number of operands, 0 for a leaf
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public int operandCount(int i) {
        return firstOperand[i + 1] - firstOperand[i];
    }

    /**
     * Returns the index of an operand of a node.
     *
     * @param i the node's index
     * @param k which operand, from 0
     * @return the operand's index, less than {@code i}
     * @throws IndexOutOfBoundsException if there is no such node or operand
     */
    public int operandIndex(int i, int k) {
        if (k < 0 || k >= operandCount(i)) {
            throw new IndexOutOfBoundsException(
                    "there is no operand %d: %s has %d".formatted(k, nodes[i], operandCount(i)));
        }
        return operandIndices[firstOperand[i] + k];
    }

    /**
     * {@return an unmodifiable view of the nodes in topological order, operands before consumers; the output is last}
     */
    public List<Value> topologicalOrder() {
        return Collections.unmodifiableList(Arrays.asList(nodes));
    }

    /**
     * {@return an immutable list of the leaves that take a gradient, inputs and parameters, in topological order,
     * without constants}
     */
    public List<Value> leaves() {
        ImmutableList.Builder<Value> leaves = ImmutableList.builder();
        for (Value node : nodes) {
            if (node.isLeaf() && !node.isConstant()) {
                leaves.add(node);
            }
        }
        return leaves.build();
    }

    /**
     * One use of a value by a gate: an edge of {@link #network()}.
     *
     * @param operand the value that is used
     * @param consumer the node that uses it
     * @param position which operand of the consumer it is, from 0
     */
    public record Edge(Value operand, Value consumer, int position) {}

    /**
     * Returns the graph as a Guava network, with edges from operands to consumers. Parallel edges are kept: x·x has
     * two.
     *
     * <p>The network is a copy in hash tables, for exploration rather than speed.
     *
     * @return the network, with its nodes in topological order
     */
    public ImmutableNetwork<Value, Edge> network() {
        ImmutableNetwork.Builder<Value, Edge> network =
                NetworkBuilder.directed().allowsParallelEdges(true).<Value, Edge>immutable();
        for (int i = 0; i < nodes.length; i++) {
            network.addNode(nodes[i]);
            for (int k = 0; k < operandCount(i); k++) {
                Value operand = nodes[operandIndex(i, k)];
                network.addEdge(operand, nodes[i], new Edge(operand, nodes[i], k));
            }
        }
        return network.build();
    }

    /**
     * Recomputes every interior node from its operands, after leaves have been given new data.
     *
     * <p>Clears the gradients of interior nodes, which belong to the old values; those of leaves stay.
     */
    public void forward() {
        for (Value node : nodes) {
            if (!node.isLeaf()) {
                node.data = Forward.value(node);
                node.zeroGrad();
            }
        }
    }

    /**
     * Computes gradients like {@link Value#backward()} of the output, without sorting the nodes again.
     *
     * <p>This is the backward pass to read. {@link Backward} is the same pass made fast, and says what each trick
     * gains.
     */
    public void backward() {
        backward(1);
    }

    /**
     * Computes gradients like {@link Value#backward(double)} of the output, without sorting the nodes again.
     *
     * @param seed the gradient of the output itself
     */
    public void backward(double seed) {
        Value output = output();
        if (output.isLeaf() || output.isConstant()) {
            Backward.seedAlone(output, seed);
            return;
        }
        BitSet visited = Reach.ofPass(this);
        for (int i = 0; i < nodes.length; i++) {
            Value node = nodes[i];
            if (visited.get(i) && !node.isConstant()) {
                node.bits |= Bits.HAS_GRAD;
                if (!node.isLeaf()) {
                    node.grad = 0;
                }
            }
        }
        output.grad = seed;
        BitSet reached = reached(i -> nodes[i].data);
        for (int i = nodes.length - 1; i >= 0; i--) {
            Value node = nodes[i];
            if (!node.isLeaf() && !node.isConstant() && reached.get(i)) {
                PullBack.run(node);
            }
        }
    }

    /** Resets the gradients of all nodes, leaves included, so that the next backward pass starts from 0. */
    public void zeroGrad() {
        for (Value node : nodes) {
            if (!node.isConstant()) { // threads may share constants
                node.zeroGrad();
            }
        }
    }

    /**
     * Returns the nodes that a gradient of the output flows into, or would if they took one: all, but for those that
     * only conditions and branches not taken of a {@code where}, or a {@code detach}, use, whose gradient is 0.
     *
     * @param values the value of each node by its index, from which the conditions are read
     * @return a set of indices
     */
    public BitSet reached(IntToDoubleFunction values) {
        return Reach.ofGradient(this, Objects.requireNonNull(values, "values"));
    }

    /**
     * Returns the first node in topological order that is NaN or infinite: the cause, not the nodes it propagated to.
     * What only a branch not taken of a {@code where} uses does not count.
     *
     * @return the node with its operands, empty if all values are finite
     */
    public Optional<NonFinite> firstNonFinite() {
        output().checkNotRecorded();
        BitSet used = Reach.ofValue(this, i -> nodes[i].data);
        for (int i = 0; i < nodes.length; i++) {
            if (!Double.isFinite(nodes[i].data) && used.get(i)) {
                return Optional.of(NonFinite.at(this, i));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns where the gradient of the output first becomes NaN or infinite, in the order of the backward pass: the
     * gate whose upstream × local did, with both factors, and if that is an infinity, also the first gate where it led
     * to NaN, as in ∞ × 0. Operands that are not finite themselves are skipped; {@link #firstNonFinite()} reports
     * those.
     *
     * <pre>{@code
     * Value x = Value.of(0, "x");
     * Graph graph = Graph.of(x.pow(2).named("q").sqrt().named("f"));
     * List<NonFiniteGradient> bad = graph.firstNonFiniteGradients();
     * System.out.println(bad.get(0).upstream() + " × " + bad.get(0).local()); // 1.0 × Infinity
     * System.out.println(bad.get(1).message());
     * // the pow gate q hands Infinity × 0 = NaN to its operand x = 0, upstream × local
     * }</pre>
     *
     * <p>The current values and seed 1 are used; no gradient changes. Time and memory are linear in the size of the
     * graph.
     *
     * @return an immutable list of at most two places, empty if all gradients are finite
     */
    public List<NonFiniteGradient> firstNonFiniteGradients() {
        output().checkNotRecorded();
        return NonFiniteGradient.in(this);
    }

    /**
     * Checks that all values are finite.
     *
     * @throws ArithmeticException with {@link NonFinite#message()} if a value is NaN or infinite
     */
    public void requireFinite() {
        firstNonFinite().ifPresent(bad -> {
            throw new ArithmeticException(bad.message());
        });
    }

    /**
     * Returns the interior nodes that are out of date, because leaves below them have new data and they have not been
     * recomputed. {@link #forward()} updates them.
     *
     * <p>A node whose value would not change, such as a maximum whose smaller operand has changed, is not out of date.
     *
     * @return an immutable list of the nodes whose value does not follow from their operands, and those that depend on
     *     them, in topological order
     */
    public List<Value> stale() {
        output().checkNotRecorded();
        boolean[] stale = new boolean[nodes.length];
        ImmutableList.Builder<Value> list = ImmutableList.builder();
        for (int i = 0; i < nodes.length; i++) {
            for (int k = 0; k < operandCount(i); k++) {
                stale[i] |= stale[operandIndex(i, k)];
            }
            Value node = nodes[i];
            stale[i] |= !node.isLeaf() && Double.compare(Forward.value(node), node.data) != 0;
            if (stale[i]) {
                list.add(node);
            }
        }
        return list.build();
    }

    /**
     * Returns those of the given nodes that the output does not depend on. A parameter among them is not used in the
     * computation and gets no gradient.
     *
     * @param nodes nodes, such as inputs or parameters
     * @return an immutable list of the nodes that are not in this graph, in the order given
     */
    public List<Value> unreachable(List<Value> nodes) {
        Objects.requireNonNull(nodes, "nodes");
        int[] indices = indicesOf(nodes);
        ImmutableList.Builder<Value> unreachable = ImmutableList.builder();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0) {
                unreachable.add(nodes.get(i));
            }
        }
        return unreachable.build();
    }

    /** The indices of some nodes, −1 for one that is not in this graph. */
    int[] indicesOf(List<Value> wanted) {
        wanted.forEach(Objects::requireNonNull); // before any node is written to
        int[] indices = new int[wanted.size()];
        Arrays.fill(indices, -1);
        for (int i = 0; i < indices.length; i++) {
            wanted.get(i).pending = i + 1;
        }
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].pending != 0) {
                indices[nodes[i].pending - 1] = i;
            }
        }
        for (int i = 0; i < indices.length; i++) {
            indices[i] = indices[wanted.get(i).pending - 1]; // a node listed twice has the number of its last listing
        }
        for (Value node : wanted) {
            node.pending = 0;
        }
        return indices;
    }

    /**
     * Returns the label of a node: its name, a constant's number, or v1, v2, … in topological order, with more v's if
     * names of that form exist.
     *
     * @param i the node's index
     * @return the label; two nodes with the same name have the same label
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public String label(int i) {
        if (labels == null) {
            labels = Labels.of(nodes);
        }
        return labels.of(i);
    }

    /**
     * Tells whether a node stands as a number in the formulas of others: a constant leaf without a name.
     *
     * @param i the node's place
     * @return true if {@link #label} gives it its number
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public boolean isNumber(int i) {
        Value node = node(i);
        return Labels.isNumber(node) && node.name() == null;
    }
}
