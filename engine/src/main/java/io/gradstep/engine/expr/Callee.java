package io.gradstep.engine.expr;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.List;

/** A function that a program calls: an op, or a {@link Shorthand}. */
sealed interface Callee permits Callee.OfOp, Shorthand {

    /** The name by which programs call it. */
    String functionName();

    /** The minimum number of operands. */
    int minOperands();

    /** Whether there may be more operands than that. */
    boolean takesMore();

    /** Creates the nodes that apply it to operands. */
    Value apply(List<Value> operands);

    /**
     * {@return whether so many operands are neither too few nor too many}
     *
     * @param operands a number of operands
     */
    default boolean accepts(int operands) {
        return takesMore() ? operands >= minOperands() : operands == minOperands();
    }

    /** An op that is called. */
    record OfOp(Op op) implements Callee {
        @Override
        public String functionName() {
            return op.functionName();
        }

        /** One that folds takes at least two operands, like one that does not. */
        @Override
        public int minOperands() {
            return op.minOperands();
        }

        @Override
        public boolean takesMore() {
            return op.folds() || op.arity() == Arity.NARY;
        }

        @Override
        public Value apply(List<Value> operands) {
            return op.apply(operands);
        }
    }
}
