package io.gradstep.engine.compile.recording;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the arguments that each output depends on, over the edges that a gradient may flow through: the structure of
 * the Jacobian at any point, with both branches of each where.
 *
 * <p>Sets are kept for outputs and for nodes that are used more than once; the nodes between them are walked once. Few
 * outputs are walked one by one, without sets, which a long recurrence would make large.
 */
final class Dependences {
    private static final int FEW_OUTPUTS = 32;

    private final Recording recording;
    private final int firstColumn;
    private final int columnCount;
    private final int[] @Nullable [] sets;

    /** The last root from which each node was visited, and each column was found. */
    private final int[] visitedFrom;

    private final int[] foundFrom;
    private int[] found = new int[16];
    private final ArrayDeque<Integer> stack = new ArrayDeque<>();

    private Dependences(Recording recording, int firstColumn, int columnCount) {
        this.recording = recording;
        this.firstColumn = firstColumn;
        this.columnCount = columnCount;
        this.sets = new int[recording.size()] @Nullable [];
        this.visitedFrom = new int[recording.size()];
        this.foundFrom = new int[columnCount];
        Arrays.fill(visitedFrom, -1);
        Arrays.fill(foundFrom, -1);
    }

    /** The structure of the Jacobian of the first outputs with respect to a range of arguments. */
    static SparsityPattern of(Recording recording, int rowCount, int firstColumn, int columnCount) {
        Dependences dependences = new Dependences(recording, firstColumn, columnCount);
        if (rowCount > FEW_OUTPUTS) {
            int[] uses = recording.useCounts();
            for (int node = 0; node < uses.length; node++) {
                if (uses[node] > 1 && recording.isActive(node)) {
                    dependences.set(node);
                }
            }
        }
        int[][] rows = new int[rowCount][];
        for (int k = 0; k < rowCount; k++) {
            rows[k] = dependences.set(recording.output(k));
        }
        return SparsityPattern.of(rows, columnCount);
    }

    private int[] set(int node) {
        int[] known = sets[node];
        if (known == null) {
            known = columns(node);
            sets[node] = known;
        }
        return known;
    }

    private int[] columns(int root) {
        if (!recording.isActive(root)) {
            return new int[0];
        }
        int count = visit(root, root, 0);
        int[] largest = {};
        while (!stack.isEmpty()) {
            int node = stack.pop();
            int[] known = sets[node];
            if (known != null) {
                for (int column : known) {
                    count = add(column, root, count);
                }
                largest = known.length > largest.length ? known : largest;
                continue;
            }
            int first = recording.firstOperand(node);
            for (int e = first; e < recording.firstOperand(node + 1); e++) {
                if (Recording.passes(recording.gates.get(node), e - first)) {
                    count = visit(recording.operandAt(e), root, count);
                }
            }
        }
        return count == largest.length ? largest : Arrays.copyOf(found, count);
    }

    /** Adds a leaf's column, or puts a node on the stack. */
    private int visit(int node, int root, int count) {
        if (!recording.isActive(node) || visitedFrom[node] == root) {
            return count;
        }
        visitedFrom[node] = root;
        if (recording.isInterior(node)) {
            stack.push(node);
            return count;
        }
        int column = recording.argument(node) - firstColumn;
        return column >= 0 && column < columnCount ? add(column, root, count) : count;
    }

    private int add(int column, int root, int count) {
        if (foundFrom[column] == root) {
            return count;
        }
        foundFrom[column] = root;
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count] = column;
        return count + 1;
    }
}
