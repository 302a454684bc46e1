package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Op;

/** One step of an expression in postfix form: a machine with a stack of values carries them out from left to right. */
sealed interface Instruction {

    /** Pushes a new constant. */
    record Push(double number) implements Instruction {}

    /** Pushes the value that has a name. */
    record Load(int slot) implements Instruction {}

    /** Takes operands from the stack, the last one first, and pushes the node that applies an op to them. */
    record Apply(Op op, int operandCount) implements Instruction {}

    /**
     * A statement that computes something: {@code name = expression}.
     *
     * @param slot where the value goes
     * @param code the expression
     */
    record Statement(int slot, ImmutableList<Instruction> code) {}
}
