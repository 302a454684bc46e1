package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The reading order of a graph's nodes: before each, its operands from first to last, completely. Layout engines start
 * from the order of the boxes they receive and keep it where possible.
 */
final class ReadingOrder {
    private ReadingOrder() {}

    static List<Integer> of(Graph graph) {
        List<Integer> order = new ArrayList<>();
        boolean[] seen = new boolean[graph.size()];
        int[] nextOperand = new int[graph.size()];
        Deque<Integer> path = new ArrayDeque<>();
        path.push(graph.size() - 1);
        while (!path.isEmpty()) {
            int i = path.peek();
            seen[i] = true;
            if (nextOperand[i] < graph.operandCount(i)) {
                int operand = graph.operandIndex(i, nextOperand[i]++);
                if (!seen[operand]) {
                    path.push(operand);
                }
            } else {
                order.add(path.pop());
            }
        }
        return order;
    }
}
