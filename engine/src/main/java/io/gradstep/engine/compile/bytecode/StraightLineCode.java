package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Straight-line code in single-assignment form: numbered expressions whose operands are earlier ones.
 *
 * <p>Requesting the same expression twice gives the same number, so that common subexpressions are computed once.
 * Constants are folded, and simplifications that preserve every bit under IEEE 754 (1·u, −(−u), u + −w) are applied.
 * 0·u and u + 0 are not simplified, because u may be infinite, NaN or −0. Calls of gates count as pure functions.
 */
final class StraightLineCode {
    /** No operand, or no expression at all. */
    static final int NONE = -1;

    /** The kinds of expressions; the operands are {@link #first}, {@link #second} and {@link #third}. */
    enum Kind {
        /** The number whose bits are the {@link #detail}. */
        CONSTANT,
        /** The argument of the function with the number {@link #detail}. */
        ARGUMENT,
        /** In the code of a step: the value at an offset from the step's first, which may be negative. */
        STEP_VALUE,
        /** In the code of a step: likewise a gradient. */
        STEP_GRADIENT,
        /** In the code of a step: the gradient whose index is at an offset in the step's row of a table. */
        TABLE_GRADIENT,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        NEGATE,
        /** {@link Op#value(double)}. */
        UNARY_VALUE,
        /** {@link Op#slope}, of operand and value. */
        SLOPE,
        /** {@link Op#value(double, double)}. */
        BINARY_VALUE,
        /** {@link Op#value(double, double, double)}. */
        TERNARY_VALUE,
        /** {@link Op#choose}: first the condition, a {@link #BINARY_VALUE} whose operands it takes instead. */
        CHOICE,
        /** {@link Op#left}, of both operands and value. */
        LEFT,
        /** {@link Op#right}, of both operands and value. */
        RIGHT,
        /** A list of {@link #detail} operands: its first element, and the list of the others if there are any. */
        LIST,
        /** {@link Op#value(double[])} of a list. */
        NARY_VALUE,
        /** {@link Op#partials}, an array, of a list and, third, the value. */
        PARTIALS,
        /** {@link CustomOp#forward} of a list. */
        CUSTOM_VALUE,
        /** {@link CustomOp#derivatives}, an array, of a list and, third, the value. */
        CUSTOM_DERIVATIVES,
        /** The element {@link #detail} of such an array. */
        ELEMENT;

        /** Whether a list of operands comes first, which the gate is given as an array. */
        boolean takesArray() {
            return this == NARY_VALUE || this == CUSTOM_VALUE || isArray();
        }

        /** Whether it is an array of numbers. */
        boolean isArray() {
            return this == PARTIALS || this == CUSTOM_DERIVATIVES;
        }
    }

    private static final int FIRST_CAPACITY = 64;

    private int size;
    private Kind[] kinds = new Kind[FIRST_CAPACITY];
    private @Nullable Gate[] gates = new @Nullable Gate[FIRST_CAPACITY];
    private int[] operands = new int[3 * FIRST_CAPACITY];
    private long[] details = new long[FIRST_CAPACITY];

    /** Open addressing: numbers of expressions + 1, each at the first free slot from its hash on. */
    private int[] table = new int[2 * FIRST_CAPACITY];

    int size() {
        return size;
    }

    Kind kind(int e) {
        return kinds[e];
    }

    /** The gate that an expression calls. */
    Gate gate(int e) {
        Gate gate = gates[e];
        if (gate == null) {
            throw new IllegalArgumentException(kinds[e] + " calls no gate");
        }
        return gate;
    }

    int first(int e) {
        return operands[3 * e];
    }

    int second(int e) {
        return operands[3 * e + 1];
    }

    int third(int e) {
        return operands[3 * e + 2];
    }

    /** A number that belongs to an expression, as its {@link Kind} says. */
    int detail(int e) {
        return (int) details[e];
    }

    /** The value of a constant. */
    double number(int e) {
        return Double.longBitsToDouble(details[e]);
    }

    /** Removes all expressions but the first few, as if the others had never been requested. */
    void truncate(int newSize) {
        size = newSize;
        Arrays.fill(table, 0);
        for (int e = 0; e < size; e++) {
            table[free(hash(kinds[e], gates[e], first(e), second(e), third(e), details[e]))] = e + 1;
        }
    }

    int constant(double number) {
        return intern(Kind.CONSTANT, null, NONE, NONE, NONE, Double.doubleToRawLongBits(number));
    }

    int argument(int number) {
        return intern(Kind.ARGUMENT, null, NONE, NONE, NONE, number);
    }

    /** A number at an offset that belongs to a step. */
    int ofStep(Kind kind, int offset) {
        return intern(kind, null, NONE, NONE, NONE, offset);
    }

    int add(int a, int b) {
        if (isConstant(a) && isConstant(b)) {
            return constant(number(a) + number(b));
        }
        if (kinds[b] == Kind.NEGATE) {
            return subtract(a, first(b));
        }
        if (kinds[a] == Kind.NEGATE) {
            return subtract(b, first(a));
        }
        return commutative(Kind.ADD, a, b);
    }

    int subtract(int a, int b) {
        if (isConstant(a) && isConstant(b)) {
            return constant(number(a) - number(b));
        }
        if (kinds[b] == Kind.NEGATE) {
            return add(a, first(b));
        }
        return intern(Kind.SUBTRACT, null, a, b, NONE, 0);
    }

    int multiply(int a, int b) {
        if (isConstant(a)) {
            return isConstant(b) ? constant(number(a) * number(b)) : scale(a, b);
        }
        return isConstant(b) ? scale(b, a) : commutative(Kind.MULTIPLY, a, b);
    }

    private int scale(int constant, int e) {
        double factor = number(constant);
        return factor == 1 ? e : factor == -1 ? negate(e) : commutative(Kind.MULTIPLY, constant, e);
    }

    int divide(int a, int b) {
        if (isConstant(b)) {
            if (isConstant(a)) {
                return constant(number(a) / number(b));
            }
            if (Math.abs(number(b)) == 1) {
                return number(b) == 1 ? a : negate(a);
            }
        }
        return intern(Kind.DIVIDE, null, a, b, NONE, 0);
    }

    int negate(int e) {
        if (isConstant(e)) {
            return constant(-number(e));
        }
        return kinds[e] == Kind.NEGATE ? first(e) : intern(Kind.NEGATE, null, e, NONE, NONE, 0);
    }

    /** A call of a gate; operands that it does not take are {@link #NONE}. */
    int call(Kind kind, Gate gate, int a, int b, int c) {
        return intern(kind, gate, a, b, c, 0);
    }

    int element(int array, int i) {
        return intern(Kind.ELEMENT, null, array, NONE, NONE, i);
    }

    /** The list of an element and the elements of another list, or of nothing else if that is {@link #NONE}. */
    int list(int head, int tail) {
        return intern(Kind.LIST, null, head, tail, NONE, tail == NONE ? 1 : details[tail] + 1);
    }

    private boolean isConstant(int e) {
        return kinds[e] == Kind.CONSTANT;
    }

    private int commutative(Kind kind, int a, int b) {
        return intern(kind, null, Math.min(a, b), Math.max(a, b), NONE, 0);
    }

    private int intern(Kind kind, @Nullable Gate gate, int a, int b, int c, long detail) {
        int slot = hash(kind, gate, a, b, c, detail);
        while (true) {
            slot &= table.length - 1;
            int e = table[slot] - 1;
            if (e < 0) {
                break;
            }
            if (kinds[e] == kind
                    && gates[e] == gate
                    && first(e) == a
                    && second(e) == b
                    && third(e) == c
                    && details[e] == detail) {
                return e;
            }
            slot++;
        }
        if (size == kinds.length) {
            grow();
            slot = free(hash(kind, gate, a, b, c, detail));
        }
        kinds[size] = kind;
        gates[size] = gate;
        operands[3 * size] = a;
        operands[3 * size + 1] = b;
        operands[3 * size + 2] = c;
        details[size] = detail;
        table[slot] = ++size;
        return size - 1;
    }

    /** A free slot of the table for a hash. */
    private int free(int hash) {
        int slot = hash & (table.length - 1);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        int capacity = 2 * size;
        kinds = Arrays.copyOf(kinds, capacity);
        gates = Arrays.copyOf(gates, capacity);
        operands = Arrays.copyOf(operands, 3 * capacity);
        details = Arrays.copyOf(details, capacity);
        table = new int[2 * capacity];
        truncate(size);
    }

    private static int hash(Kind kind, @Nullable Gate gate, int a, int b, int c, long detail) {
        int hash = System.identityHashCode(gate) + 31 * kind.hashCode();
        hash = (hash + a) * 0x9e3779b1;
        hash = ((hash ^ (hash >>> 15)) + b) * 0x85ebca6b;
        hash = ((hash ^ (hash >>> 13)) + c + Long.hashCode(detail)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
