package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Op;

/** One step of an expression in postfix form, run from left to right on a stack of values. */
sealed interface Instruction {

    /** Pushes a new constant. */
    record Push(double number) implements Instruction {}

    /** Pushes the value that has a name. */
    record Load(int slot) implements Instruction {}

    /** Pops operands, the last one first, and pushes the node that applies an op to them. */
    record Apply(Op op, int operandCount) implements Instruction {}

    /** Pops operands, and pushes the last of the nodes that a shorthand stands for. */
    record Expand(Shorthand shorthand, int operandCount) implements Instruction {}

    /**
     * A statement that computes a value: {@code name = expression}.
     *
     * @param slot the slot of the value
     * @param code the expression
     */
    record Statement(int slot, ImmutableList<Instruction> code) {}
}
