/**
 * Self-contained web pages: a {@link io.gradstep.viz.page.StepperPage} plays a trace on the picture of its graph, a
 * {@link io.gradstep.viz.page.Worksheet} asks for the numbers on paper, a {@link io.gradstep.viz.page.DrillPage} asks
 * for them one by one and judges the answers, a {@link io.gradstep.viz.page.LabPage} plays a backward pass with a
 * mistake beside the right one, a {@link io.gradstep.viz.page.FilmPage} shows a training epoch by epoch, and a
 * {@link io.gradstep.viz.page.LanguagePage} a language model at work.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value f = x.mul(x).add(1).named("f");
 * StepperPage.of(Trace.of(f)).writeTo(Path.of("f.html"));
 * }</pre>
 *
 * <p>A page loads nothing from elsewhere.
 */
@NullMarked
package io.gradstep.viz.page;

import org.jspecify.annotations.NullMarked;
