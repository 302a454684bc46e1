/**
 * The forward and the backward pass as a list of explained steps.
 *
 * <p>{@link io.gradstep.engine.Value#backward()} computes gradients; a {@link io.gradstep.engine.trace.Trace} tells how.
 * Walk through it from the first gate to the last contribution:
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value q = x.add(y).named("q");
 * Value f = q.mul(z).named("f");
 * for (Step step : Trace.of(f)) {
 *     if (step instanceof Step.Forward forward) {
 *         System.out.println(forward.node().label() + " = " + forward.node().value());
 *     } else if (step instanceof Step.Seed seed) {
 *         System.out.println("seed " + seed.gradient());
 *     } else if (step instanceof Step.Backward backward) {
 *         System.out.println(backward.operand().label() + " receives " + backward.contribution());
 *     }
 * }
 * // q = 3.0
 * // f = -12.0
 * // seed 1.0
 * // q receives -4.0
 * // z receives 3.0
 * // x receives -4.0
 * // y receives -4.0
 * }</pre>
 *
 * <p>The steps are made when they are asked for, so that the trace of a graph with millions of nodes can be paged
 * through. Everything that shows a calculation, on a console or in a page, is printed from this one list.
 */
@NullMarked
package io.gradstep.engine.trace;

import org.jspecify.annotations.NullMarked;
