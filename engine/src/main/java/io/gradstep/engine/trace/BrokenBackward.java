package io.gradstep.engine.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A backward pass with one classic mistake, and the correct pass for comparison: for teaching only.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * BrokenBackward broken = BrokenBackward.of(Trace.of(x.mul(x)), Mistake.ASSIGN);
 * System.out.println(broken.right(0)); // 6.0
 * System.out.println(broken.wrong(0)); // 3.0
 * }</pre>
 *
 * <p>The gradients are computed from the steps of a {@link Trace}, whose graph is not changed. For a mistake that takes
 * two passes to show ({@link Mistake#NO_ZERO_GRAD}, {@link Mistake#INTERIORS_NOT_RESET}), both results are the
 * gradients after the second pass. Not every graph is affected by every mistake: {@link #firstWrong()} is empty if this
 * one is not.
 *
 * <p>Time and memory are linear in nodes and edges.
 */
public final class BrokenBackward {
    /** What a move of a backward pass does. */
    public enum Kind {
        /** Nothing: the line that the correct pass has here is missing. */
        NOTHING,
        /** Sets the gradients of all leaves to 0. */
        ZERO_LEAVES,
        /** Sets the gradients of all interior nodes to 0. */
        RESET_INTERIORS,
        /** Gives the output its gradient of 1. */
        SEED,
        /** Hands upstream · local from a node to one of its operands. */
        ADD
    }

    /**
     * A move of a backward pass. Nodes are indices in the trace's graph.
     *
     * @param kind what it does
     * @param node the node whose gradient is handed on; the output for other kinds
     * @param position which operand of the node receives it, from 0
     * @param receiver the node whose gradient changes
     * @param gradient the receiver's gradient after the move
     */
    public record Move(Kind kind, int node, int position, int receiver, double gradient) {}

    private final Trace trace;
    private final Mistake mistake;
    private final double[] right;
    private final double[] wrong;

    private BrokenBackward(Trace trace, Mistake mistake) {
        this.trace = trace;
        this.mistake = mistake;
        int size = trace.graph().size();
        right = new double[size];
        wrong = new double[size];
        run();
    }

    /**
     * Runs the backward pass of a trace with and without a mistake.
     *
     * @param trace the calculation
     * @param mistake the mistake
     * @return both results
     */
    public static BrokenBackward of(Trace trace, Mistake mistake) {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(mistake, "mistake");
        return new BrokenBackward(trace, mistake);
    }

    private void run() {
        int passes = mistake == Mistake.INTERIORS_NOT_RESET ? 2 : 1;
        for (int i = 0; i < right.length; i++) {
            right[i] = (isLeaf(i) ? passes : 1) * trace.gradient(i);
        }
        if (trace.graph().output().isConstant()) {
            return;
        }
        switch (mistake) {
            case NO_ZERO_GRAD -> {
                for (int i = 0; i < wrong.length; i++) {
                    wrong[i] = (isLeaf(i) ? 2 : 1) * trace.gradient(i);
                }
            }
            default -> run(new BackwardPass(trace, wrong, null), true);
        }
    }

    /** Runs all moves, with the mistake or without it; both ways take the same number of them. */
    private void run(BackwardPass pass, boolean broken) {
        switch (mistake) {
            case ASSIGN -> {
                pass.seed();
                pass.ordered(broken);
            }
            case DEPTH_FIRST -> {
                pass.seed();
                if (broken) {
                    pass.depthFirst();
                } else {
                    pass.ordered(false);
                }
            }
            case NO_ZERO_GRAD -> {
                for (int i = 0; i < 2; i++) {
                    if (broken) {
                        pass.skip();
                    } else {
                        pass.zeroLeaves();
                    }
                    pass.resetInteriors();
                    pass.seed();
                    pass.ordered(false);
                }
            }
            case INTERIORS_NOT_RESET -> {
                for (int i = 0; i < 2; i++) {
                    if (broken) {
                        pass.skip();
                    } else {
                        pass.resetInteriors();
                    }
                    pass.seed();
                    pass.ordered(false);
                }
            }
        }
    }

    private boolean isLeaf(int i) {
        return trace.graph().node(i).isLeaf();
    }

    /** {@return the mistake} */
    public Mistake mistake() {
        return mistake;
    }

    /**
     * Returns the correct gradient of a node.
     *
     * @param i the node's index in the trace's graph
     * @return {@link io.gradstep.engine.Value#grad()} after the same number of correct passes
     */
    public double right(int i) {
        return right[i];
    }

    /**
     * Returns the gradient of a node after the broken pass.
     *
     * @param i the node's index in the trace's graph
     * @return the gradient, right or wrong
     */
    public double wrong(int i) {
        return wrong[i];
    }

    /**
     * Returns whether a node's gradient is correct despite the mistake.
     *
     * @param i the node's index in the trace's graph
     * @return whether both gradients are equal; 0 and −0 are
     */
    public boolean isRight(int i) {
        return right[i] == wrong[i] || (Double.isNaN(right[i]) && Double.isNaN(wrong[i]));
    }

    /**
     * {@return the index in the trace's graph of the first node in the order of the backward pass with a wrong
     * gradient, empty if all gradients are correct}
     */
    public OptionalInt firstWrong() {
        for (int i = wrong.length - 1; i >= 0; i--) {
            if (!isRight(i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Returns the passes with the mistake, move by move.
     *
     * @return an immutable list; it is empty if the output is a constant
     */
    public List<Move> wrongMoves() {
        return moves(true);
    }

    /**
     * Returns the same passes without the mistake, move by move. There are as many moves as with it, so that both can
     * be shown side by side.
     *
     * @return an immutable list; it is empty if the output is a constant
     */
    public List<Move> rightMoves() {
        return moves(false);
    }

    private List<Move> moves(boolean broken) {
        List<Move> moves = new ArrayList<>();
        if (!trace.graph().output().isConstant()) {
            run(new BackwardPass(trace, new double[wrong.length], moves), broken);
        }
        return List.copyOf(moves);
    }
}
