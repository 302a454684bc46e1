/**
 * Reports of a training, while it runs and when it ends: epochs, batches, warnings, early stopping.
 *
 * <pre>{@code
 * Mlp mlp = Mlp.builder().inputs(2).hidden(8).outputs(1).seed(1).build();
 * Trainer trainer = Trainer.builder()
 *         .loss(Loss.BINARY_CROSS_ENTROPY)
 *         .optimizer(Optimizer.adam(0.05))
 *         .epochs(20)
 *         .build();
 * History history = trainer.train(mlp, Generators.moons(100, 0.1, 7));
 * System.out.println(history.done()); // 20
 * System.out.println(history.last().loss() < history.epochs().get(0).loss()); // true
 * }</pre>
 */
@NullMarked
package io.gradstep.nn.training;

import org.jspecify.annotations.NullMarked;
