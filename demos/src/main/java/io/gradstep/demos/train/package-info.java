/**
 * The commands {@code train} and {@code predict}: samples and settings of a training, their storage in the model file,
 * and the training's pictures.
 *
 * <p>A {@link io.gradstep.demos.train.TrainingConfig} determines the result to the last bit:
 *
 * <pre>{@code
 * DataSource source = new DataSource.Generated(NamedGenerator.XOR, 4, 0);
 * Dataset truthTable = source.read(1);
 * TrainingConfig config = TrainingConfig.suited(source, truthTable, 1).with(Map.of(TrainingConfig.HIDDEN, "6"));
 * Samples samples = Samples.of(config, truthTable);
 * Mlp network = config.network(truthTable);
 * config.trainer(samples).build().train(network, samples.train());
 * System.out.println(config.predictor(network, samples).predict(0, 1).label()); // different
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.train;

import org.jspecify.annotations.NullMarked;
