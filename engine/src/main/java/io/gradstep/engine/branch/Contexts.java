package io.gradstep.engine.branch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The contexts of nodes: under which conditions a gradient flows into each. A node that only one branch of a where uses
 * has that branch as its context, one that several branches use has their union.
 *
 * <p>Contexts are numbered, and equal ones have the same number. There is at most one new context for each edge.
 */
public final class Contexts {
    /** The context of nodes that no gradient reaches, such as those that only conditions use. */
    public static final int NEVER = 0;

    /** The context of nodes that a gradient reaches whatever the conditions are. */
    public static final int ALWAYS = 1;

    /** The nodes of a graph, operands before consumers. */
    public interface Nodes {
        /** The number of nodes. */
        int size();

        /** The number of operands of a node. */
        int operandCount(int node);

        /** The index of an operand of a node. */
        int operand(int node, int k);

        /** Whether a node is a where, whose operands are a condition and two branches. */
        boolean isWhere(int node);

        /** Whether a node is a detach, whose gradient ends at it. */
        boolean isDetach(int node);
    }

    /** A branch of a where within a context, if {@code where} is not negative; else the union of two contexts. */
    private record Context(int where, boolean first, int a, int b) {}

    private static final int UNION = -1;

    private final Nodes nodes;
    private final List<Context> contexts = new ArrayList<>();
    private final Map<Context, Integer> numbers = new HashMap<>();

    public Contexts(Nodes nodes) {
        this.nodes = nodes;
        number(new Context(UNION, false, NEVER, NEVER));
        number(new Context(UNION, false, ALWAYS, ALWAYS));
    }

    /**
     * Finds the context of each node for the gradient of an output, in time linear in the nodes below it.
     *
     * @param output the output
     * @param of receives the contexts; NEVER for all nodes before
     * @return the nodes that have another context now
     */
    public BitSet find(int output, int[] of) {
        BitSet found = new BitSet(output + 1);
        found.set(output);
        of[output] = ALWAYS;
        for (int i = output; i >= 0; i = found.previousSetBit(i - 1)) {
            for (int k = 0; k < nodes.operandCount(i); k++) {
                int context = ofEdge(of[i], i, k);
                if (context != NEVER) {
                    int operand = nodes.operand(i, k);
                    of[operand] = union(of[operand], context);
                    found.set(operand);
                }
            }
        }
        return found;
    }

    /** The context of what flows from a node in a context into one of its operands. */
    public int ofEdge(int context, int node, int k) {
        if (!nodes.isWhere(node)) {
            return nodes.isDetach(node) ? NEVER : context;
        }
        return k == 0 ? NEVER : number(new Context(node, k == 1, context, NEVER));
    }

    /** Whether a context is a branch of a where; otherwise it is a union, unless it is ALWAYS or NEVER. */
    public boolean isBranch(int context) {
        return contexts.get(context).where >= 0;
    }

    /** The where of a branch. */
    public int where(int branch) {
        return contexts.get(branch).where;
    }

    /** Whether a branch is the one taken if the condition holds. */
    public boolean isFirst(int branch) {
        return contexts.get(branch).first;
    }

    /** The context of the where of a branch, or the first context of a union: a lower number. */
    public int outer(int context) {
        return contexts.get(context).a;
    }

    /** The second context of a union: a lower number. */
    public int second(int union) {
        return contexts.get(union).b;
    }

    /**
     * Makes what belongs to a context, and first what belongs to those that it is made of, however deeply they are
     * nested; nothing for ALWAYS.
     *
     * @param wanted the context
     * @param isMade whether something has been made for a context
     * @param maker makes it
     */
    public void make(int wanted, IntPredicate isMade, IntConsumer maker) {
        Deque<Integer> missing = new ArrayDeque<>();
        missing.push(wanted);
        while (!missing.isEmpty()) {
            int context = missing.peek();
            if (context == ALWAYS || isMade.test(context)) {
                missing.pop();
                continue;
            }
            int outer = outer(context);
            int second = isBranch(context) ? ALWAYS : second(context);
            if (outer != ALWAYS && !isMade.test(outer)) {
                missing.push(outer);
            } else if (second != ALWAYS && !isMade.test(second)) {
                missing.push(second);
            } else {
                maker.accept(missing.pop());
            }
        }
    }

    private int union(int first, int second) {
        int a = first;
        int b = second;
        while (true) {
            int simple = simpleUnion(a, b);
            if (simple >= 0) {
                return simple;
            }
            if (isBranch(a)) { // then the union, if there is one, comes first
                int swapped = a;
                a = b;
                b = swapped;
            }
            if (isBranch(a)) {
                return number(new Context(UNION, false, Math.min(a, b), Math.max(a, b)));
            }
            int left = outer(a);
            int right = second(a);
            int withLeft = simpleUnion(left, b);
            int withRight = withLeft >= 0 ? UNION : simpleUnion(right, b);
            if (withLeft >= 0) {
                a = withLeft;
                b = right;
            } else if (withRight >= 0) {
                a = left;
                b = withRight;
            } else {
                return number(new Context(UNION, false, Math.min(a, b), Math.max(a, b)));
            }
        }
    }

    /** The union of two contexts if it is one of them or what both are branches of, else negative. */
    private int simpleUnion(int a, int b) {
        if (a == b || b == NEVER || a == ALWAYS) {
            return a;
        }
        if (a == NEVER || b == ALWAYS) {
            return b;
        }
        Context x = contexts.get(a);
        Context y = contexts.get(b);
        boolean branches = x.where >= 0 && y.where >= 0;
        if (branches && x.where == y.where && x.a == y.a) {
            return x.a; // not the same one: those have the same number
        }
        return x.where >= 0 && x.a == b ? b : y.where >= 0 && y.a == a ? a : UNION;
    }

    private int number(Context context) {
        Integer known = numbers.putIfAbsent(context, contexts.size());
        if (known == null) {
            contexts.add(context);
            return contexts.size() - 1;
        }
        return known;
    }
}
