package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The constants of {@link Op}, and pieces of local derivatives as graphs that several ops share. */
final class Slopes {
    static final double LEAK = 0.01;

    /** 1/ln 10, correctly rounded. */
    static final double ONE_OVER_LOG_10 = 0.4342944819032518;

    /** From here on the slope of the sigmoid is 0 in double precision. */
    static final double END_OF_SIGMOID = 800;

    /**
     * With more operands than this, the shares are not built as softmax gates, each of which would have all operands.
     */
    static final int MAX_SHARES = 256;

    /** 4√π, correctly rounded. */
    static final double FOUR_ROOT_PI = 7.089815403622064;

    /** 1/√(2π), correctly rounded. */
    static final double NORMAL_PEAK = 0.3989422804014327;

    /** From here on the normal density is 0 in double precision. */
    static final double END_OF_BELL = 40;

    /** From here on Mills' ratio of x is 1/x in double precision. */
    static final double END_OF_MILLS = 1e50;

    /** 2/√π, correctly rounded. */
    static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

    private Slopes() {}

    /** 1 where a is 0, else 0; no gradient passes. */
    static Value oneAtZero(Value a) {
        return Value.constant(1).sub(a.sign().abs());
    }

    /**
     * 1 − a²: as a product where the square is nearly 1, otherwise as a difference, whose derivative does not cancel
     * near 0.
     */
    static Value oneLessSquare(Value a) {
        Value far = a.abs().greaterThan(0.5);
        Value byFactors = Value.constant(1).sub(a).mul(a.add(1));
        Value byDifference = Value.constant(1).sub(a.max(-1).min(1).pow(2)); // finite where it does not count
        return far.mul(byFactors).add(Value.constant(1).sub(far).mul(byDifference));
    }

    /** a where the normal density is not 0, and bounded elsewhere, because ±∞·0 would be NaN. */
    static Value withinBell(Value a) {
        return a.max(-END_OF_BELL).min(END_OF_BELL);
    }

    /** a where it is finite, else the greatest number of its sign, for ∞/∞ would be NaN. */
    static Value withinFinite(Value a) {
        return a.max(-Double.MAX_VALUE).min(Double.MAX_VALUE);
    }

    /**
     * u/√(u² + v²), as the sine of the lesser angle with an axis, or the cosine: the derivative of the quotient itself
     * would cancel.
     */
    static Value shareOfLength(Value u, Value v) {
        Value far = u.abs().greaterThan(v.abs());
        Value bySine = u.atan2(v.abs()).sin();
        Value byCosine = u.sign().mul(v.atan2(u.abs()).cos());
        return far.mul(byCosine).add(Value.constant(1).sub(far).mul(bySine));
    }

    /**
     * φ(a)/Φ(a): in the lower tail 1 over Mills' ratio, whose derivative does not cancel, and far out −a, from where on
     * the square of that would overflow.
     */
    static Value logNormCdfSlope(Value a) {
        Value far = Value.constant(-1).greaterThan(a);
        Value tail = a.neg().clamp(1, END_OF_MILLS).mills(0).reciprocal();
        Value beyond = a.neg().sub(END_OF_MILLS).relu();
        Value bounded = a.max(-1);
        Value near = bounded.normPdf().div(bounded.normCdf());
        return far.mul(tail.add(beyond)).add(Value.constant(1).sub(far).mul(near));
    }

    /**
     * The order of the next derivative, for a function whose order is an operand. Detached, because the function's
     * slope by the order is 0: a factor that had another would make the Hessian unsymmetric.
     */
    static Value nextOrder(Value order) {
        return order.isLeaf() && order.isConstant()
                ? Value.constant(order.data() + 1)
                : order.add(1).detach();
    }

    /** The slope by the order: 0, or NaN where the function is. */
    static Value flatOrder(Value out) {
        return out.sign().mul(0);
    }

    /** The softmax share of one of the operands. */
    static Value share(int i, List<Value> v) {
        List<Value> fromFirst = new ArrayList<>(v);
        fromFirst.add(0, fromFirst.remove(i));
        return Value.softmax(fromFirst);
    }

    /**
     * 1 minus the first operand's share, as a sum, because the difference would cancel where it is nearly 1; NaN if out
     * is.
     */
    static Value otherShares(List<Value> v, Value out) {
        return v.size() == 1
                ? out.mul(0)
                : Value.sum(
                        IntStream.range(1, v.size()).mapToObj(i -> share(i, v)).toList());
    }

    static double otherShares(double[] shares) {
        double sum = shares[0] * 0;
        for (int i = 1; i < shares.length; i++) {
            sum += shares[i];
        }
        return sum;
    }

    /** The sum of the powers of all operands but the first, divided by that of the first. */
    static Value othersByFirst(List<Value> v) {
        return addUp(v.subList(1, v.size()).stream()
                .map(operand -> operand.sub(v.get(0)).exp())
                .toList());
    }

    static Value addUp(List<Value> terms) {
        Value sum = terms.get(0);
        for (Value term : terms.subList(1, terms.size())) {
            sum = sum.add(term);
        }
        return sum;
    }
}
