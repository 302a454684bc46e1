package io.gradstep.engine.expr;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Rounds the terms and the total of a sum so that it adds up as displayed.
 *
 * <p>Rounded to four significant digits, 0.5 + (−1.2703) = −0.7703 would read 0.5 + (−1.27) = −0.7703, which is false.
 * The parts and the total are rounded as ordinary numbers if that adds up, otherwise all to the first decimal place at
 * which they do. If there is none, they are rounded as ordinary numbers, with {@code ≈} instead of {@code =}.
 *
 * <pre>{@code
 * import java.math.BigDecimal;
 * import java.math.MathContext;
 * import java.util.function.DoubleFunction;
 *
 * DoubleFunction<BigDecimal> fourDigits = number -> new BigDecimal(number).round(new MathContext(4));
 * RoundedSum sum = RoundedSum.of(fourDigits, 8, -0.7703, 0.5, -1.2703);
 * System.out.println(sum.round(0.5) + " + " + sum.round(-1.2703) + sum.relation() + sum.round(-0.7703));
 * // 0.5000 + -1.2703 = -0.7703
 * }</pre>
 */
public final class RoundedSum {
    /** A longer sum is never shown in full. */
    private static final int MAX_PARTS = 20;

    private final DoubleFunction<BigDecimal> rounding;
    private final boolean addsUp;

    private RoundedSum(DoubleFunction<BigDecimal> rounding, boolean addsUp) {
        this.rounding = rounding;
        this.addsUp = addsUp;
    }

    /**
     * Chooses the digits of a sum.
     *
     * @param ordinary the rounding of a single finite number
     * @param most the most significant digits that a number may get
     * @param total the sum of the parts, up to floating-point error
     * @param parts the terms
     * @return the rounding for this sum
     */
    public static RoundedSum of(DoubleFunction<BigDecimal> ordinary, int most, double total, double... parts) {
        Objects.requireNonNull(ordinary, "ordinary");
        Objects.requireNonNull(parts, "parts");
        boolean finite = Double.isFinite(total) && Arrays.stream(parts).allMatch(Double::isFinite);
        if (!finite || addUp(ordinary, total, parts)) {
            return new RoundedSum(ordinary, true);
        }
        int last = most - digitsBeforePoint(total, parts);
        for (int decimals = mostDecimals(ordinary, total, parts); decimals <= last; decimals++) {
            int each = decimals;
            DoubleFunction<BigDecimal> rounding = number -> rounded(number, each);
            if (addUp(rounding, total, parts)) {
                return new RoundedSum(rounding, true);
            }
        }
        return new RoundedSum(ordinary, false);
    }

    private static boolean addUp(DoubleFunction<BigDecimal> rounding, double total, double... parts) {
        BigDecimal sum = Arrays.stream(parts).mapToObj(rounding).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.compareTo(rounding.apply(total)) == 0;
    }

    private static int mostDecimals(DoubleFunction<BigDecimal> ordinary, double total, double... parts) {
        return DoubleStream.concat(DoubleStream.of(total), Arrays.stream(parts))
                .filter(number -> number != 0)
                .mapToInt(number -> ordinary.apply(number).stripTrailingZeros().scale())
                .max()
                .orElse(0);
    }

    private static int digitsBeforePoint(double total, double... parts) {
        BigDecimal largest = new BigDecimal(Math.max(
                Math.abs(total), Arrays.stream(parts).map(Math::abs).max().orElse(0)));
        return largest.precision() - largest.scale();
    }

    private static BigDecimal rounded(double number, int decimals) {
        return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_UP);
    }

    /**
     * Rounds the total or a part.
     *
     * @param number a finite number
     * @return the number as displayed
     */
    public BigDecimal round(double number) {
        return rounding.apply(number);
    }

    /**
     * Returns the sign between sum and total.
     *
     * @return {@code =} between spaces, or {@code ≈} if the displayed numbers do not add up
     */
    public String relation() {
        return addsUp ? " = " : " ≈ ";
    }

    /**
     * Returns the terms that a gate adds up.
     *
     * @param gate the gate
     * @param operands the operands' values
     * @return the operands with their signs; null if the gate is not a sum, or has too many operands to display
     */
    public static double @Nullable [] parts(Gate gate, double... operands) {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(operands, "operands");
        if (gate == Op.SUB) {
            return new double[] {operands[0], -operands[1]};
        }
        boolean sum = gate == Op.ADD || (gate == Op.SUM && operands.length <= MAX_PARTS);
        return sum ? operands : null;
    }
}
