/**
 * What the commands {@code train} and {@code predict} do apart from talking: which samples and settings a training has,
 * what is kept of them in the model's file, and the pictures of it.
 *
 * <p>A {@link io.gradstep.demos.train.Recipe} decides what comes out, to the last bit:
 *
 * <pre>{@code
 * Origin origin = new Origin.Generated(NamedGenerator.XOR, 4, 0);
 * Dataset truthTable = origin.read(1);
 * Recipe recipe = Recipe.suited(origin, truthTable, 1).with(Map.of(Recipe.HIDDEN, "6"));
 * Samples samples = Samples.of(recipe, truthTable);
 * Mlp network = recipe.network(truthTable);
 * recipe.trainer(samples).build().train(network, samples.train());
 * System.out.println(recipe.predictor(network, samples).predict(0, 1).label()); // different
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.train;

import org.jspecify.annotations.NullMarked;
