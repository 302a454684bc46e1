package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** The reference arithmetic against published digits (OEIS and the NIST Digital Library of Mathematical Functions). */
class ReferenceTest {

    private static void assertDigits(BigReal actual, String published) {
        BigDecimal power = new BigDecimal(2).pow(Math.abs(actual.exponent()));
        BigDecimal mantissa = new BigDecimal(actual.mantissa());
        BigDecimal value =
                actual.exponent() < 0 ? mantissa.divide(power, new MathContext(80)) : mantissa.multiply(power);
        BigDecimal expected = new BigDecimal(published);
        assertThat(value.subtract(expected).abs()).isLessThan(expected.ulp());
    }

    @Test
    void constants_have_their_published_digits() {
        assertDigits(Reference.pi(), "3.14159265358979323846264338327950288419716939937510"); // A000796
        assertDigits(Reference.exp(BigReal.ONE), "2.71828182845904523536028747135266249775724709369995"); // A001113
        assertDigits(Reference.log(BigReal.of(2)), "0.693147180559945309417232121458176568075500134360255"); // A002162
        assertDigits(Reference.log(BigReal.of(10)), "2.30258509299404568401799145468436420760110148862877"); // A002392
        assertDigits(Reference.sin(BigReal.ONE), "0.841470984807896506652502321630298999622563060798371"); // A049469
        assertDigits(Reference.cos(BigReal.ONE), "0.540302305868139717400936607442976603732310420617922"); // A049470
        assertDigits(Reference.tanh(BigReal.ONE), "0.761594155955764888119458282604793590412768597257936"); // A073744
        assertDigits(Reference.sinh(BigReal.ONE), "1.17520119364380145688238185059560081515571798133410"); // A073742
        assertDigits(Reference.cosh(BigReal.ONE), "1.54308063481524377847790562075706168260152911236587"); // A073743
        BigReal half = BigReal.ONE.timesPowerOfTwo(-1);
        assertDigits(
                Reference.pow(BigReal.of(2), half), "1.41421356237309504880168872420969807856967187537695"); // A002193
        BigReal zero = BigReal.ZERO;
        assertDigits(Reference.erfDerivative(zero), "1.12837916709551257389615890312154517168810125865800"); // A190732
        assertDigits(Reference.erf(BigReal.ONE), "0.842700792949714869341220635082609259296066997966303"); // A103979
    }

    @Test
    void inverse_functions_undo_each_other() {
        for (double x : new double[] {1e-6, 0.3, 0.75, 1.0000001, 2.5, 40, 700}) {
            BigReal there = Reference.log(Reference.exp(BigReal.of(x)));
            assertThat(there.minus(BigReal.of(x)).abs().top())
                    .isLessThan(-140 + BigReal.of(x).top());
        }
    }

    @Test
    void series_and_continued_fraction_agree_where_both_hold() {
        for (double x : new double[] {6, 6.5, 8}) {
            BigReal fraction = Reference.erfc(BigReal.of(x));
            BigReal series = BigReal.ONE.minus(Reference.erfSeries(BigReal.of(x)));
            assertThat(fraction.minus(series).abs().top()).isLessThan(fraction.top() - 130);
        }
    }

    @Test
    void sine_of_a_huge_double_is_reduced_exactly() {
        // The classic hard case: 6381956970095103 * 2^797 lies 4.7e-19 from a multiple of pi/2 (Kahan, Muller).
        BigReal x = BigReal.of(Math.scalb(6381956970095103.0, 797));
        assertThat(Reference.cos(x).roughly()).isBetween(-4.69e-19, -4.68e-19);
        BigReal one = Reference.sin(x).squared().plus(Reference.cos(x).squared());
        assertThat(one.minus(BigReal.ONE).abs().top()).isLessThan(-300);
    }

    @Test
    void square_roots_square_back() {
        for (double x : new double[] {2, 0.5, 3e300, 7e-300, 1}) {
            BigReal root = BigReal.of(x).squareRoot();
            assertThat(root.squared().minus(BigReal.of(x)).abs().top())
                    .isLessThan(BigReal.of(x).top() - 300);
        }
    }
}
