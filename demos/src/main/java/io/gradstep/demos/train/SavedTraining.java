package io.gradstep.demos.train;

import io.gradstep.engine.Value;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training that was saved, in two files: the model, whose tensors are those of the network alone, and a checkpoint with
 * all that is needed to go on.
 *
 * @param model the file that the model is in, or will be
 * @param checkpointFile the file that the checkpoint is in, or will be
 * @param checkpoint how the training stood
 * @param config what it was about
 */
public record SavedTraining(Path model, Path checkpointFile, Checkpoint checkpoint, TrainingConfig config) {
    /** In the model's metadata, where its checkpoint is unless it is in the usual place; and the other way round. */
    private static final String CHECKPOINT = "kept.checkpoint";

    private static final String MODEL = "kept.model";

    private static final String INFIX = ".checkpoint";

    /**
     * Returns where the checkpoint of a model is unless somebody says otherwise.
     *
     * @param model such as {@code moons.safetensors}
     * @return such as {@code moons.checkpoint.safetensors}, beside it
     */
    public static Path beside(Path model) {
        String name = String.valueOf(model.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return model.resolveSibling(name.substring(0, dot) + INFIX + name.substring(dot));
    }

    /** The model whose checkpoint is beside it; the file itself where its name does not tell. */
    private static Path modelOf(Path checkpoint) {
        String name = String.valueOf(checkpoint.getFileName());
        int infix = name.lastIndexOf(INFIX);
        Path model = infix > 0
                ? checkpoint.resolveSibling(name.substring(0, infix) + name.substring(infix + INFIX.length()))
                : checkpoint;
        return beside(model).equals(checkpoint) ? model : checkpoint;
    }

    /**
     * Saves a training with all that is needed to go on with it and to use its network: first the checkpoint, which alone
     * is enough for both, then the model. Each file is there in full or not at all.
     *
     * @param model where the model goes
     * @param checkpointFile where the checkpoint goes
     * @param checkpoint how the training stands
     * @param config what it is about
     * @param predictor the network and what its numbers mean
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

    /** Relative to the one file's folder where the other is in it, so that both can be moved together. */
    private static String seenFrom(Path from, Path to) {
        Path target = to.toAbsolutePath().normalize();
        Path folder = from.toAbsolutePath().normalize().getParent();
        return folder != null && target.startsWith(folder)
                ? folder.relativize(target).toString()
                : target.toString();
    }

    /**
     * Reads a training.
     *
     * @param file a model or a checkpoint that {@link #write} wrote, or the one file of the version before
     * @return the training at rest
     * @throws IOException if the file holds none, or its checkpoint is missing or another network's; the message names it
     *     and says why
     */
    public static SavedTraining read(Path file) throws IOException {
        ModelMetadata metadata = new ModelMetadata(file, Safetensors.read(file).metadata());
        if (Checkpoint.isIn(file)) {
            Path model = metadata.has(MODEL) ? file.resolveSibling(metadata.text(MODEL)) : modelOf(file);
            // The version before kept all in one file, which becomes the model's.
            return new SavedTraining(
                    model, model.equals(file) ? beside(file) : file, Checkpoint.load(file), config(file, metadata));
        }
        config(file, metadata);
        Path checkpointFile = metadata.has(CHECKPOINT) ? file.resolveSibling(metadata.text(CHECKPOINT)) : beside(file);
        if (!Files.exists(checkpointFile)) {
            throw new IOException(
                    "%s: it is a network alone, and its checkpoint %s, which a training goes on from, is not there; if it was moved, go on with --resume CHECKPOINT --save %s"
                            .formatted(file, checkpointFile, file));
        }
        Checkpoint checkpoint = Checkpoint.load(checkpointFile);
        if (!checkpoint.hasNetwork(
                Mlp.load(file).parameters().stream().mapToDouble(Value::data).toArray())) {
            throw new IOException(
                    "%s: it is not the network of its checkpoint %s, which stands at epoch %d; to go on from there, use --resume %s --save %s"
                            .formatted(file, checkpointFile, checkpoint.epoch(), checkpointFile, file));
        }
        ModelMetadata whole = new ModelMetadata(
                checkpointFile, Safetensors.read(checkpointFile).metadata());
        return new SavedTraining(file, checkpointFile, checkpoint, config(checkpointFile, whole));
    }

    private static TrainingConfig config(Path file, ModelMetadata metadata) throws IOException {
        if (!TrainingConfig.isIn(metadata)) {
            throw new IOException(
                    "%s: it was not saved by 'gradstep train --save', so that nothing is known of its samples"
                            .formatted(file));
        }
        return TrainingConfig.read(metadata);
    }

    /**
     * Makes ready to go on.
     *
     * @param longer the settings, perhaps with more epochs
     * @param samples the same as before
     * @param gradients how they are computed
     * @param listeners are told
     * @return a training that stands where the saved one did
     * @throws IllegalArgumentException if nothing is left to do, or the samples are others
     */
    public Training training(
            TrainingConfig longer, Samples samples, BatchGradient.Method gradients, List<TrainingListener> listeners) {
        if (checkpoint.epoch() >= longer.epochs()) {
            throw new IllegalArgumentException(
                    "the training in %s has done %d epochs already; to go on, let --epochs be more than that"
                            .formatted(model, checkpoint.epoch()));
        }
        try {
            return longer.trainer(samples, listeners)
                    .gradients(gradients)
                    .build()
                    .resume(checkpoint, samples.train());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the training in %s cannot go on with %s: %s"
                            .formatted(model, longer.source().title(), e.getMessage()),
                    e);
        }
    }
}
