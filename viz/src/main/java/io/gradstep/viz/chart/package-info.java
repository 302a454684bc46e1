/**
 * Charts of a computation's results: a {@link io.gradstep.viz.chart.LineChart} of losses or fits, and a {@link
 * io.gradstep.viz.chart.DecisionMap} of a classifier's decisions in the plane.
 *
 * <pre>{@code
 * LineChart.titled("loss")
 *         .line("training", new double[] {1, 2, 3}, new double[] {0.9, 0.4, 0.2})
 *         .writeTo(Path.of("loss.svg"));
 * }</pre>
 */
@NullMarked
package io.gradstep.viz.chart;

import org.jspecify.annotations.NullMarked;
