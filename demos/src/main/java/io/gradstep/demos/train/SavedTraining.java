package io.gradstep.demos.train;

import io.gradstep.engine.Value;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.io.Metadata;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A saved training in two files: the model, which has the network's tensors only, and a checkpoint with everything
 * needed to resume.
 *
 * @param model the model file
 * @param checkpointFile the checkpoint file
 * @param checkpoint the training's state
 * @param config the training's settings
 */
public record SavedTraining(Path model, Path checkpointFile, Checkpoint checkpoint, TrainingConfig config) {
    /** The model's metadata entry for an unusual checkpoint path; the checkpoint has one for the model. */
    private static final String CHECKPOINT = "kept.checkpoint";

    private static final String MODEL = "kept.model";

    private static final String INFIX = ".checkpoint";

    /**
     * Returns the default path of a model's checkpoint.
     *
     * @param model such as {@code moons.safetensors}
     * @return such as {@code moons.checkpoint.safetensors}, beside it
     */
    public static Path beside(Path model) {
        String name = String.valueOf(model.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return model.resolveSibling(name.substring(0, dot) + INFIX + name.substring(dot));
    }

    /** Returns the model of a checkpoint at its default path; the file itself if its name has no such form. */
    private static Path modelOf(Path checkpoint) {
        String name = String.valueOf(checkpoint.getFileName());
        int infix = name.lastIndexOf(INFIX);
        Path model = infix > 0
                ? checkpoint.resolveSibling(name.substring(0, infix) + name.substring(infix + INFIX.length()))
                : checkpoint;
        return beside(model).equals(checkpoint) ? model : checkpoint;
    }

    /**
     * Saves a training: first the checkpoint, which alone is enough to resume and to predict, then the model. Each file
     * is written atomically.
     *
     * @param model the model file
     * @param checkpointFile the checkpoint file
     * @param checkpoint the training's state
     * @param config the training's settings
     * @param predictor the network and the meaning of its numbers
     * @throws IOException if a file cannot be written
     */
    public static void write(
            Path model, Path checkpointFile, Checkpoint checkpoint, TrainingConfig config, Predictor predictor)
            throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        config.describe(metadata);
        boolean usual = beside(model).equals(checkpointFile);
        Map<String, String> whole = new LinkedHashMap<>(metadata);
        whole.putAll(predictor.describe());
        if (!usual) {
            whole.put(MODEL, seenFrom(checkpointFile, model));
            metadata.put(CHECKPOINT, seenFrom(model, checkpointFile));
        }
        checkpoint.save(checkpointFile, whole);
        predictor.save(model, metadata);
    }

    /** Returns a path relative to the first file's folder if the second is inside, so that both can move together. */
    private static String seenFrom(Path from, Path to) {
        Path target = to.toAbsolutePath().normalize();
        Path folder = from.toAbsolutePath().normalize().getParent();
        return folder != null && target.startsWith(folder)
                ? folder.relativize(target).toString()
                : target.toString();
    }

    /**
     * Reads a saved training.
     *
     * @param file a model or checkpoint written by {@link #write}, or the single file of the previous version
     * @return the paused training
     * @throws IOException if the file has no training, or its checkpoint is missing or belongs to another network; the
     *     message names the file and the reason
     */
    public static SavedTraining read(Path file) throws IOException {
        Metadata<IOException> metadata =
                Metadata.of(file, Safetensors.read(file).metadata());
        if (Checkpoint.isIn(file)) {
            Path model = metadata.has(MODEL) ? file.resolveSibling(metadata.text(MODEL)) : modelOf(file);
            // The previous version saved everything in one file, which becomes the model file.
            return new SavedTraining(
                    model, model.equals(file) ? beside(file) : file, Checkpoint.load(file), config(file, metadata));
        }
        config(file, metadata);
        Path checkpointFile = metadata.has(CHECKPOINT) ? file.resolveSibling(metadata.text(CHECKPOINT)) : beside(file);
        if (!Files.exists(checkpointFile)) {
            throw new IOException(
                    ("%s: cannot resume, because its checkpoint %s is missing; if it was moved, use --resume CHECKPOINT"
                                    + " --save %s")
                            .formatted(file, checkpointFile, file));
        }
        Checkpoint checkpoint = Checkpoint.load(checkpointFile);
        if (!checkpoint.hasNetwork(
                Mlp.load(file).parameters().stream().mapToDouble(Value::data).toArray())) {
            throw new IOException(
                    ("%s: this network differs from its checkpoint %s, which is at epoch %d; to resume from the"
                                    + " checkpoint, use --resume %s --save %s")
                            .formatted(file, checkpointFile, checkpoint.epoch(), checkpointFile, file));
        }
        Metadata<IOException> whole =
                Metadata.of(checkpointFile, Safetensors.read(checkpointFile).metadata());
        return new SavedTraining(file, checkpointFile, checkpoint, config(checkpointFile, whole));
    }

    private static TrainingConfig config(Path file, Metadata<IOException> metadata) throws IOException {
        if (!TrainingConfig.isIn(metadata)) {
            throw new IOException(
                    ("%s: cannot resume, because it was not saved by 'gradstep train --save' and does not say what its"
                                    + " samples are")
                            .formatted(file));
        }
        return TrainingConfig.read(metadata);
    }

    /**
     * Prepares to resume.
     *
     * @param longer the settings, perhaps with more epochs
     * @param samples the same as before
     * @param gradients the way to compute gradients
     * @param listeners the listeners to notify
     * @return a training in the saved one's state
     * @throws IllegalArgumentException if all epochs are done, or the samples differ
     */
    public Training training(
            TrainingConfig longer, Samples samples, BatchGradient.Method gradients, List<TrainingListener> listeners) {
        if (checkpoint.epoch() >= longer.epochs()) {
            throw new IllegalArgumentException(
                    "the training in %s has already completed %d epochs; to resume, give a larger --epochs"
                            .formatted(model, checkpoint.epoch()));
        }
        try {
            return longer.trainer(samples, listeners)
                    .gradients(gradients)
                    .build()
                    .resume(checkpoint, samples.train());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the training in %s cannot resume with %s: %s"
                            .formatted(model, longer.source().title(), e.getMessage()),
                    e);
        }
    }
}
