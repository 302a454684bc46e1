/**
 * Scalar values that remember how they were computed, and the backward pass that explains their gradients.
 *
 * <p>Arithmetic on a {@link io.gradstep.engine.Value} computes a number and records a node of a graph. One call of
 * {@link io.gradstep.engine.Value#backward()} then walks the graph from the output to the leaves, and by the chain rule
 * every node learns how much the output would change with it:
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
 * <p>What each gate computes and what its local derivatives are stands in one place, {@link io.gradstep.engine.Op}.
 * Gradients of leaves add up over calls, so that a batch can be summed; {@link io.gradstep.engine.Value#zeroGrad()}
 * starts again. To look at a graph as a whole, to change its leaves and compute it again, take a
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
 */
@NullMarked
package io.gradstep.engine;

import org.jspecify.annotations.NullMarked;
