package io.gradstep.viz.chart;

import io.gradstep.engine.text.Decimals;
import io.gradstep.viz.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart: its range, the position of a number on it, and its tick labels.
 *
 * <p>Ticks are computed in decimal arithmetic, so that they are as round as they look; any range of doubles has some.
 */
final class Axis {
    /** A tick of an axis. */
    record Tick(double value, String label) {}

    // A range narrower than this part of its numbers is a constant with noise.
    private static final double SAME = 1e-9;
    private static final double PADDING = 0.04;
    private static final int MANY_DECADES = 3;
    private static final int FEW_TICKS = 3;
    private static final MathContext DIGITS = new MathContext(20);
    private static final int DIGITS_OF_NUMBERS = 4;
    private static final int LONGEST_PLAIN = 14;

    private final double low;
    private final double high;
    private final boolean logarithmic;
    private final boolean whole;

    private Axis(double low, double high, boolean logarithmic, boolean whole) {
        this.low = low;
        this.high = high;
        this.logarithmic = logarithmic;
        this.whole = whole;
    }

    /**
     * An axis that spans finite numbers, and a little more.
     *
     * @param whole whether ticks must be whole numbers
     */
    static Axis linear(double least, double greatest, boolean whole) {
        double most = Math.max(Math.abs(least), Math.abs(greatest));
        if (greatest / 2 - least / 2 <= SAME / 2 * most) {
            double room = most == 0 ? 1 : Math.max(Double.MIN_NORMAL, most / 2);
            return new Axis(finite(least - room), finite(greatest + room), false, whole);
        }
        double room = PADDING * greatest - PADDING * least;
        // Numbers that are never negative get no negative tick.
        double low = least >= 0 ? Math.max(0, least - room) : least - room;
        double high = greatest <= 0 ? Math.min(0, greatest + room) : greatest + room;
        return new Axis(finite(low), finite(high), false, whole);
    }

    /** An axis that spans finite numbers with a margin at either end, as a share of their range. */
    static Axis withRoom(double least, double greatest, double part) {
        double room = part * greatest - part * least;
        return greatest / 2 - least / 2 <= SAME / 2 * Math.max(Math.abs(least), Math.abs(greatest))
                ? linear(least, greatest, false)
                : new Axis(finite(least - room), finite(greatest + room), false, false);
    }

    /** An axis of powers that spans finite positive numbers, and a little more. */
    static Axis logarithmic(double least, double greatest) {
        double low = StrictMath.log10(least);
        double high = StrictMath.log10(greatest);
        double room = high - low < SAME ? 0.5 : PADDING * (high - low);
        return new Axis(low - room, high + room, true, false);
    }

    private static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    private static double power(double exponent) {
        return finite(StrictMath.pow(10, exponent));
    }

    /** The position of a number: 0 at the lower end of the axis, 1 at the upper; not finite if the number is not. */
    double position(double value) {
        double at = logarithmic ? StrictMath.log10(value) : value;
        double range = high - low;
        return Double.isInfinite(range) ? (at / 2 - low / 2) / (high / 2 - low / 2) : (at - low) / range;
    }

    /** The number at a position from 0 to 1 of an ordinary axis. */
    double at(double position) {
        return low * (1 - position) + high * position;
    }

    /**
     * The ticks, from the lowest up.
     *
     * @param about the number of ticks to aim for; a few more are possible
     */
    List<Tick> ticks(int about) {
        if (!logarithmic) {
            return multiples(low, high, about);
        }
        List<Tick> ticks = high - low >= MANY_DECADES ? powers(about) : parts();
        return ticks.size() < FEW_TICKS ? multiples(power(low), power(high), about) : ticks;
    }

    private List<Tick> powers(int about) {
        int first = (int) Math.ceil(low);
        int last = (int) Math.floor(high);
        int step = 1 + (last - first) / Math.max(1, about);
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = -Math.floorDiv(-first, step) * step; exponent <= last; exponent += step) {
            ticks.add(tick(BigDecimal.ONE.scaleByPowerOfTen(exponent)));
        }
        return ticks;
    }

    /** 1, 2 and 5 of each power of ten. */
    private List<Tick> parts() {
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(low); exponent <= high; exponent++) {
            for (int part : new int[] {1, 2, 5}) {
                Tick tick = tick(BigDecimal.valueOf(part).scaleByPowerOfTen(exponent));
                double at = position(tick.value());
                if (at >= 0 && at <= 1) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Tick> multiples(double from, double to, int about) {
        BigDecimal least = new BigDecimal(from);
        BigDecimal greatest = new BigDecimal(to);
        BigDecimal step = step(greatest.subtract(least).divide(BigDecimal.valueOf(Math.max(1, about)), DIGITS));
        List<Tick> ticks = new ArrayList<>();
        BigDecimal number = least.divide(step, 0, RoundingMode.CEILING);
        for (; number.multiply(step).compareTo(greatest) <= 0; number = number.add(BigDecimal.ONE)) {
            ticks.add(tick(number.multiply(step)));
        }
        return ticks;
    }

    /** The smallest 1, 2 or 5 times a power of ten that is at least as large as the given step. */
    private BigDecimal step(BigDecimal wished) {
        int exponent = wished.precision() - wished.scale() - 1;
        if (whole && exponent < 0) {
            return BigDecimal.ONE;
        }
        for (int part : new int[] {1, 2, 5}) {
            BigDecimal step = BigDecimal.valueOf(part).scaleByPowerOfTen(exponent);
            if (step.compareTo(wished) >= 0) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }

    private static Tick tick(BigDecimal number) {
        return new Tick(number.doubleValue(), label(number.stripTrailingZeros()));
    }

    /** Formatted as in {@link Numbers}, unless that would round two ticks to the same label. */
    private static String label(BigDecimal number) {
        if (number.precision() <= DIGITS_OF_NUMBERS) {
            return Decimals.exponent(number) > Double.MIN_EXPONENT / 4
                    ? Numbers.format(number.doubleValue())
                    : minus(number.toString());
        }
        String plain = number.toPlainString();
        return minus(plain.length() <= LONGEST_PLAIN ? plain : number.toString());
    }

    private static String minus(String number) {
        return number.replace("E+", "e").replace('E', 'e').replace('-', '\u2212');
    }
}
