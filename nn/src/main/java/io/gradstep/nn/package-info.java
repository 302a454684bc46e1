/**
 * Neurons, layers and networks built from the engine's values, and what trains them.
 *
 * <p>An {@link io.gradstep.nn.Mlp} is a function from numbers to numbers with parameters; a {@link io.gradstep.nn.Loss}
 * says how wrong it is on a sample; a {@link io.gradstep.nn.Trainer} makes it less wrong with an {@link
 * io.gradstep.nn.Optimizer}, batch by batch:
 *
 * <pre>{@code
 * double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
 * Dataset xor = Dataset.classification(corners, new int[] {0, 1, 1, 0}, List.of("even", "odd"));
 * Mlp mlp = Mlp.builder().inputs(2).hidden(8).outputs(1).activation(Activation.TANH).seed(42).build();
 * Trainer trainer = Trainer.builder()
 *         .loss(Loss.BINARY_CROSS_ENTROPY)
 *         .optimizer(Optimizer.adam(0.05))
 *         .epochs(200)
 *         .seed(1)
 *         .build();
 * History history = trainer.train(mlp, xor);
 * System.out.println(history.last().accuracy().getAsDouble()); // 1.0
 * System.out.println(mlp.predict(1, 0)[0] > 0); // true
 * }</pre>
 *
 * <p>For a training loop of your own, parameters, losses and optimizers work by themselves: build the loss, run {@code
 * backward()} on it, and let a {@link io.gradstep.nn.Descent} step.
 */
@NullMarked
package io.gradstep.nn;

import org.jspecify.annotations.NullMarked;
