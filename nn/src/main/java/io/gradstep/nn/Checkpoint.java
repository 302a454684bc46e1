package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.Training.Best;
import io.gradstep.nn.Training.Progress;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A training at rest: weights, what the optimizer remembers, the place in the epoch, the best weights so far and the
 * records of its epochs.
 *
 * <p>In a file it is a safetensors file that {@link Mlp#load} reads too. Warnings that were told before are not kept.
 */
public final class Checkpoint {
    private final Architecture architecture;
    private final int startEpoch;
    private final double[] weights;
    private final ImmutableMap<String, String> settings;
    private final long fingerprint;
    private final ImmutableList<String> optimizerNames;
    private final ImmutableList<double[]> optimizerRows;
    private final long optimizerSteps;
    private final Progress progress;
    private final @Nullable Best best;
    private final ImmutableList<EpochRecord> epochs;
    private final @Nullable String scaledBy;

    Checkpoint(
            Architecture architecture,
            int startEpoch,
            double[] weights,
            ImmutableMap<String, String> settings,
            long fingerprint,
            ImmutableList<String> optimizerNames,
            ImmutableList<double[]> optimizerRows,
            long optimizerSteps,
            Progress progress,
            @Nullable Best best,
            ImmutableList<EpochRecord> epochs,
            @Nullable String scaledBy) {
        this.architecture = architecture;
        this.startEpoch = startEpoch;
        this.weights = weights;
        this.settings = settings;
        this.fingerprint = fingerprint;
        this.optimizerNames = optimizerNames;
        this.optimizerRows = optimizerRows;
        this.optimizerSteps = optimizerSteps;
        this.progress = progress;
        this.best = best;
        this.epochs = epochs;
        this.scaledBy = scaledBy;
    }

    /**
     * Saves the checkpoint to a safetensors file. The file is there in full or not at all.
     *
     * @param file where to; a file that is there is replaced
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        save(file, ImmutableMap.of());
    }

    /**
     * Saves the checkpoint as {@link #save(Path)} does, with notes of the caller's, such as the names of classes.
     *
     * @param file where to; a file that is there is replaced
     * @param notes for the file's metadata
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a note has the name of one of the checkpoint's own entries
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        CheckpointFile.write(this, file, notes);
    }

    /**
     * Reads a checkpoint.
     *
     * @param file what {@link #save} wrote
     * @return the checkpoint
     * @throws IOException if the file cannot be read, is no safetensors file, or holds no checkpoint; the message names
     *     the file and says why
     */
    public static Checkpoint load(Path file) throws IOException {
        return CheckpointFile.read(file);
    }

    /**
     * Tells whether a file is a checkpoint, rather than a network alone.
     *
     * @param file a safetensors file
     * @return whether {@link #load} is for it
     * @throws IOException if the file cannot be read or is no safetensors file
     */
    public static boolean isIn(Path file) throws IOException {
        FileContent content = FileContent.read(file);
        return content.has(ModelFile.KIND) && ModelFile.isCheckpoint(content.text(ModelFile.KIND));
    }

    /**
     * Tells whether a network is the one that the training left: after its last batch, or the best so far.
     *
     * @param parameters the numbers of a network, in the order of {@link Mlp#parameters}
     * @return whether they are the same, to the last bit
     */
    public boolean hasNetwork(double[] parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return Arrays.equals(parameters, weights) || (best != null && Arrays.equals(parameters, best.weights));
    }

    /**
     * Makes the network as it was after its last batch.
     *
     * @return a new network
     */
    public Mlp model() {
        Mlp model = new Mlp(architecture);
        model.weights(weights);
        model.epoch(startEpoch + progress.epoch());
        model.scaledBy(scaledBy);
        return model;
    }

    /**
     * Returns how many epochs of the training are done.
     *
     * @return full epochs
     */
    public int epoch() {
        return progress.epoch();
    }

    /**
     * Returns how many batches of the next epoch are done.
     *
     * @return 0 between two epochs
     */
    public int batch() {
        return progress.batch();
    }

    /**
     * Returns what came of the full epochs.
     *
     * @return the records in order, as many as {@link History#epochs} has
     */
    public ImmutableList<EpochRecord> epochs() {
        return epochs;
    }

    /** Refuses a training that is another one; a setting that an old file does not have cannot be compared. */
    void requireSame(ImmutableMap<String, String> wanted, long wantedFingerprint) {
        wanted.forEach((name, value) -> {
            String own = settings.get(name);
            if (own != null && !value.equals(own)) {
                throw new IllegalArgumentException(
                        "the checkpoint is of a training with %s %s, not %s".formatted(name, own, value));
            }
        });
        if (fingerprint != wantedFingerprint) {
            throw new IllegalArgumentException(
                    "the checkpoint is of a training on other samples; to train its network on"
                            + " these, start a new training with the checkpoint's model()");
        }
    }

    Architecture architecture() {
        return architecture;
    }

    int startEpoch() {
        return startEpoch;
    }

    double[] weights() {
        return weights;
    }

    ImmutableMap<String, String> settings() {
        return settings;
    }

    long fingerprint() {
        return fingerprint;
    }

    ImmutableList<String> optimizerNames() {
        return optimizerNames;
    }

    ImmutableList<double[]> optimizerRows() {
        return optimizerRows;
    }

    long optimizerStepCount() {
        return optimizerSteps;
    }

    Progress progress() {
        return progress;
    }

    @Nullable
    Best best() {
        return best;
    }
}
