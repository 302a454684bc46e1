package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node with a list of operands, and perhaps a name. */
sealed class NaryValue extends Value permits CustomValue {
    static final Value[] NONE = {};

    final Value[] operands;
    private final @Nullable String name;

    NaryValue(double data, int bits, Value[] operands, @Nullable String name) {
        super(data, bits | Bits.NARY, null, null);
        this.operands = operands;
        this.name = name;
    }

    static NaryValue of(Op op, List<Value> operands) {
        return of(op, arrayOf(operands));
    }

    /** The operands in an array that must not be changed. */
    static Value[] arrayOf(List<Value> operands) {
        return operands instanceof Operands shared ? shared.values : operands.toArray(NONE);
    }

    private static NaryValue of(Op op, Value[] operands) {
        return new NaryValue(value(op, operands), op.kind | consumerOf(operands), operands, null);
    }

    /** Recomputes the value from the operands' values. */
    double forward() {
        return value(Op.byKind(bits & Bits.KIND), operands);
    }

    /** The op's value. A sum is computed from the operands in place, which saves an array. */
    private static double value(Op op, Value[] operands) {
        return op == Op.SUM ? total(operands) : op.value(values(operands));
    }

    private static double total(Value[] operands) {
        double sum = operands[0].data;
        for (int i = 1; i < operands.length; i++) {
            sum += operands[i].data;
        }
        return sum;
    }

    /** The operands' values. */
    static double[] values(Value[] operands) {
        double[] values = new double[operands.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands[i].data;
        }
        return values;
    }

    /** The bits of a gate that uses a list of operands. */
    static int consumerOf(Value[] operands) {
        int bits = 0;
        for (Value operand : operands) {
            bits |= Uses.addInList(operand);
        }
        return Bits.above(bits);
    }

    @Override
    public int operandCount() {
        return operands.length;
    }

    @Override
    public Value operand(int i) {
        return operands[Objects.checkIndex(i, operands.length)];
    }

    @Override
    public List<Value> operands() {
        return ImmutableList.copyOf(operands);
    }

    @Override
    public @Nullable String name() {
        return name;
    }

    @Override
    public Value named(String name) {
        int used = consumerOf(operands); // by this node and by its copy
        return new NaryValue(data, copiedBits() | used, operands, NamedValue.checkedName(name));
    }
}
