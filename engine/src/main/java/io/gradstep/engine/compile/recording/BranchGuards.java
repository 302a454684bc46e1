package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.branch.Contexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Rewrites a recording so that nothing flows out of a branch of a where that is not taken, even where a sweep that
 * knows nothing of branches would compute 0·∞ in it: each operand that a node inside a branch has outside is read
 * through a where of its own, which is 0 and passes nothing if the branch is not taken.
 *
 * <p>Such a guard stands directly before the node that reads through it, so that contributions to a gradient are added
 * in the order in which {@code Value.backward()} adds them. What a condition or a detach is computed from comes first,
 * in a copy of its own that no gradient flows into; tiers that merge common subexpressions compute it once.
 *
 * <p>Outputs for which a node is in different contexts have a copy of their nodes each.
 */
final class BranchGuards {
    private static final int NONE = -1;

    private final Recording source;
    private final Contexts contexts;
    private final RecordingBuilder builder;

    /** For each group of outputs that agree, the context of each node. */
    private final List<int[]> groups = new ArrayList<>();

    private final int[] groupOf;

    /** The new index of each node as a condition reads it, or NONE. */
    private final int[] plain;

    /** The new index of what holds in each context, or NONE. */
    private int[] conditions = {};

    private int zero = NONE;
    private int one = NONE;

    private BranchGuards(Recording source) {
        this.source = source;
        this.contexts = new Contexts(new Contexts.Nodes() {
            @Override
            public int size() {
                return source.size();
            }

            @Override
            public int operandCount(int node) {
                return source.operandCount(node);
            }

            @Override
            public int operand(int node, int k) {
                return source.operand(node, k);
            }

            @Override
            public boolean isWhere(int node) {
                return source.gates.get(node) == Op.WHERE;
            }

            @Override
            public boolean isDetach(int node) {
                return source.gates.get(node) == Op.DETACH;
            }
        });
        this.builder = new RecordingBuilder(source, source.size());
        this.groupOf = new int[source.outputCount()];
        this.plain = new int[source.size()];
        Arrays.fill(plain, NONE);
    }

    /** Returns the recording with guards, or as it is if it has no branches. */
    static Recording in(Recording source) {
        return source.gates.use(Op.WHERE) ? new BranchGuards(source).rewrite() : source;
    }

    private Recording rewrite() {
        int[] contextOf = new int[source.size()];
        for (int k = 0; k < groupOf.length; k++) {
            groupOf[k] = group(source.output(k), contextOf);
        }
        addConditions();
        int[][] newIndex = new int[groups.size()][];
        Arrays.setAll(newIndex, g -> plain.clone());
        boolean[][] zero = new boolean[groups.size()][];
        Arrays.setAll(zero, g -> zeroIfNotTaken(groups.get(g)));
        for (int node = 0; node < source.size(); node++) {
            Gate gate = source.gates.get(node);
            for (int g = 0; gate != null && g < newIndex.length; g++) {
                if (groups.get(g)[node] != Contexts.NEVER) {
                    newIndex[g][node] = addGuarded(gate, node, groups.get(g), zero[g], newIndex[g]);
                }
            }
        }
        int[] outputs = new int[groupOf.length];
        Arrays.setAll(outputs, k -> newIndex[groupOf[k]][source.output(k)]);
        return Subgraph.needed(builder.build(outputs), outputs);
    }

    /**
     * The group of outputs that agree with one.
     *
     * @param contextOf scratch, NEVER for all nodes before and after
     */
    private int group(int output, int[] contextOf) {
        BitSet found = contexts.find(output, contextOf);
        found.stream().filter(node -> !source.isInterior(node)).forEach(leaf -> contextOf[leaf] = Contexts.ALWAYS);
        int g = 0;
        while (g < groups.size() && !agree(groups.get(g), contextOf, found)) {
            g++;
        }
        if (g == groups.size()) {
            groups.add(new int[source.size()]);
        }
        int[] known = groups.get(g);
        found.stream().forEach(node -> {
            known[node] = contextOf[node];
            contextOf[node] = Contexts.NEVER;
        });
        return g;
    }

    private static boolean agree(int[] known, int[] contextOf, BitSet found) {
        return found.stream().allMatch(node -> known[node] == contextOf[node] || known[node] == Contexts.NEVER);
    }

    /** Adds all leaves, and what conditions and detached values are computed from. */
    private void addConditions() {
        boolean[] needed = new boolean[source.size()];
        for (int node = source.size() - 1; node >= 0; node--) {
            for (int k = 0; k < source.operandCount(node); k++) {
                needed[source.operand(node, k)] |= needed[node] || !Recording.passes(source.gates.get(node), k);
            }
        }
        for (int node = 0; node < needed.length; node++) {
            if (!source.isInterior(node)) {
                plain[node] = builder.addLeaf(node);
            } else if (needed[node]) {
                plain[node] = builder.addGate(node, plain);
            }
        }
    }

    /** The nodes whose gradient is 0 and not NaN if their branch is not taken; + and − then pass on 0. */
    private boolean[] zeroIfNotTaken(int[] contextOf) {
        boolean[] zero = new boolean[source.size()];
        Arrays.fill(zero, true);
        for (int node = source.size() - 1; node >= 0; node--) {
            boolean passesZero = contextOf[node] == Contexts.ALWAYS || passesZero(node, zero);
            for (int k = 0; k < source.operandCount(node) && !passesZero; k++) {
                zero[source.operand(node, k)] &= !isInside(node, k, contextOf); // what flows out is guarded
            }
        }
        return zero;
    }

    private boolean passesZero(int node, boolean[] zero) {
        Gate gate = source.gates.get(node);
        return zero[node] && (gate == Op.ADD || gate == Op.SUB || gate == Op.NEG || gate == Op.SUM);
    }

    /** Whether an operand is in the same context as what flows into it. */
    private boolean isInside(int node, int k, int[] contextOf) {
        int operand = contextOf[source.operand(node, k)];
        return operand == contextOf[node] || operand == contexts.ofEdge(contextOf[node], node, k);
    }

    private int addGuarded(Gate gate, int node, int[] contextOf, boolean[] zero, int[] newIndex) {
        int context = contextOf[node];
        int[] operands = source.operandsOf(node);
        for (int k = operands.length - 1; k >= 0; k--) { // the last guard is swept first
            int operand = operands[k];
            if (!Recording.passes(gate, k)) {
                operands[k] = plain[operand];
                continue;
            }
            operands[k] = newIndex[operand];
            if (context != Contexts.ALWAYS
                    && source.isActive(operand)
                    && !isInside(node, k, contextOf)
                    && !passesZero(node, zero)) {
                int flow = contexts.ofEdge(context, node, k);
                operands[k] = where(condition(flow), newIndex[operand], zero());
            }
        }
        return builder.addGate(gate, operands, operands.length);
    }

    private int where(int condition, int first, int second) {
        return builder.addFolded(Op.WHERE, condition, first, second);
    }

    private int zero() {
        zero = zero == NONE ? builder.addConstant(0) : zero;
        return zero;
    }

    private int one() {
        one = one == NONE ? builder.addConstant(1) : one;
        return one;
    }

    /** What holds where a gradient flows in a context. */
    private int condition(int wanted) {
        if (wanted >= conditions.length) {
            int known = conditions.length;
            conditions = Arrays.copyOf(conditions, Math.max(2 * known, wanted + 1));
            Arrays.fill(conditions, known, conditions.length, NONE);
        }
        contexts.make(
                wanted, context -> conditions[context] != NONE, context -> conditions[context] = newCondition(context));
        return conditions[wanted];
    }

    private int newCondition(int context) {
        int outer = contexts.outer(context);
        if (!contexts.isBranch(context)) {
            int first = orUnknown(conditions[outer]);
            return where(first, first, orUnknown(conditions[contexts.second(context)]));
        }
        int holds = plain[source.operand(contexts.where(context), 0)];
        int taken = contexts.isFirst(context) ? holds : where(holds, zero(), one());
        return outer == Contexts.ALWAYS ? taken : where(orUnknown(conditions[outer]), orUnknown(taken), zero());
    }

    /**
     * A condition, but one that holds where it is NaN: then the where itself makes NaN of all that comes from its
     * branches, but a value that another branch uses too must be read as it is.
     */
    private int orUnknown(int condition) {
        return where(builder.addFolded(Op.IS_NAN, condition), one(), condition);
    }
}
