/**
 * Scalar values that record their computation, and backward passes that compute and explain their gradients.
 *
 * <p>Arithmetic on a {@link io.gradstep.engine.Value} computes a number and records a node of a graph. One call of
 * {@link io.gradstep.engine.Value#backward()} then walks the graph from the output to the leaves and computes, by the
 * chain rule, the derivative of the output with respect to every node:
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value q = x.add(y).named("q");
 * Value f = q.mul(z).named("f");
 * System.out.println(f.data()); // -12.0
 *
 * f.backward();
 * System.out.println(z.grad()); // 3.0
 * System.out.println(q.grad()); // -4.0
 * System.out.println(x.grad()); // -4.0
 * }</pre>
 *
 * <p>To read the code, go from the README to {@link io.gradstep.engine.Value}, the node; to
 * {@link io.gradstep.engine.Op}, the one place that knows what each gate computes and what its local derivatives are;
 * to {@link io.gradstep.engine.Graph#backward()}, the pass itself. It is short: every interior gradient is set to 0 and
 * the output's to 1; then, from the output down, each gate adds upstream × local to the gradient of each of its
 * operands. {@code Backward}, which {@code Value.backward()} runs, gives the same sums in the same order without making
 * a {@code Graph}, several times as fast.
 *
 * <p>Gradients of leaves add up over calls, so that a batch can be summed; {@link io.gradstep.engine.Value#zeroGrad()}
 * resets them. To inspect a graph as a whole, or to recompute it with new leaf values, create a
 * {@link io.gradstep.engine.Graph} of its output:
 *
 * <pre>{@code
 * Value x = Value.of(0.5, "x");
 * Graph graph = Graph.of(x.mul(x).add(x));
 * for (double start : new double[] {0.5, 2}) {
 *     x.setData(start);
 *     x.zeroGrad();
 *     graph.forward();
 *     graph.backward();
 *     System.out.println(graph.output().data() + " with slope " + x.grad());
 * }
 * // 0.75 with slope 2.0
 * // 6.0 with slope 5.0
 * }</pre>
 *
 * <p>{@link io.gradstep.engine.Derivatives} builds a derivative as a graph, which can be differentiated again:
 *
 * <pre>{@code
 * Value x = Value.of(2, "x");
 * Value y = Value.of(3, "y");
 * Value f = x.mul(y).exp();
 * Value slope = Derivatives.derivative(f, x); // y·exp(xy)
 * System.out.println(slope.data() == 3 * f.data()); // true
 * List<List<Value>> hessian = Derivatives.hessian(f, List.of(x, y));
 * System.out.println(hessian.get(0).get(1).data() == 7 * f.data()); // true
 * }</pre>
 *
 * <p>Check a function with custom gates ({@link io.gradstep.engine.CustomOp}) against difference quotients
 * ({@link io.gradstep.engine.GradientCheck}). {@link io.gradstep.engine.Expansion} expands coarse gates to primitive
 * ones, and a graph can diagnose its calculation: {@link io.gradstep.engine.Graph#firstNonFinite()},
 * {@link io.gradstep.engine.Graph#firstNonFiniteGradients()}, {@link io.gradstep.engine.Graph#stale()},
 * {@link io.gradstep.engine.Graph#unreachable(java.util.List)}.
 */
@NullMarked
package io.gradstep.engine;

import org.jspecify.annotations.NullMarked;
