package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.List;

/**
 * The functions of programs that stand for a formula of ops: {@code clamp(x, 0, 1)} builds the graph of
 * {@code min(max(x, 0), 1)}, and is shown and differentiated as that. {@link Value} has a method for each.
 *
 * <p>Their names are not reserved: a program may call a value {@code mean}.
 */
public enum Shorthand implements Callee {
    /** a². */
    SQUARE("square", "a", "a^2"),
    /** 1/a. */
    RECIPROCAL("reciprocal", "a", "1/a"),
    /** 2 to the power of a. */
    EXP2("exp2", "a", "2^a"),
    /** a, or the nearer of the bounds b and c if it is not between them. */
    CLAMP("clamp", "a, b, c", "min(max(a, b), c)"),
    /** a if that is positive, else e<sup>a</sup> − 1. */
    ELU("elu", "a", "relu(a) + expm1(min(a, 0))"),
    /** Huber's loss of a difference a, which is linear beyond the threshold b. */
    HUBER("huber", "a, b", "min(abs(a), b)^2/2 + b*relu(abs(a) - b)"),
    /** The remainder of a after the whole multiples of b. */
    MOD("mod", "a, b", "a - b*floor(a/b)"),
    /** The mean of one or more operands. */
    MEAN("mean", "a, b, c", "sum(a, b, c)/3");

    private final String functionName;
    private final ImmutableList<String> operands;
    private final String formula;

    Shorthand(String functionName, String operands, String formula) {
        this.functionName = functionName;
        this.operands = ImmutableList.copyOf(operands.split(", ", -1));
        this.formula = formula;
    }

    @Override
    public String functionName() {
        return functionName;
    }

    /** {@return an immutable list of the names of the operands in {@link #formula}} */
    public List<String> operands() {
        return operands;
    }

    /** {@return the formula of ops that the call of {@link #operands} stands for} */
    public String formula() {
        return formula;
    }

    /** {@return the minimum number of operands, at least 1} */
    @Override
    public int minOperands() {
        return takesMore() ? 1 : operands.size();
    }

    /** {@return whether there may be any number of operands, as of a mean} */
    @Override
    public boolean takesMore() {
        return this == MEAN;
    }

    @Override
    public Value apply(List<Value> operands) {
        Value a = operands.get(0);
        return switch (this) {
            case SQUARE -> a.square();
            case RECIPROCAL -> a.reciprocal();
            case EXP2 -> a.exp2();
            case CLAMP -> a.clamp(operands.get(1), operands.get(2));
            case ELU -> a.elu();
            case HUBER -> a.huber(operands.get(1));
            case MOD -> a.mod(operands.get(1));
            case MEAN -> Value.mean(operands);
        };
    }
}
