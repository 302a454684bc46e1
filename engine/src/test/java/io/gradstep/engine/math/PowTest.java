package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelsSpecialValuesTest.assertBits;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.BigReal;
import io.gradstep.engine.Reference;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Edges of powers, and powers that are exact. */
class PowTest {
    @Test
    void pow_is_strict_except_that_nan_is_never_hidden() {
        assertThat(Kernels.pow(Double.NaN, 0)).isNaN();
        assertThat(Kernels.pow(1, Double.NaN)).isNaN();
        assertThat(Kernels.pow(Double.NaN, Double.NaN)).isNaN();
        double[] edges = {
            0,
            1,
            0.5,
            2,
            3,
            1e300,
            4.9e-324,
            1e-310,
            0x1p52 + 1,
            0x1p53 - 1,
            0x1p53,
            0x1p63,
            0x1p64,
            0x1p70,
            Math.nextUp(1),
            Math.nextDown(1),
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
        };
        for (double a : edges) {
            for (double b : edges) {
                assertPow(a, b);
                assertPow(-a, b);
                assertPow(a, -b);
                assertPow(-a, -b);
            }
        }
    }

    /** Zeros, infinities, NaN and signs are those of StrictMath; the digits of other powers may be better. */
    private static void assertPow(double a, double b) {
        double strict = StrictMath.pow(a, b);
        double computed = Kernels.pow(a, b);
        boolean hasDigits = b != 0 && strict != 0 && Double.isFinite(strict);
        assertBits(hasDigits ? Math.signum(computed) : computed, hasDigits ? Math.signum(strict) : strict, a + "^" + b);
        if (hasDigits) {
            BigReal exact = Reference.pow(BigReal.of(Math.abs(a)), BigReal.of(b));
            assertThat(exact.ulpsTo(Math.abs(computed)))
                    .as("%s^%s = %s", a, b, computed)
                    .isLessThan(0.76);
        }
    }

    @Test
    void powers_that_a_double_can_hold_are_exact() {
        for (int n = -300; n <= 300; n++) {
            BigInteger power = BigInteger.ONE;
            for (int m = 0; power.abs().bitLength() <= 53; m++) {
                assertBits(Kernels.pow(n, m), power.doubleValue(), n + "^" + m);
                // Dyadic fractions of the same digits.
                assertBits(Kernels.pow(n / 1024.0, m), Math.scalb(power.doubleValue(), -10 * m), n + "/1024^" + m);
                power = power.multiply(BigInteger.valueOf(n));
                if (power.abs().bitLength() <= 1 && m > 40) {
                    break;
                }
            }
        }
        for (int m = -1074; m < 1024; m++) {
            assertBits(Kernels.pow(2, m), Math.scalb(1.0, m), "2^" + m);
            assertBits(Kernels.pow(0.5, -m), Math.scalb(1.0, m), "0.5^" + -m);
        }
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
            assertBits(Kernels.pow(x, 1), x, x + "^1, seed 12");
            assertBits(Kernels.pow(x, 2), x * x, x + "^2, seed 12");
        }
    }
}
