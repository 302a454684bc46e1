/**
 * Curve fitting: least squares with exact derivatives of a compiled formula.
 *
 * <p>A {@link io.gradstep.nn.fit.Curve} is a formula with start values, and a {@link io.gradstep.nn.fit.CurveFit} fits
 * it to samples:
 *
 * <pre>{@code
 * Curve line = Curve.of(Program.parse("m*x + b"), List.of("x"), Map.of("m", 0.0, "b", 0.0));
 * Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 3, 4, 6});
 * FitResult result = CurveFit.of(line, samples).run();
 * System.out.printf(Locale.ROOT, "%.4f ± %.4f%n", result.parameter("m"), result.standardError("m"));
 * // 1.6000 ± 0.1414
 * }</pre>
 *
 * <p>For common forms, such as a line, an exponential, a peak, a step or a sine, start values can be found instead of
 * given:
 *
 * <pre>{@code
 * Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {8.1, 3.9, 2.1, 0.9});
 * CurveBuilder builder = Curve.builder(Program.parse("a*exp(-t/tau)")).inputs(List.of("t"));
 * GuessedStarts guessed = builder.guessStarts(samples);
 * FitResult result = CurveFit.of(builder.build(), samples).run();
 * System.out.printf(Locale.ROOT, "%s: %.3f%n", guessed.values().keySet(), result.parameter("tau"));
 * // [a, tau]: 1.414
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
 *
 * <p>Parameters may have bounds, be fixed or tied ({@link io.gradstep.nn.fit.CurveBuilder}); samples may have standard
 * errors, or be counts, or contain wild ones ({@link io.gradstep.nn.fit.FitLoss}); several curves may share parameters,
 * and several starts be tried:
 *
 * <pre>{@code
 * Curve decay = Curve.builder(Program.parse("a*exp(-k*t) + c"))
 *         .inputs(List.of("t"))
 *         .start("a", 10)
 *         .start("k", 1)
 *         .bound("k", 0, 5)
 *         .tie("c", "a/100")
 *         .build();
 * Dataset counts = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}, {4}}, new double[] {41, 17, 9, 3, 1});
 * FitResult result = CurveFit.of(decay, counts).loss(FitLoss.POISSON).starts(5, 1).run();
 * Estimate half = result.derived("log(2)/k");
 * System.out.printf(Locale.ROOT, "%.2f ± %.2f%n", half.value(), half.standardError());
 * // 0.79 ± 0.12
 * }</pre>
 *
 * <p>Confidence intervals follow the curvature of χ² or its profile. The {@linkplain io.gradstep.nn.fit.FittedCurves
 * fitted curves} predict with intervals, and can be saved without the samples:
 *
 * <pre>{@code
 * Curve line = Curve.of(Program.parse("m*x + b"), List.of("x"), Map.of("m", 0.0, "b", 0.0));
 * Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 3, 4, 6});
 * FitResult result = CurveFit.of(line, samples).run();
 * Interval slope = result.interval(result.parameterNames().indexOf("m"), 0.95);
 * CurvePoint next = result.fitted().points(0, new double[][] {{4}}, 0.95).get(0);
 * System.out.printf(Locale.ROOT, "%.2f to %.2f; %.1f ± %.2f%n",
 *         slope.lower(), slope.upper(), next.value(), next.standardError());
 * // 0.99 to 2.21; 7.5 ± 0.39
 * }</pre>
 *
 * <p>Where inputs have errors too, {@link io.gradstep.nn.fit.CurveFit#inputErrors} minimises the distances from the
 * curve.
 */
@NullMarked
package io.gradstep.nn.fit;

import org.jspecify.annotations.NullMarked;
