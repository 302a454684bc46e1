/**
 * Optimizers, learning-rate schedules, gradient clipping and regularization.
 *
 * <p>An {@link io.gradstep.nn.optim.Optimizer} describes an update rule; an {@link io.gradstep.nn.optim.OptimizerStep}
 * applies it to the parameters of one network, whose gradients a backward pass has computed:
 *
 * <pre>{@code
 * Value w = Value.of(3, "w");
 * OptimizerStep step = Optimizer.sgd(0.1).over(List.of(w));
 * w.mul(w).backward();
 * step.step();
 * System.out.println(w.data()); // 2.4
 * }</pre>
 */
@NullMarked
package io.gradstep.nn.optim;

import org.jspecify.annotations.NullMarked;
