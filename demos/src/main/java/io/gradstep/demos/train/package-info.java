/**
 * What the commands {@code train} and {@code predict} do apart from talking: which samples and settings a training has,
 * what is kept of them in the model's file, and the pictures of it.
 *
 * <p>A {@link io.gradstep.demos.train.TrainingConfig} decides what comes out, to the last bit:
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
