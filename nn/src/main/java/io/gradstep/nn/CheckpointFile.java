package io.gradstep.nn;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.Training.Best;
import io.gradstep.nn.Training.Progress;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.training.EpochRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Checkpoints in safetensors files: a network's file with more tensors and more metadata. */
final class CheckpointFile {
    private static final String SETTINGS = "training.settings";
    private static final String SETTING = "training.";
    private static final String FINGERPRINT = "training.samples";
    private static final String START_EPOCH = "training.startEpoch";
    private static final String PROGRESS_EPOCH = "progress.epoch";
    private static final String PROGRESS_BATCH = "progress.batch";
    private static final String PROGRESS_LOSS = "progress.loss";
    private static final String PROGRESS_CORRECT = "progress.correct";
    private static final String OPTIMIZER_STEPS = "optimizer.steps";
    private static final String OPTIMIZER_STATE = "optimizer.state";
    private static final String OPTIMIZER = "optimizer.";
    private static final String BEST_EPOCH = "best.epoch";
    private static final String BEST_LOSS = "best.loss";
    private static final String BEST = "best.";
    private static final String HISTORY = "history";

    /** The columns of the tensor {@link #HISTORY}; NaN marks missing numbers. */
    private static final int COLUMNS = 6;

    private static final Splitter COMMAS = Splitter.on(',').omitEmptyStrings();

    private CheckpointFile() {}

    static void write(Checkpoint checkpoint, Path file, Map<String, String> notes) throws IOException {
        ModuleShape shape = checkpoint.shape();
        Progress progress = checkpoint.progress();
        Map<String, String> metadata = ModelFile.metadata(ModelFile.CHECKPOINT, ModelFile.MODULE_CHECKPOINT, shape);
        metadata.put(ModelFile.EPOCH, Integer.toString(checkpoint.startEpoch() + progress.epoch()));
        metadata.put(SETTINGS, Joiner.on(',').join(checkpoint.settings().keySet()));
        checkpoint.settings().forEach((name, value) -> metadata.put(SETTING + name, value));
        metadata.put(FINGERPRINT, Long.toString(checkpoint.fingerprint()));
        metadata.put(START_EPOCH, Integer.toString(checkpoint.startEpoch()));
        metadata.put(PROGRESS_EPOCH, Integer.toString(progress.epoch()));
        metadata.put(PROGRESS_BATCH, Integer.toString(progress.batch()));
        metadata.put(PROGRESS_LOSS, Double.toString(progress.loss()));
        metadata.put(PROGRESS_CORRECT, Long.toString(progress.correct()));
        metadata.put(OPTIMIZER_STEPS, Long.toString(checkpoint.optimizerStepCount()));
        metadata.put(OPTIMIZER_STATE, Joiner.on(',').join(checkpoint.optimizerNames()));

        Map<String, Tensor> tensors = new LinkedHashMap<>();
        ModelFile.putTensors(tensors, "", shape, checkpoint.weights());
        for (int row = 0; row < checkpoint.optimizerNames().size(); row++) {
            String prefix = OPTIMIZER + checkpoint.optimizerNames().get(row) + ".";
            ModelFile.putTensors(
                    tensors, prefix, shape, checkpoint.optimizerRows().get(row));
        }
        Best best = checkpoint.best();
        if (best != null) {
            metadata.put(BEST_EPOCH, Integer.toString(best.epoch));
            metadata.put(BEST_LOSS, Double.toString(best.loss));
            ModelFile.putTensors(tensors, BEST, shape, best.weights);
        }
        if (tensors.put(HISTORY, history(checkpoint.epochs())) != null) {
            throw new IllegalStateException("a module with a tensor %s has no checkpoints".formatted(HISTORY));
        }
        ModelFile.putMetadata(metadata, notes);
        new Safetensors(tensors, metadata).write(file);
    }

    private static Tensor history(List<EpochRecord> epochs) {
        double[] cells = new double[epochs.size() * COLUMNS];
        int next = 0;
        for (EpochRecord epoch : epochs) {
            cells[next++] = epoch.epoch();
            cells[next++] = epoch.loss();
            cells[next++] = epoch.accuracy().orElse(Double.NaN);
            cells[next++] = epoch.validationLoss().orElse(Double.NaN);
            cells[next++] = epoch.validationAccuracy().orElse(Double.NaN);
            cells[next++] = epoch.learningRate();
        }
        return Tensor.of(new int[] {epochs.size(), COLUMNS}, cells);
    }

    static Checkpoint read(Path file) throws IOException {
        FileContent content = FileContent.read(file);
        String kind = content.text(ModelFile.KIND, "it was not written by Gradstep");
        if (!ModelFile.isCheckpoint(kind)) {
            throw content.wrong("it is a '%s', not a checkpoint, so it has no state to resume from".formatted(kind));
        }
        ModuleShape shape = ModelFile.shape(content);
        double[] weights = content.numbers("", shape);
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : COMMAS.split(content.text(SETTINGS))) {
            settings.put(name, content.text(SETTING + name));
        }
        putOldNames(kind, content, settings);
        ImmutableList<String> names = ImmutableList.copyOf(COMMAS.split(content.text(OPTIMIZER_STATE)));
        ImmutableList.Builder<double[]> rows = ImmutableList.builder();
        for (String name : names) {
            rows.add(content.numbers(OPTIMIZER + name + ".", shape));
        }
        Progress progress = new Progress(
                content.integer(PROGRESS_EPOCH, 0),
                content.integer(PROGRESS_BATCH, 0),
                content.finite(PROGRESS_LOSS),
                content.parsed(PROGRESS_CORRECT, Long::parseUnsignedLong));
        int startEpoch = content.integer(START_EPOCH, 0);
        int epoch = content.integer(ModelFile.EPOCH, 0);
        if (epoch != startEpoch + progress.epoch()) {
            throw content.wrong(
                    ModelFile.EPOCH, Integer.toString(epoch), Integer.toString(startEpoch + progress.epoch()));
        }
        return new Checkpoint(
                shape,
                startEpoch,
                weights,
                ImmutableMap.copyOf(settings),
                content.parsed(FINGERPRINT, Long::parseLong),
                names,
                rows.build(),
                content.parsed(OPTIMIZER_STEPS, Long::parseLong),
                progress,
                best(content, shape),
                epochs(content, progress.epoch()),
                ModelFile.scaledBy(content));
    }

    /**
     * Reads the names of a file in the old format, which has no column and class names among the settings, but mostly
     * beside them; its scheduler and clip are unknown.
     */
    private static void putOldNames(String kind, FileContent content, Map<String, String> settings)
            throws ModelFileException {
        if (kind.equals(ModelFile.OLD_CHECKPOINT)) {
            for (Map.Entry<String, String> note : Training.NAMES_IN_METADATA.entrySet()) {
                if (content.has(note.getValue())) {
                    settings.put(note.getKey(), content.text(note.getValue()));
                }
            }
        }
    }

    private static @Nullable Best best(FileContent content, ModuleShape shape) throws ModelFileException {
        if (!content.has(BEST_EPOCH)) {
            return null;
        }
        return new Best(content.integer(BEST_EPOCH, 1), content.finite(BEST_LOSS), content.numbers(BEST, shape));
    }

    private static ImmutableList<EpochRecord> epochs(FileContent content, int count) throws ModelFileException {
        double[][] rows = content.rows(HISTORY, COLUMNS);
        if (rows.length > count || rows.length < EpochRecords.fewest(count)) {
            throw content.wrong("tensor %s has %d rows, but %d epochs are done".formatted(HISTORY, rows.length, count));
        }
        ImmutableList.Builder<EpochRecord> epochs = ImmutableList.builder();
        int previous = 0;
        for (double[] row : rows) {
            if (!(row[0] > previous && row[0] <= count)) {
                throw content.wrong("tensor %s has epoch %s after epoch %d; %d are done"
                        .formatted(HISTORY, row[0], previous, count));
            }
            previous = (int) row[0];
            epochs.add(new EpochRecord(
                    (int) row[0], row[1], optional(row[2]), optional(row[3]), optional(row[4]), row[5]));
        }
        if (previous != count) {
            throw content.wrong("tensor %s ends with epoch %d, but %d are done".formatted(HISTORY, previous, count));
        }
        return epochs.build();
    }

    private static OptionalDouble optional(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
