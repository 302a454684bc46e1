package io.gradstep.nn;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Initializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes networks in safetensors files: their tensors and metadata. */
final class ModelFile {
    /** The metadata entry that says what kind of file it is, and its two values. */
    static final String KIND = "gradstep";

    static final String NETWORK = "network 1";
    static final String CHECKPOINT = "checkpoint 2";

    /** The old format, whose settings lack the names of columns and classes, the scheduler and the clip. */
    static final String OLD_CHECKPOINT = "checkpoint 1";

    private static final String SIZES = "sizes";
    private static final String ACTIVATION = "activation";
    private static final String OUTPUT_ACTIVATION = "outputActivation";
    private static final String INITIALIZER = "initializer";
    private static final String SEED = "seed";
    static final String EPOCH = "epoch";

    private ModelFile() {}

    static void write(Mlp model, Path file, Map<String, String> notes) throws IOException {
        if (!PredictorMetadata.scales(notes.keySet())) {
            model.requireOwnUnits("saving it here would lose the scaling; use Predictor.save");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        putTensors(tensors, "", model.architecture(), model.weights());
        Map<String, String> metadata = metadata(NETWORK, model.architecture(), model.epoch());
        putMetadata(metadata, notes);
        new Safetensors(tensors, metadata).write(file);
    }

    /** Adds a caller's notes to the file's own entries. */
    static void putMetadata(Map<String, String> metadata, Map<String, String> notes) {
        for (Map.Entry<String, String> note : notes.entrySet()) {
            if (metadata.putIfAbsent(note.getKey(), note.getValue()) != null) {
                throw new IllegalArgumentException(
                        "a note cannot have the key '%s': it is reserved for the network".formatted(note.getKey()));
            }
        }
    }

    static Map<String, String> metadata(String kind, Architecture architecture, int epoch) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KIND, kind);
        metadata.put(SIZES, Joiner.on(',').join(architecture.sizes()));
        metadata.put(ACTIVATION, architecture.activation().label());
        metadata.put(OUTPUT_ACTIVATION, architecture.outputActivation().label());
        metadata.put(INITIALIZER, architecture.initializer().label());
        metadata.put(SEED, Long.toString(architecture.seed()));
        metadata.put(EPOCH, Integer.toString(epoch));
        return metadata;
    }

    /** Splits the parameters into the network's tensors. */
    static void putTensors(Map<String, Tensor> tensors, String prefix, Architecture architecture, double[] numbers) {
        int next = 0;
        for (Map.Entry<String, ImmutableList<Integer>> entry :
                architecture.tensorShapes().entrySet()) {
            int[] shape = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            double[] part = Arrays.copyOfRange(numbers, next, next + size);
            for (int i = 0; i < size; i++) {
                if (!Double.isFinite(part[i])) {
                    throw new IllegalStateException(
                            "number %d of %s is %s: only a network with finite weights can be saved"
                                    .formatted(i, prefix + entry.getKey(), part[i]));
                }
            }
            tensors.put(prefix + entry.getKey(), Tensor.of(shape, part));
            next += size;
        }
    }

    static boolean isCheckpoint(String kind) {
        return kind.equals(CHECKPOINT) || kind.equals(OLD_CHECKPOINT);
    }

    static Mlp read(FileContent content) throws IOException {
        String kind = content.text(
                KIND,
                "it was not written by Gradstep; to load weights from another program,"
                        + " build the network and call loadWeights");
        if (!kind.equals(NETWORK) && !isCheckpoint(kind)) {
            throw content.wrong(KIND, kind, "'%s' or '%s'".formatted(NETWORK, CHECKPOINT));
        }
        Architecture architecture = architecture(content);
        int epoch = content.integer(EPOCH, 0);
        double[] weights = content.numbers("", architecture);
        if (kind.equals(NETWORK)) {
            content.requireNoTensorsBeside(architecture.tensorShapes().keySet());
        }
        Mlp model = new Mlp(architecture);
        model.weights(weights);
        model.epoch(epoch);
        model.scaledBy(scaledBy(content));
        return model;
    }

    /** The file if it has a scaling, else null. */
    static @Nullable String scaledBy(FileContent content) {
        return PredictorMetadata.scales(content.keys()) ? content.file().toString() : null;
    }

    static void readInto(Mlp model, Path file) throws IOException {
        FileContent content = FileContent.read(file);
        ImmutableMap<String, ImmutableList<Integer>> shapes =
                model.architecture().tensorShapes();
        double[] weights = content.numbers("", model.architecture());
        // A Gradstep checkpoint also has the optimizer's state, which other files must not have.
        if (!content.has(KIND) || !isCheckpoint(content.text(KIND))) {
            content.requireNoTensorsBeside(shapes.keySet());
        }
        model.weights(weights);
        model.scaledBy(scaledBy(content));
    }

    /**
     * Reads the settings of the builder. The sizes are checked against the file before anything of that size is
     * allocated.
     */
    static Architecture architecture(FileContent content) throws ModelFileException {
        ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
        String text = content.text(SIZES);
        int layerCount = -1;
        for (String size : Splitter.on(',').split(text)) {
            try {
                sizes.add(ArgumentChecks.positive(SIZES, Integer.parseInt(size)));
            } catch (IllegalArgumentException e) {
                throw content.wrong(SIZES, text, "positive whole numbers separated by commas");
            }
            layerCount++;
        }
        if (layerCount < 1) {
            throw content.wrong(SIZES, text, "at least the numbers of inputs and outputs");
        }
        return new Architecture(
                sizes.build(),
                content.parsed(ACTIVATION, Activation::named),
                content.parsed(OUTPUT_ACTIVATION, Activation::named),
                content.parsed(INITIALIZER, Initializer::named),
                content.parsed(SEED, Long::parseLong));
    }
}
