package io.gradstep.engine;

import java.util.Locale;

/** The number of operands of an {@link Op}. */
public enum Arity {
    /** Exactly one operand, such as tanh. */
    UNARY(1),
    /** Exactly two operands, such as +. */
    BINARY(2),
    /** Exactly three operands: a where. */
    TERNARY(3),
    /** A list of operands, such as sum, of at least {@link Op#minOperands()}. */
    NARY(1);

    final int minOperands;

    Arity(int minOperands) {
        this.minOperands = minOperands;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
