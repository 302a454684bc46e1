package io.gradstep.demos.export;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Functions that the JDK lacks, as methods for the exported class. */
enum JavaFunction {
    SIGMOID("sigmoid", """
            static double sigmoid(double x) {
                double power = StrictMath.exp(-Math.abs(x));
                return (x < 0 ? power : 1) / (1 + power);
            }
            """),

    SECH("sech", """
            /** 1/cosh(x); its square is the slope of tanh. */
            static double sech(double x) {
                double power = StrictMath.exp(-Math.abs(x));
                return 2 * power / (1 + power * power);
            }
            """),

    ASINH("asinh", """
            /** The number whose sinh is x. */
            static double asinh(double x) {
                double size = Math.abs(x);
                return Math.copySign(StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), x);
            }
            """),

    SOFTPLUS("softplus", """
            /** log(1 + e^x), without overflow. */
            static double softplus(double x) {
                return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            }
            """),

    RIGHT("right", """
            /** The class whose target is 1. */
            static int right(double[] target) {
                int right = 0;
                while (target[right] != 1) {
                    right++;
                }
                return right;
            }
            """),

    SOFTMAX("softmax", """
            /** e^x[i] / (e^x[0] + e^x[1] + ...), without overflow. */
            static double[] softmax(double[] x) {
                double largest = Arrays.stream(x).max().orElseThrow();
                double[] shares = Arrays.stream(x).map(each -> StrictMath.exp(each - largest)).toArray();
                double sum = Arrays.stream(shares).sum();
                return Arrays.stream(shares).map(each -> each / sum).toArray();
            }
            """),

    NORMAL("normal", """
            /** The normal distribution function. */
            static double normal(double x) {
                return 0.5 * erfc(-x * Math.sqrt(0.5));
            }
            """),

    BELL("bell", """
            /** The normal density. */
            static double bell(double x) {
                return StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            }
            """),

    LOG_NORMAL("logNormal", """
            /** The logarithm of the normal distribution function. */
            static double logNormal(double x) {
                if (x > 0) {
                    return StrictMath.log1p(-normal(-x));
                }
                return x > -5
                        ? StrictMath.log(normal(x))
                        : -0.5 * x * x - StrictMath.log(Math.sqrt(2 * Math.PI) * hazard(x));
            }
            """),

    HAZARD("hazard", """
            /** bell(x) / normal(x): far on the left by a continued fraction. */
            static double hazard(double x) {
                if (x > -5) {
                    return bell(x) / normal(x);
                }
                double fraction = 0;
                for (int k = 60; k > 0; k--) {
                    fraction = k / (-x + fraction);
                }
                return -x + fraction;
            }
            """),

    // Stirling's series and the reflections, 5.11.1, 5.11.2, 5.5.3 and 5.5.4 of the Digital Library.
    LGAMMA("lgamma", """
            /** The logarithm of the absolute value of the gamma function. */
            static double lgamma(double x) {
                if (x < 0.5) {
                    double size = Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
                    return StrictMath.log(Math.PI / size) - lgamma(1 - x);
                }
                double product = 1;
                double y = x;
                for (; y < 10; y++) {
                    product *= y;
                }
                double z = 1 / (y * y);
                double series = 1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)));
                return (y - 0.5) * (StrictMath.log(y) - 1) + (0.5 * StrictMath.log(2 * Math.PI) - 0.5)
                        + series / y - StrictMath.log(product);
            }
            """),

    DIGAMMA("digamma", """
            /** The derivative of lgamma. */
            static double digamma(double x) {
                if (x < 0.5) {
                    double above = x - Math.rint(x);
                    return above == 0 && x < 0
                            ? Double.NaN
                            : digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * above);
                }
                double sum = 0;
                double y = x;
                for (; y < 10; y++) {
                    sum += 1 / y;
                }
                double z = 1 / (y * y);
                double series = 1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z / 132)));
                return StrictMath.log(y) - 0.5 / y - z * series - sum;
            }
            """),

    TRIGAMMA("trigamma", """
            /** The derivative of digamma. */
            static double trigamma(double x) {
                if (x < 0.5) {
                    double sine = StrictMath.sin(Math.PI * (x - Math.rint(x))) / Math.PI;
                    return 1 / (sine * sine) - trigamma(1 - x);
                }
                double sum = 0;
                double y = x;
                for (; y < 10; y++) {
                    sum += 1 / (y * y);
                }
                double z = 1 / (y * y);
                double series = 1.0 / 6 - z * (1.0 / 30 - z * (1.0 / 42 - z * (1.0 / 30 - z * 5 / 66)));
                return 1 / y + 0.5 * z + z / y * series + sum;
            }
            """),

    // The series 7.6.2 and the continued fraction 7.9.1 of the Digital Library of Mathematical Functions.
    ERF("erf", """
            /** The error function: near 0 by a series whose terms all have the same sign. */
            static double erf(double x) {
                if (Math.abs(x) > 2) {
                    return Math.signum(x) * (1 - erfc(Math.abs(x)));
                }
                double term = x;
                double sum = x;
                for (int n = 1; n < 60; n++) {
                    term *= 2 * x * x / (2 * n + 1);
                    sum += term;
                }
                return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
            }
            """),

    ERFC("erfc", """
            /** 1 - erf(x): far from 0 by a continued fraction, so that small results keep their digits. */
            static double erfc(double x) {
                if (x < 2) {
                    return 1 - erf(x);
                }
                double fraction = 0;
                for (int k = 100; k > 0; k--) {
                    fraction = 0.5 * k / (x + fraction);
                }
                return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
            }
            """);

    private final Pattern call;
    private final String source;

    JavaFunction(String name, String source) {
        this.call = Pattern.compile("\\b" + name + "\\(");
        this.source = source;
    }

    /** Returns the methods that code calls, and those that they call. */
    static String calledBy(String code) {
        Set<JavaFunction> called = EnumSet.noneOf(JavaFunction.class);
        StringBuilder all = new StringBuilder(code);
        boolean foundMore = true;
        while (foundMore) {
            foundMore = false;
            for (JavaFunction function : values()) {
                if (!called.contains(function) && function.call.matcher(all).find()) {
                    called.add(function);
                    all.append(function.source);
                    foundMore = true;
                }
            }
        }
        StringBuilder methods = new StringBuilder();
        called.forEach(function -> methods.append('\n').append(function.source));
        return methods.toString();
    }
}
