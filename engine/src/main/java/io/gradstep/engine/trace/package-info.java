/**
 * The forward and the backward pass as a list of explained steps.
 *
 * <p>{@link io.gradstep.engine.Value#backward()} computes gradients; a {@link io.gradstep.engine.trace.Trace} shows
 * how. Iterate over it from the first gate to the last contribution:
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
 * <h2>Local is not total: how derivatives are written</h2>
 *
 * A gate knows its own derivative with respect to each of its operands, as if the operands were independent. The
 * output's derivative with respect to a value is known only after the contributions of all paths have been added up.
 * The two are written differently, so that neither can be mistaken for the other:
 *
 * <ul>
 *   <li>{@code ∂f/∂x} is the <b>total</b> derivative of f with respect to x, over all paths. An upstream gradient is
 *       one, because a gate's turn comes only after all its uses have contributed; so is the gradient of every value
 *       after its last branch.
 *   <li>{@code ∂₁(q × z)} is a <b>local</b> derivative: of the gate, with respect to its first operand, all others held
 *       fixed. The index counts operands from 1. It is never a name, because one value may be several operands.
 *   <li>{@code so far 3 (1 of 2 branches)} is a gradient that is <b>still being summed</b>:
 *       {@link io.gradstep.engine.trace.Step.Backward#after()} of a step that is not
 *       {@linkplain io.gradstep.engine.trace.Step.Backward#isComplete() the last of its operand}.
 * </ul>
 *
 * <p>Five examples, each with seed 1:
 *
 * <ol>
 *   <li>{@code f = x*x} at x = 3. Local: {@code ∂₁(x × x) = x = 3} and {@code ∂₂(x × x) = x = 3}. The gradient is
 *       {@code so far 3 (1 of 2 branches)}, then {@code ∂f/∂x = 3 + 3 = 6 (2 of 2 branches)}.
 *   <li>{@code f = x + x}. Local: {@code ∂₁(x + x) = 1} and {@code ∂₂(x + x) = 1}; {@code so far 1 (1 of 2 branches)},
 *       then {@code ∂f/∂x = 1 + 1 = 2 (2 of 2 branches)}.
 *   <li>{@code f = dot(w, x, v, x, b)} is w·x + v·x + b. At w = 2 and v = 5 the x is the second operand and the fourth:
 *       {@code ∂₂ dot(w, x, v, x, b) = w = 2} and {@code ∂₄ dot(w, x, v, x, b) = v = 5}, hence
 *       {@code ∂f/∂x = 2 + 5 = 7 (2 of 2 branches)}. A gate with more than five operands shows only their number,
 *       {@code ∂₂ dot of 9}.
 *   <li>A {@linkplain io.gradstep.engine.CustomOp custom gate} {@code h = length(x, y)} at 3 and 4:
 *       {@code ∂₂ length(x, y) = y/h = 0.8}, without the middle part if only its numeric derivatives are known.
 *   <li>A named intermediate used twice, {@code d = a + c; e = d*d} at d = −3: {@code ∂₁(d × d) = d = −3} and
 *       {@code ∂₂(d × d) = d = −3}; {@code so far −3 (1 of 2 branches)}, then
 *       {@code ∂e/∂d = −3 + (−3) = −6 (2 of 2 branches)}. Only then does the + gate pass {@code ∂e/∂d} on.
 * </ol>
 *
 * <p>{@link io.gradstep.engine.expr.Notation} writes all of these for every text. Where ∂ and the subscripts cannot be
 * shown, they become {@code df/dx} and {@code d_1(x * x)}. A sum is shown with enough digits to add up, otherwise with
 * ≈: {@link io.gradstep.engine.expr.RoundedSum}.
 *
 * <p>Steps are created on access, so that you can page through the trace of a graph with millions of nodes. Every view
 * of a calculation, on a console or in a page, is made from this list.
 *
 * <p>For lessons, {@link io.gradstep.engine.trace.BrokenBackward} runs the backward pass with a classic
 * {@link io.gradstep.engine.trace.Mistake} and tells which gradients go wrong.
 */
@NullMarked
package io.gradstep.engine.trace;

import org.jspecify.annotations.NullMarked;
