package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Functions under their names in other languages and textbooks, with their equivalents here.
 *
 * <p>A name that is an op's is never looked up: {@link Vocabulary#function} knows it first.
 */
final class Elsewhere {
    /**
     * The equivalent of a function that is not an op.
     *
     * @param operands the operands' names in the formula
     * @param formula the equivalent formula, empty if there is none
     */
    record Substitute(List<String> operands, String formula) {
        /** The op's function name if the function only has another name here, or null if it takes a formula. */
        @Nullable
        String renamed() {
            int open = formula.indexOf('(');
            boolean plain = formula.endsWith("(" + String.join(", ", operands) + ")");
            return plain && Vocabulary.isCallable(formula.substring(0, open)) ? formula.substring(0, open) : null;
        }

        /** The call that the formula replaces. */
        String call(String name) {
            return name + "(" + String.join(", ", operands) + ")";
        }
    }

    private static final Substitute NONE = new Substitute(List.of("a"), "");

    private static final ImmutableMap<String, Substitute> SUBSTITUTES = substitutes();

    private Elsewhere() {}

    /** Returns the equivalent of a function, or null if the name is unknown. */
    static @Nullable Substitute find(String name) {
        return SUBSTITUTES.get(name.toLowerCase(Locale.ROOT).replace("_", ""));
    }

    /** All names, in lower case and without underscores. */
    static Iterable<String> names() {
        return SUBSTITUTES.keySet();
    }

    private static ImmutableMap<String, Substitute> substitutes() {
        Table table = new Table();
        table.one("lg", "log10(a)");
        table.one("lb ld", "log2(a)");
        table.one("arcsin", "asin(a)");
        table.one("arccos", "acos(a)");
        table.one("arctan arctg atg", "atan(a)");
        table.one("tg", "tan(a)");
        table.one("sh", "sinh(a)");
        table.one("ch", "cosh(a)");
        table.one("th", "tanh(a)");
        table.one("arcsinh arsinh arsh", "asinh(a)");
        table.one("arccosh arcosh arch", "acosh(a)");
        table.one("arctanh artanh arth", "atanh(a)");
        table.one("cot cotan ctg", "1/tan(a)");
        table.one("sec", "1/cos(a)");
        table.one("csc cosec", "1/sin(a)");
        table.one("coth", "1/tanh(a)");
        table.one("csch", "1/sinh(a)");
        table.one("sind", "sin(a*pi/180)");
        table.one("cosd", "cos(a*pi/180)");
        table.one("tand", "tan(a*pi/180)");
        table.one("rad radians deg2rad toradians", "a*pi/180");
        table.one("deg degrees rad2deg todegrees", "a*180/pi");
        table.one("normcdf ncdf phi ndtr", "normCdf(a)");
        table.one("logndtr normlogcdf", "logNormCdf(a)");
        table.one("gammaln loggamma lngamma", "lgamma(a)");
        table.one("psi", "digamma(a)");
        table.one("trigamma", "polygamma(1, a)");
        table.one("factorial fact", "exp(lgamma(a + 1))");
        table.one("normpdf npdf", "normPdf(a)");
        table.one("exp10", "10^a");
        table.one("sqr", "square(a)");
        table.one("cube", "a^3");
        table.one("rsqrt", "1/sqrt(a)");
        table.one("inv recip", "reciprocal(a)");
        table.one("fabs", "abs(a)");
        table.one("sgn signum", "sign(a)");
        table.one("heaviside unitstep", "step(a)");
        table.one("logistic expit", "sigmoid(a)");
        table.one("logit", "log(a/(1 - a))");
        table.one("logsigmoid", "-softplus(-a)");
        table.one("swish", "silu(a)");
        table.one("ceiling", "ceil(a)");
        table.one("rint", "round(a)");
        table.one("mish", "a*tanh(softplus(a))");
        table.one("softsign", "a/(1 + abs(a))");
        table.one("relu6", "min(relu(a), 6)");
        table.one("hardtanh", "min(max(a, -1), 1)");
        table.one("sinc", "sin(a)/a");
        table.two("arctan2", "atan2(a, b)");
        table.two("power", "a^b");
        table.two("maximum fmax", "max(a, b)");
        table.two("minimum fmin", "min(a, b)");
        table.two("lse logaddexp", "logSumExp(a, b)");
        table.two("avg average", "mean(a, b)");
        table.two("prod product", "a*b");
        table.two("root nthroot", "a^(1/b)");
        table.two("lt less", "a < b");
        table.two("gt greater", "a > b");
        table.two("le lessequal", "a <= b");
        table.two("ge greaterequal", "a >= b");
        table.two("eq equal equals", "a == b");
        table.two("ne notequal", "1 - (a == b)");
        table.two("and", "a*b");
        table.two("or", "max(a, b)");
        table.one("not", "1 - a");
        table.three("if iif ifelse cond select", "where(a, b, c)");
        table.three("clip", "clamp(a, b, c)");
        table.three("lerp mix", "a + c*(b - a)");
        table.none("trunc fix fmod rem gamma tgamma beta"
                + " erfinv erfcinv erfi erfcx zeta j0 j1 y0 y1 besselj bessely rand random norminv re im conj"
                + " arg");
        return table.build();
    }

    private static final class Table {
        private final ImmutableMap.Builder<String, Substitute> entries = ImmutableMap.builder();

        void one(String names, String formula) {
            add(names, new Substitute(List.of("a"), formula));
        }

        void two(String names, String formula) {
            add(names, new Substitute(List.of("a", "b"), formula));
        }

        void three(String names, String formula) {
            add(names, new Substitute(List.of("a", "b", "c"), formula));
        }

        void none(String names) {
            add(names, NONE);
        }

        private void add(String names, Substitute substitute) {
            for (String name : names.split(" ", -1)) {
                entries.put(name, substitute);
            }
        }

        ImmutableMap<String, Substitute> build() {
            return entries.build();
        }
    }
}
