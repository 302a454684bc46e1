package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.bytecode.StraightLineCode.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * Plans a method: which expressions it computes, which get a local variable, and how long each is held.
 *
 * <p>An expression used once is computed where it is used, on the operand stack; one used more often gets a variable,
 * and a statement that sets it. The statements are in the order of the expressions' numbers, followed by the results:
 * position {@code size + k} is that of the k-th result.
 */
final class BytecodePlan {
    /** The maximum nesting of expressions, which limits recursion and the operand stack. */
    private static final int MAX_DEPTH = 40;

    private final StraightLineCode code;
    private final int[] uses;

    /** The position after which a value is no longer needed. */
    private final int[] heldUntil;

    private final boolean[] variable;

    /** Whether an expression is stored to an array as soon as it is computed. */
    private final boolean[] stored;

    private final byte[] depth;
    private int leastSize;
    private int lastArgument = -1;

    /**
     * Makes a plan.
     *
     * @param code the expressions
     * @param results the expressions that the method computes, {@link StraightLineCode#NONE} for one that is not needed
     */
    BytecodePlan(StraightLineCode code, int[] results) {
        this(code);
        for (int k = 0; k < results.length; k++) {
            use(results[k], code.size() + k, 0);
        }
        // A method that writes several results reads its arguments first: an array may be both read and written.
        decide(results.length > 1);
    }

    /** Makes a plan for a method without results, which stores some expressions as soon as they are computed. */
    BytecodePlan(StraightLineCode code, List<Store> stores) {
        this(code);
        for (Store store : stores) {
            use(store.expression(), store.expression(), 0);
            stored[store.expression()] = true;
        }
        decide(false);
    }

    private BytecodePlan(StraightLineCode code) {
        this.code = code;
        int size = code.size();
        this.uses = new int[size];
        this.heldUntil = new int[size];
        this.variable = new boolean[size];
        this.stored = new boolean[size];
        this.depth = new byte[size];
        Arrays.fill(heldUntil, -1);
    }

    private void decide(boolean argumentsFirst) {
        for (int e = code.size() - 1; e >= 0; e--) {
            if (uses[e] > 0) {
                decide(e, argumentsFirst);
            }
        }
    }

    /** Whether an expression is set by a statement, and read from a variable. */
    boolean hasVariable(int e) {
        return variable[e];
    }

    int heldUntil(int e) {
        return heldUntil[e];
    }

    /** A lower bound of the method's size in bytes. */
    int leastSize() {
        return leastSize;
    }

    /** The position after which no argument is read from its array. */
    int lastArgument() {
        return lastArgument;
    }

    private void decide(int e, boolean argumentsFirst) {
        Kind kind = code.kind(e);
        if (kind == Kind.CONSTANT) {
            return;
        }
        if (kind == Kind.LIST) {
            useInVariable(code.first(e), heldUntil[e]);
            use(code.second(e), heldUntil[e], 0);
            return;
        }
        variable[e] |= uses[e] > 1
                || depth[e] > MAX_DEPTH
                || kind.isArray()
                || (kind == Kind.ELEMENT && code.kind(code.first(e)) == Kind.PARTIALS) // the array is soon filled anew
                || (argumentsFirst && kind == Kind.ARGUMENT);
        leastSize += variable[e] ? 3 : 1;
        boolean statement = variable[e] || stored[e];
        int index = statement ? e : heldUntil[e];
        if (kind == Kind.ARGUMENT) {
            lastArgument = Math.max(lastArgument, index);
        }
        int below = statement ? 1 : depth[e] + 1;
        if (kind == Kind.CHOICE) {
            use(code.first(code.first(e)), index, below);
            use(code.second(code.first(e)), index, below);
        } else {
            use(code.first(e), index, below);
        }
        use(code.second(e), index, below);
        if (kind.takesArray()) {
            useInVariable(code.third(e), index);
        } else {
            use(code.third(e), index, below);
        }
    }

    /** For the call of a gate with an array: while that is being filled, nothing is computed that might fill it too. */
    private void useInVariable(int e, int index) {
        if (e != StraightLineCode.NONE) {
            use(e, index, 0);
            variable[e] = code.kind(e) != Kind.CONSTANT;
        }
    }

    private void use(int e, int index, int atDepth) {
        if (e != StraightLineCode.NONE) {
            uses[e]++;
            heldUntil[e] = Math.max(heldUntil[e], index);
            depth[e] = (byte) atDepth;
        }
    }
}
