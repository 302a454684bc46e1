package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A where: the branches are its left and its right operand, and the condition comes before them in every list. It is no
 * {@link NaryValue}, because a list of its own costs a chain of wheres 30 % (JDK 17, gates and backward pass).
 */
final class WhereValue extends Value {
    final Value condition;
    private final @Nullable String name;

    private WhereValue(double data, int bits, Value condition, Value a, Value b, @Nullable String name) {
        super(data, bits, a, b);
        this.condition = condition;
        this.name = name;
    }

    static WhereValue of(Value condition, Value a, Value b) {
        int bits = Bits.above(Uses.add(condition) | Uses.add(a) | Uses.add(b)) | Bits.CONDITIONAL;
        double data = Op.WHERE.value(condition.data, a.data, b.data);
        return new WhereValue(data, Op.WHERE.kind | bits, condition, a, b, null);
    }

    /** The result where the condition holds. */
    @SuppressWarnings("NullAway") // set by the constructor
    Value taken() {
        return left;
    }

    /** The result where it does not. */
    @SuppressWarnings("NullAway") // set by the constructor
    Value other() {
        return right;
    }

    /** Recomputes the value from the operands' values. */
    double forward() {
        return Op.WHERE.value(condition.data, taken().data, other().data);
    }

    @Override
    public int operandCount() {
        return 3;
    }

    @Override
    public Value operand(int i) {
        return switch (i) {
            case 0 -> condition;
            case 1 -> taken();
            case 2 -> other();
            default -> super.operand(i); // the message
        };
    }

    @Override
    public List<Value> operands() {
        return ImmutableList.of(condition, taken(), other());
    }

    @Override
    public @Nullable String name() {
        return name;
    }

    @Override
    public Value named(String name) {
        int used =
                Bits.above(Uses.add(condition) | Uses.add(taken()) | Uses.add(other())); // by this node and by its copy
        return new WhereValue(data, copiedBits() | used, condition, taken(), other(), NamedValue.checkedName(name));
    }
}
