package io.gradstep.engine;

/** How many operands an {@link Op} takes. */
public enum Arity {
    /** Exactly one operand, such as tanh. */
    UNARY,
    /** Exactly two operands, such as +. */
    BINARY,
    /** A list of operands, such as sum; {@link Op#minOperands()} tells the least number. */
    NARY
}
