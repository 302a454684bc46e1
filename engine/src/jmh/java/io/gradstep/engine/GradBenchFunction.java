package io.gradstep.engine;

import java.util.List;

/**
 * A function of the GradBench suite (github.com/gradbench/gradbench) in two forms: as Values, one node an operation as
 * its definition reads, and with its gradient as loops over arrays.
 *
 * <p>Numbers that take no gradient stay plain doubles where the definition allows it. Sums are chains of additions, not
 * n-ary gates, because the suite asks for the primitive operations.
 */
interface GradBenchFunction {
    /** The point at which the function is evaluated: one number per input. */
    double[] point();

    /** Builds the graph over leaves that stand for the inputs. */
    Value of(List<Value> x);

    /** Returns the value, and writes the gradient. */
    double byHand(double[] x, double[] gradient);

    /** One of the functions, in the size that is measured; names are those of the suite. */
    static GradBenchFunction named(String name) {
        return switch (name) {
            case "lstm" -> new LstmFunction(2, 1024, 14);
            case "lstm4" -> new LstmFunction(4, 1024, 14);
            case "lse" -> new LogSumExpFunction(100_000);
            case "llsq" -> new LeastSquaresFunction(128, 8196);
            case "det" -> new DeterminantFunction(9);
            case "ode" -> new OdeFunction(100, 1000);
            default -> throw new IllegalArgumentException("no function is called " + name);
        };
    }
}
