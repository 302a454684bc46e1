package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/**
 * Creates a {@link Graph}: records Kahn's order as {@link Backward} walks it, but over all nodes. Leaves and constants
 * do not change the order of the rest: they are pushed on the stack and popped between the others.
 */
final class GraphRecorder {
    /** The number of nodes that are loaded into the cache at once, without waiting for each, before they are read. */
    private static final int BLOCK = 64;

    private final Value output;
    private int nodeCount;
    private long edgeCount;

    GraphRecorder(Value output) {
        this.output = output;
    }

    Graph record() {
        countConsumers();
        Value[] nodes;
        byte[] kinds;
        int[] firstOperand;
        int[] operandIndices;
        try {
            nodes = new Value[nodeCount];
            kinds = new byte[nodeCount];
            firstOperand = new int[nodeCount + 1];
            operandIndices = new int[checkedEdgeCount()];
        } catch (Throwable e) {
            sort(null); // resets the counts, so that the nodes can be used again
            throw e;
        }
        sort(nodes);
        number(nodes, kinds, firstOperand, operandIndices);
        return new Graph(nodes, kinds, firstOperand, operandIndices);
    }

    private int checkedEdgeCount() {
        if (edgeCount > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the graph has %d edges, but a Graph holds at most 2³¹ − 1".formatted(edgeCount));
        }
        return (int) edgeCount;
    }

    /** Walks like {@link Backward}: the top of the stack is a variable, so that only nodes that wait are linked. */
    private void countConsumers() {
        Value top = output;
        Value stack = null;
        while (true) {
            Value node = top;
            if (node == null) {
                if (stack == null) {
                    return;
                }
                node = stack;
                stack = node.next;
                node.next = null;
            }
            top = null;
            nodeCount++;
            int operandCount = node.operandCount();
            edgeCount += operandCount;
            for (int k = 0; k < operandCount; k++) {
                Value operand = node.operand(k);
                if (operand.pending++ == 0) {
                    stack = push(top, stack);
                    top = operand;
                }
            }
        }
    }

    /** Fills the array from its end in the order of the backward pass, and resets the counts. */
    private void sort(Value @Nullable [] nodes) {
        int index = nodeCount;
        Value top = output;
        Value ready = null;
        while (true) {
            Value node = top;
            if (node == null) {
                if (ready == null) {
                    return;
                }
                node = ready;
                ready = node.next;
                node.next = null;
            }
            top = null;
            index--;
            if (nodes != null) {
                nodes[index] = node;
            }
            int operandCount = node.operandCount();
            for (int k = 0; k < operandCount; k++) {
                Value operand = node.operand(k);
                if (--operand.pending == 0) {
                    ready = push(top, ready);
                    top = operand;
                }
            }
        }
    }

    private static @Nullable Value push(@Nullable Value node, @Nullable Value stack) {
        if (node == null) {
            return stack;
        }
        node.next = stack;
        return node;
    }

    /** Records the kind of each node and the index of each operand; meanwhile each node stores its own index. */
    private static void number(Value[] nodes, byte[] kinds, int[] firstOperand, int[] operandIndices) {
        int edge = 0;
        for (int from = 0; from < nodes.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, nodes.length);
            for (int i = from; i < to; i++) {
                nodes[i].pending = i;
            }
            for (int i = from; i < to; i++) {
                Value node = nodes[i];
                kinds[i] = (byte) node.bits;
                int operandCount = node.operandCount();
                for (int k = 0; k < operandCount; k++) {
                    operandIndices[edge++] = node.operand(k).pending;
                }
                firstOperand[i + 1] = edge;
            }
        }
        for (Value node : nodes) {
            node.pending = 0;
        }
    }
}
