/**
 * Pictures of computation graphs: every value above its wire, every gradient below.
 *
 * <p>A {@link io.gradstep.viz.Picture} shows a {@link io.gradstep.engine.Graph} as it stands, gradients included once a
 * backward pass has computed them, and writes what the name of the file asks for:
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value f = x.mul(x).add(1).named("f");
 * f.backward();
 * Picture picture = Picture.of(Graph.of(f));
 * picture.writeTo(Path.of("f.svg"));
 * picture.view(View.CARDS).colors(ColorScheme.DARK).writeTo(Path.of("f.png"));
 * picture.writeTo(Path.of("f.dot"));
 * System.out.println(picture.dot().startsWith("digraph")); // true
 * }</pre>
 *
 * <p>A {@link io.gradstep.viz.StepperPage} is a web page that plays a {@link io.gradstep.engine.trace.Trace} on the picture,
 * one explained step at a time:
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value f = x.mul(x).add(1).named("f");
 * StepperPage.of(Trace.of(f)).writeTo(Path.of("f.html"));
 * }</pre>
 *
 * <p>A {@link io.gradstep.viz.Worksheet} is the same on paper: the circuit with empty boxes, and the answers on a page of their
 * own.
 *
 * <p>Beside graphs there are charts of what a computation did: a {@link io.gradstep.viz.LineChart} of losses or fits, and
 * a {@link io.gradstep.viz.DecisionMap} of how a classifier divides the plane. A {@link io.gradstep.viz.FilmPage} shows them
 * and a network together, epoch by epoch.
 */
@NullMarked
package io.gradstep.viz;

import org.jspecify.annotations.NullMarked;
