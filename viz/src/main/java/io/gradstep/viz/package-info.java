/**
 * Pictures and pages of computation graphs: {@link io.gradstep.viz.graph.Picture} draws a graph with its values and
 * gradients, {@link io.gradstep.viz.page.StepperPage} plays it step by step in a browser, {@link
 * io.gradstep.viz.page.Worksheet} puts it on paper, and {@link io.gradstep.viz.chart.LineChart} and {@link
 * io.gradstep.viz.chart.DecisionMap} show what a computation did.
 *
 * <pre>{@code
 * System.out.println(Numbers.format(1.0 / 3)); // 0.3333
 * }</pre>
 *
 * <p>This package has what they share: colours, numbers as they are shown, and the exception for a layout that fails.
 */
@NullMarked
package io.gradstep.viz;

import org.jspecify.annotations.NullMarked;
