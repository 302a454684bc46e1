package io.gradstep.engine;

import java.util.List;

/**
 * The operation of a node: its forward value, its local derivatives, its notation and its explanation.
 *
 * <p>The trace, the printer, the pictures and the compiler know an operation only through this interface. The built-in
 * gates are the constants of {@link Op}; a {@link CustomOp} is user-defined.
 */
public sealed interface Gate permits Op, CustomOp {

    /** {@return the symbol of the gate in pictures, such as {@code +}, {@code ×} or {@code σ}; possibly not ASCII} */
    String symbol();

    /**
     * {@return the function name of this gate in programs, such as {@code sigmoid}: a letter, then letters and digits}
     */
    String functionName();

    /** {@return the gate's rule: what it does with the upstream gradient, in one word} */
    Rule rule();

    /**
     * {@return what the gate does with the upstream gradient, in one sentence for a student that ends with a full stop}
     */
    String explanation();

    /**
     * Computes the gate's value.
     *
     * @param operands the operands' values, as many as the gate takes
     * @return the value, NaN if an operand is NaN
     * @throws IllegalArgumentException if the number of operands is wrong
     */
    double forward(double... operands);

    /**
     * Computes the local derivative ∂out/∂operand<sub>i</sub>.
     *
     * @param i which operand, from 0
     * @param operands the operands' values
     * @param out the gate's value at these operands
     * @return the derivative; at kinks and edges as documented with each op
     * @throws IllegalArgumentException if the number of operands is wrong or {@code i} is not one of them
     */
    double derivative(int i, double[] operands, double out);

    /**
     * {@return whether a gradient passes to an operand} It does, times the local derivative, but for a detach, and for
     * a where: its condition and the branch not taken, whose local derivatives are 0, receive nothing, not even 0·∞.
     *
     * @param local the local derivative by the operand
     */
    default boolean passes(double local) {
        return true;
    }

    /**
     * Builds the local derivative ∂out/∂operand<sub>i</sub> as a graph, which can be differentiated or drawn.
     *
     * @param i which operand, from 0
     * @param operands the operands
     * @param out the gate's output node for these operands
     * @return the derivative, possibly a constant
     * @throws IllegalArgumentException if the number of operands is wrong or {@code i} is not one of them
     */
    Value derivative(int i, List<Value> operands, Value out);

    /**
     * Builds the local derivative ∂out/∂operand<sub>i</sub> in its textbook form, such as 1 − out² for tanh: the same
     * function as {@link #derivative(int, List, Value)}, which may be longer to be accurate everywhere.
     *
     * @param i which operand, from 0
     * @param operands the operands
     * @param out the gate's output node for these operands
     * @return the derivative, possibly a constant
     * @throws IllegalArgumentException if the number of operands is wrong or {@code i} is not one of them
     */
    default Value formula(int i, List<Value> operands, Value out) {
        return derivative(i, operands, out);
    }

    /**
     * {@return a new node that applies this gate to operands}
     *
     * @param operands the operands, as many as the gate takes
     * @throws IllegalArgumentException if the number of operands is wrong
     */
    Value apply(List<Value> operands);
}
