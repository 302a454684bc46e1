package io.gradstep.engine;

import java.util.Locale;

/** The number of operands of an {@link Op}. */
public enum Arity {
    /** Exactly one operand, such as tanh. */
    UNARY,
    /** Exactly two operands, such as +. */
    BINARY,
    /** A list of operands, such as sum, of at least {@link Op#minOperands()}. */
    NARY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
