/**
 * Curve fitting for the command {@code fit}: least squares, standard errors, and a chart.
 *
 * <p>A {@link io.gradstep.demos.fit.Curve} is a formula with start values, and a {@link io.gradstep.demos.fit.CurveFit}
 * fits it to samples:
 *
 * <pre>{@code
 * Program line = Program.parse("m*x + b");
 * Curve curve = Curve.of(line, List.of("x"), Map.of("m", 0.0, "b", 0.0));
 * Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 3, 4, 6});
 * FitResult result = CurveFit.of(curve, samples).run();
 * int m = curve.parameterNames().indexOf("m");
 * System.out.printf(Locale.ROOT, "%.4f ± %.4f%n", result.parameter(m), result.standardError(m));
 * // 1.6000 ± 0.1414
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.fit;

import org.jspecify.annotations.NullMarked;
