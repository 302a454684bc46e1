package io.gradstep.demos.train;

import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Training;
import io.gradstep.nn.TrainingListener;
import io.gradstep.nn.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training that was saved.
 *
 * @param file where
 * @param checkpoint how it stood
 * @param recipe what it was about
 */
public record Kept(Path file, Checkpoint checkpoint, Recipe recipe) {

    /**
     * Saves a training with all that is needed to go on with it and to use its network. The file is there in full or not
     * at all.
     *
     * @param file where to
     * @param checkpoint how the training stands
     * @param recipe what it is about
     * @param predictor the network and what its numbers mean
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Checkpoint checkpoint, Recipe recipe, Predictor predictor) throws IOException {
        Map<String, String> notes = new LinkedHashMap<>();
        recipe.describe(notes);
        predictor.describe(notes);
        checkpoint.save(file, notes);
    }

    /**
     * Reads a training.
     *
     * @param file what {@link #write} wrote
     * @return the training at rest
     * @throws IOException if the file holds none; the message names it and says why
     */
    public static Kept read(Path file) throws IOException {
        Checkpoint checkpoint = Checkpoint.load(file);
        Notes notes = new Notes(file, Safetensors.read(file).metadata());
        if (!Recipe.isIn(notes)) {
            throw new IOException(
                    "%s: it was not saved by 'gradstep train --save', so that nothing is known of its samples"
                            .formatted(file));
        }
        return new Kept(file, checkpoint, Recipe.read(notes));
    }

    /**
     * Makes ready to go on.
     *
     * @param longer the recipe, perhaps with more epochs
     * @param samples the same as before
     * @param gradients how they are computed
     * @param listeners are told
     * @return a training that stands where the saved one did
     * @throws IllegalArgumentException if nothing is left to do, or the samples are others
     */
    public Training training(
            Recipe longer, Samples samples, BatchGradient.Method gradients, List<TrainingListener> listeners) {
        if (checkpoint.epoch() >= longer.epochs()) {
            throw new IllegalArgumentException(
                    "the training in %s has done %d epochs already; to go on, let --epochs be more than that"
                            .formatted(file, checkpoint.epoch()));
        }
        try {
            return longer.trainer(samples, listeners)
                    .gradients(gradients)
                    .build()
                    .resume(checkpoint, samples.train());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the training in %s cannot go on with %s: %s"
                            .formatted(file, longer.origin().title(), e.getMessage()),
                    e);
        }
    }
}
