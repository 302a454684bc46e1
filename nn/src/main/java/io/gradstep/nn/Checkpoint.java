package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.Training.Best;
import io.gradstep.nn.Training.Progress;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A paused training: weights, optimizer state, position in the epoch, the best weights so far and the records of its
 * epochs.
 *
 * <p>It is stored as a safetensors file, which {@link Mlp#load} reads too if it is that of an {@link Mlp}. Earlier
 * warnings are not kept.
 */
public final class Checkpoint {
    private final ModuleShape shape;
    private final int startEpoch;
    private final double[] weights;
    private final ImmutableMap<String, String> settings;
    private final long fingerprint;
    private final List<String> optimizerNames;
    private final List<double[]> optimizerRows;
    private final long optimizerSteps;
    private final Progress progress;
    private final @Nullable Best best;
    private final List<EpochRecord> epochs;
    private final @Nullable String scaledBy;

    Checkpoint(
            ModuleShape shape,
            int startEpoch,
            double[] weights,
            ImmutableMap<String, String> settings,
            long fingerprint,
            List<String> optimizerNames,
            List<double[]> optimizerRows,
            long optimizerSteps,
            Progress progress,
            @Nullable Best best,
            List<EpochRecord> epochs,
            @Nullable String scaledBy) {
        this.shape = shape;
        this.startEpoch = startEpoch;
        this.weights = weights;
        this.settings = settings;
        this.fingerprint = fingerprint;
        this.optimizerNames = ImmutableList.copyOf(optimizerNames);
        this.optimizerRows = ImmutableList.copyOf(optimizerRows);
        this.optimizerSteps = optimizerSteps;
        this.progress = progress;
        this.best = best;
        this.epochs = ImmutableList.copyOf(epochs);
        this.scaledBy = scaledBy;
    }

    /**
     * Saves the checkpoint to a safetensors file. The file is written completely or not at all.
     *
     * @param file the target; an existing file is replaced
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        save(file, ImmutableMap.of());
    }

    /**
     * Saves the checkpoint as {@link #save(Path)} does, with additional metadata, such as the names of classes.
     *
     * @param file the target; an existing file is replaced
     * @param notes for the file's metadata
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a note has the key of one of the checkpoint's own entries
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
     * Tests whether a file is a checkpoint, as opposed to a saved network.
     *
     * @param file a safetensors file
     * @return whether {@link #load} can read it
     * @throws IOException if the file cannot be read or is no safetensors file
     */
    public static boolean isIn(Path file) throws IOException {
        FileContent content = FileContent.read(file);
        return content.has(ModelFile.KIND) && ModelFile.isCheckpoint(content.text(ModelFile.KIND));
    }

    /**
     * Tests whether a network has the weights of this training: those after its last batch, or the best so far.
     *
     * @param parameters the numbers of a network, in the order of {@link Mlp#parameters}
     * @return whether they are identical, bit by bit
     */
    public boolean hasNetwork(double[] parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return Arrays.equals(parameters, weights) || (best != null && Arrays.equals(parameters, best.weights));
    }

    /**
     * {@return a new network with the weights after the last batch}
     *
     * @throws UnsupportedOperationException if it was the training of another module than an {@link Mlp}, which only
     *     its program can build
     */
    public Mlp model() {
        return shape.build(weights, startEpoch + progress.epoch(), scaledBy);
    }

    /** Rejects a module that cannot take the weights. */
    void requireFits(SequenceModule module) {
        ModuleShape given = ModuleShape.of(module);
        if (!given.fits(shape)) {
            throw new IllegalArgumentException("the checkpoint has the tensors %s, but %s has %s"
                    .formatted(shape.tensors(), module, given.tensors()));
        }
    }

    /** {@return the number of completed epochs} */
    public int epoch() {
        return progress.epoch();
    }

    /** {@return the number of completed batches of the next epoch; 0 between two epochs} */
    public int batch() {
        return progress.batch();
    }

    /**
     * {@return an immutable list of the records of the completed epochs, in order, as many as {@link History#epochs}
     * has}
     */
    public List<EpochRecord> epochs() {
        return epochs;
    }

    /** Rejects a training with other settings or samples; a setting that an old file lacks cannot be compared. */
    void requireSame(ImmutableMap<String, String> wanted, long wantedFingerprint) {
        wanted.forEach((name, value) -> {
            String own = settings.get(name);
            if (own != null && !value.equals(own)) {
                throw new IllegalArgumentException(
                        "the checkpoint is from a training with %s %s, not %s".formatted(name, own, value));
            }
        });
        if (fingerprint != wantedFingerprint) {
            throw new IllegalArgumentException(
                    "the checkpoint is from a training on other samples; to train its network on"
                            + " these, start a new training with the checkpoint's model()");
        }
    }

    ModuleShape shape() {
        return shape;
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

    List<String> optimizerNames() {
        return optimizerNames;
    }

    List<double[]> optimizerRows() {
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
