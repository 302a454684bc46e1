package io.gradstep.engine;

import io.gradstep.engine.branch.Contexts;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Guards the terms of a symbolic derivative that come from a branch of a where: they count where the branch is taken,
 * and are 0 elsewhere, whatever they are themselves.
 *
 * <p>Inside a branch nothing is guarded; only what flows out of it is.
 */
final class Guards {
    private final Graph graph;
    private final Contexts contexts;
    private final int[] contextOf;

    /** For each context, a value that holds where a gradient flows in it. */
    private final Map<Integer, Value> conditions = new HashMap<>();

    private Guards(Graph graph) {
        this.graph = graph;
        this.contexts = new Contexts(new Contexts.Nodes() {
            @Override
            public int size() {
                return graph.size();
            }

            @Override
            public int operandCount(int node) {
                return graph.operandCount(node);
            }

            @Override
            public int operand(int node, int k) {
                return graph.operandIndex(node, k);
            }

            @Override
            public boolean isWhere(int node) {
                return graph.node(node).is(Op.WHERE);
            }

            @Override
            public boolean isDetach(int node) {
                return graph.node(node).op() == Op.DETACH;
            }
        });
        this.contextOf = new int[graph.size()];
        contexts.find(graph.size() - 1, contextOf);
    }

    /** The guards of a graph; null if it has no conditions. */
    static @Nullable Guards of(Graph graph) {
        return (graph.output().bits & Bits.CONDITIONAL) == 0 ? null : new Guards(graph);
    }

    /** A term of the derivative by operand k of a node, guarded if the operand is also used elsewhere. */
    Value term(int node, int k, Value term) {
        int context = contexts.ofEdge(contextOf[node], node, k);
        return context == contextOf[graph.operandIndex(node, k)] ? term : guarded(context, term);
    }

    /** The derivative by a node, for use anywhere. */
    Value derivative(int node, Value derivative) {
        return guarded(contextOf[node], derivative);
    }

    private Value guarded(int context, Value term) {
        if (context == Contexts.ALWAYS) {
            return term;
        }
        Value nothing = Value.constant(0);
        if (isOutermost(context) && !contexts.isFirst(context)) {
            return Value.where(conditionOf(context), nothing, term);
        }
        return Value.where(condition(context), term, nothing);
    }

    private boolean isOutermost(int context) {
        return contexts.isBranch(context) && contexts.outer(context) == Contexts.ALWAYS;
    }

    private Value conditionOf(int branch) {
        return graph.node(contexts.where(branch)).operand(0);
    }

    /** Holds where a gradient flows in a context. */
    private Value condition(int wanted) {
        contexts.make(wanted, conditions::containsKey, context -> conditions.put(context, newCondition(context)));
        return Objects.requireNonNull(conditions.get(wanted));
    }

    private static Value orUnknown(Value condition) {
        return Value.where(condition.isNaN(), Value.constant(1), condition);
    }

    private Value newCondition(int context) {
        int outer = contexts.outer(context);
        if (!contexts.isBranch(context)) {
            Value first = Objects.requireNonNull(conditions.get(outer));
            return Value.where(first, first, Objects.requireNonNull(conditions.get(contexts.second(context))));
        }
        Value holds = conditionOf(context);
        Value taken = contexts.isFirst(context) ? holds : Value.where(holds, Value.constant(0), Value.constant(1));
        if (outer == Contexts.ALWAYS) {
            return taken;
        }
        // If one of the two conditions is 0, that decides, even if the other one is NaN.
        Value around = Objects.requireNonNull(conditions.get(outer));
        Value zero = Value.constant(0);
        Value both = Value.where(around, taken, zero);
        return Value.where(orUnknown(around), Value.where(orUnknown(taken), both, zero), zero);
    }
}
