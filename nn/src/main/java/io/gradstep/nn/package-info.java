/**
 * Neurons, layers and networks built from the engine's values, and their training.
 *
 * <p>An {@link io.gradstep.nn.Mlp} is a function from numbers to numbers with parameters; a {@link io.gradstep.nn.Loss}
 * measures how wrong it is on a sample; a {@link io.gradstep.nn.Trainer} makes it less wrong with an {@link
 * io.gradstep.nn.optim.Optimizer}, batch by batch:
 *
 * <pre>{@code
 * Dataset moons = Generators.moons(200, 0.1, 42);
 * Mlp mlp = Mlp.builder().inputs(2).hidden(16).outputs(1).activation(Activation.TANH).seed(42).build();
 * Trainer trainer = Trainer.builder()
 *         .loss(Loss.BINARY_CROSS_ENTROPY)
 *         .optimizer(Optimizer.adam(0.05))
 *         .epochs(100)
 *         .batchSize(20)
 *         .validationShare(0.25)
 *         .build();
 * History history = trainer.train(mlp, moons);
 * System.out.println(history.last().validationAccuracy().getAsDouble()); // 1.0
 * System.out.println(mlp.predict(0, 1)[0] < 0); // true
 * mlp.save(Path.of("moons.safetensors"));
 * Mlp again = Mlp.load(Path.of("moons.safetensors"));
 * System.out.println(again.predict(0, 1)[0] == mlp.predict(0, 1)[0]); // true
 * }</pre>
 *
 * <p>A file that holds no network is refused with a {@link io.gradstep.nn.ModelFileException}, which says what it
 * lacks.
 *
 * <p>A {@link io.gradstep.nn.Score} is a network's loss and accuracy on samples; a {@link
 * io.gradstep.nn.ModelEvaluation} counts the answers of a saved model, class by class.
 *
 * <p>For a training loop of your own, parameters, losses and optimizers work by themselves: build the loss, run {@code
 * backward()} on it, and let a {@link io.gradstep.nn.optim.OptimizerStep} step.
 */
@NullMarked
package io.gradstep.nn;

import org.jspecify.annotations.NullMarked;
