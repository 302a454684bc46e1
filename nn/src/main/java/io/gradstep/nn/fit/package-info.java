/**
 * Curve fitting: least squares with exact derivatives of a compiled formula.
 *
 * <p>A {@link io.gradstep.nn.fit.Curve} is a formula with start values, and a {@link io.gradstep.nn.fit.CurveFit} fits it
 * to samples:
 *
 * <pre>{@code
 * Curve line = Curve.of(Program.parse("m*x + b"), List.of("x"), Map.of("m", 0.0, "b", 0.0));
 * Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 3, 4, 6});
 * FitResult result = CurveFit.of(line, samples).run();
 * System.out.printf(Locale.ROOT, "%.4f ± %.4f%n", result.parameter("m"), result.standardError("m"));
 * // 1.6000 ± 0.1414
 * }</pre>
 *
 * <p>A long fit tells how it is getting on, and ends when its thread is interrupted, with the best parameters found:
 *
 * <pre>{@code
 * Curve decay = Curve.of(Program.parse("a*exp(-k*t)"), List.of("t"), Map.of("a", 1.0, "k", 1.0));
 * Dataset cooling = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {8.1, 3.9, 2.1, 0.9});
 * FitResult result = CurveFit.of(decay, cooling)
 *         .listener(progress -> System.getLogger("fit").log(System.Logger.Level.DEBUG, progress.toString()))
 *         .run();
 * System.out.println(result.ending()); // CONVERGED
 * }</pre>
 */
@NullMarked
package io.gradstep.nn.fit;

import org.jspecify.annotations.NullMarked;
