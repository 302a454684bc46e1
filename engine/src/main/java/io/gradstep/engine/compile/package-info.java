/**
 * Graphs compiled to fast, thread-safe functions.
 *
 * <p>Record a graph once, on any numbers, and compile it with its leaves as arguments:
 *
 * <pre>{@code
 * Value a = Value.of(1, "a");
 * Value b = Value.of(1, "b");
 * Value x = Value.constant(0);
 * Value y = Value.constant(0);
 * Value error = a.mul(x).add(b).sub(y);
 * CompiledFunction loss = CompiledFunction.builder(error.mul(error))
 *         .parameters(List.of(a, b))
 *         .inputs(List.of(x, y))
 *         .build();
 * double[][] samples = {{0, 1}, {1, 3}, {2, 5}};
 * double[] gradient = new double[2];
 * System.out.println(loss.meanGradient(new double[] {2, 0}, samples, gradient)); // 1.0
 * System.out.println(gradient[0]); // -2.0
 * System.out.println(gradient[1]); // -2.0
 * }</pre>
 */
@NullMarked
package io.gradstep.engine.compile;

import org.jspecify.annotations.NullMarked;
