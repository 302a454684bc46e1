package io.gradstep.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Objects;

/**
 * The functions of a {@link Value} and others: powers, larger and smaller, comparisons, angles and lengths, bounds. The
 * four operations, and functions of lists, are in Value itself.
 */
@CheckReturnValue
abstract sealed class FunctionsOfSeveral permits FunctionsOfOne {
    /** This object, which is a Value. */
    abstract Value self();

    /**
     * {@return this raised to y}
     *
     * @param y the exponent
     */
    public Value pow(Value y) {
        return Value.binary(Op.POW, self(), y);
    }

    /**
     * {@return this raised to a constant y}
     *
     * @param y the exponent
     */
    public Value pow(double y) {
        return pow(Value.constant(y));
    }

    /**
     * {@return the larger of this and y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value max(Value y) {
        return Value.binary(Op.MAX, self(), y);
    }

    /**
     * {@return the larger of this and a constant y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value max(double y) {
        return max(Value.constant(y));
    }

    /**
     * {@return the smaller of this and y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value min(Value y) {
        return Value.binary(Op.MIN, self(), y);
    }

    /**
     * {@return the smaller of this and a constant y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value min(double y) {
        return min(Value.constant(y));
    }

    /**
     * {@return 1 where this is less than y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value lessThan(Value y) {
        return Value.binary(Op.LESS_THAN, self(), y);
    }

    /**
     * {@return 1 where this is less than a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value lessThan(double y) {
        return lessThan(Value.constant(y));
    }

    /**
     * {@return 1 where this is greater than y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value greaterThan(Value y) {
        return Value.binary(Op.GREATER_THAN, self(), y);
    }

    /**
     * {@return 1 where this is greater than a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value greaterThan(double y) {
        return greaterThan(Value.constant(y));
    }

    /**
     * {@return 1 where this is at most y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atMost(Value y) {
        return Value.binary(Op.AT_MOST, self(), y);
    }

    /**
     * {@return 1 where this is at most a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atMost(double y) {
        return atMost(Value.constant(y));
    }

    /**
     * {@return 1 where this is at least y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atLeast(Value y) {
        return Value.binary(Op.AT_LEAST, self(), y);
    }

    /**
     * {@return 1 where this is at least a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atLeast(double y) {
        return atLeast(Value.constant(y));
    }

    /**
     * {@return 1 where this equals y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value equalTo(Value y) {
        return Value.binary(Op.EQUAL_TO, self(), y);
    }

    /**
     * {@return 1 where this equals a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value equalTo(double y) {
        return equalTo(Value.constant(y));
    }

    /**
     * {@return the angle in [−π, π] of the point (y, this), as {@link Math#atan2} has it}
     *
     * @param y the width; this is the height
     */
    public Value atan2(Value y) {
        return Value.binary(Op.ATAN2, self(), y);
    }

    /**
     * {@return √(this² + y²), the length of a vector of two components; no square overflows}
     *
     * @param y the other component
     */
    public Value hypot(Value y) {
        return Value.binary(Op.HYPOT, self(), y);
    }

    /**
     * {@return this · log y, which is 0 where this is 0}
     *
     * @param y whose logarithm is taken
     */
    public Value xlogy(Value y) {
        return Value.binary(Op.XLOGY, self(), y);
    }

    /**
     * {@return what is left of this after the whole multiples of y, {@code x - y*floor(x/y)}, which has the sign of y}
     * The quotient is rounded: next to a multiple of y, this may be counted as either side of it.
     *
     * @param y the divisor
     */
    public Value mod(Value y) {
        return self().sub(y.mul(self().div(y).floor()));
    }

    /**
     * {@return what is left of this after the whole multiples of a constant y, which has the sign of y}
     *
     * @param y the divisor
     */
    public Value mod(double y) {
        return mod(Value.constant(y));
    }

    /**
     * {@return this where it is between two bounds, else the nearer bound: {@code min(max(x, low), high)}} The gradient
     * passes to this between the bounds and on them, elsewhere to the bound.
     *
     * @param low the least result
     * @param high the greatest result
     */
    public Value clamp(Value low, Value high) {
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        return self().max(low).min(high);
    }

    /**
     * {@return this where it is between two constant bounds, else the nearer bound} The gradient passes between the
     * bounds and on them.
     *
     * @param low the least result, −∞ for none
     * @param high the greatest result, ∞ for none
     * @throws IllegalArgumentException if {@code low} is greater than {@code high}, or one of them is NaN
     */
    public Value clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "the bounds of a clamp are %s and %s; the first must not be greater than the second"
                            .formatted(low, high));
        }
        return clamp(Value.constant(low), Value.constant(high));
    }

    /**
     * {@return Huber's loss of this difference: half its square up to a threshold, beyond it a line of the same slope;
     * {@code min(abs(x), t)^2/2 + t*relu(abs(x) - t)}}
     *
     * @param threshold the magnitude from which on the loss is linear, which must be greater than 0 and finite
     */
    public Value huber(Value threshold) {
        Objects.requireNonNull(threshold, "threshold");
        Value size = self().abs();
        return size.min(threshold)
                .square()
                .div(2)
                .add(threshold.mul(size.sub(threshold).relu()));
    }

    /**
     * {@return Huber's loss of this difference with a constant threshold}
     *
     * @param threshold the magnitude from which on the loss is linear, greater than 0 and finite
     * @throws IllegalArgumentException if the threshold is not
     */
    public Value huber(double threshold) {
        if (!(threshold > 0 && threshold <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the threshold of Huber's loss is %s; it must be greater than 0 and finite".formatted(threshold));
        }
        return huber(Value.constant(threshold));
    }
}
