package io.gradstep.engine;

import java.util.List;

/**
 * A node's operation: its forward value, its local derivatives, and how it is shown and explained.
 *
 * <p>This is all that the trace, the printer, the pictures and the compiler know about an operation. The built-in
 * gates are the constants of {@link Op}; a {@link CustomOp} is a user's own.
 */
public sealed interface Gate permits Op, CustomOp {

    /**
     * Returns what a picture writes into the gate, such as {@code +}, {@code ×} or {@code σ}.
     *
     * @return a short text, possibly outside ASCII
     */
    String symbol();

    /**
     * Returns the name that calls this gate in a program, such as {@code sigmoid}.
     *
     * @return a letter, then letters and digits
     */
    String functionName();

    /**
     * Returns what the gate does with the upstream gradient, in one word.
     *
     * @return the rule
     */
    Rule rule();

    /**
     * Returns what the gate does with the upstream gradient, in one sentence for a student.
     *
     * @return a sentence that ends with a full stop
     */
    String explanation();

    /**
     * Computes the gate's value.
     *
     * @param operands the operands' values, as many as the gate takes
     * @return the value, NaN where an operand is NaN
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
     * Builds the local derivative ∂out/∂operand<sub>i</sub> as a graph of its own, to be differentiated or drawn.
     *
     * @param i which operand, from 0
     * @param operands the operands
     * @param out the gate's output node for these operands
     * @return the derivative, possibly a constant
     * @throws IllegalArgumentException if the number of operands is wrong or {@code i} is not one of them
     */
    Value derivative(int i, List<Value> operands, Value out);

    /**
     * Builds the local derivative ∂out/∂operand<sub>i</sub> as a reader knows it, such as 1 − out² for tanh: the same
     * function as {@link #derivative(int, List, Value)}, which may be longer to keep its digits everywhere.
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
     * Makes the node that applies this gate to operands.
     *
     * @param operands the operands, as many as the gate takes
     * @return a new node
     * @throws IllegalArgumentException if the number of operands is wrong
     */
    Value apply(List<Value> operands);
}
