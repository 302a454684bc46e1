package io.gradstep.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node computed by a {@link CustomOp}. */
final class CustomValue extends NaryValue {
    private final CustomOp op;

    private CustomValue(CustomOp op, double data, int bits, Value[] operands, @Nullable String name) {
        super(data, bits, operands, name);
        this.op = op;
    }

    static CustomValue of(CustomOp op, List<Value> list) {
        Value[] operands = arrayOf(list);
        return new CustomValue(op, op.forward(values(operands)), Bits.CUSTOM | consumerOf(operands), operands, null);
    }

    @Override
    double forward() {
        return op.forward(values(operands));
    }

    @Override
    Gate gate() {
        return op;
    }

    @Override
    public Value named(String name) {
        return new CustomValue(op, data, copiedBits(), operands, NamedValue.checkedName(name));
    }
}
