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

    /** A module that only its program can build, and its checkpoint. */
    static final String MODULE = "module 1";

    static final String MODULE_CHECKPOINT = "module checkpoint 1";

    private static final String TENSORS = "tensors";
    private static final String SIZES = "sizes";
    private static final String ACTIVATION = "activation";
    private static final String OUTPUT_ACTIVATION = "outputActivation";
    private static final String INITIALIZER = "initializer";
    private static final String SEED = "seed";
    static final String EPOCH = "epoch";

    private ModelFile() {}

    static Safetensors content(Mlp model, Map<String, String> notes) {
        if (!PredictorMetadata.scales(notes.keySet())) {
            model.requireOwnUnits("saving it here would lose the scaling; use Predictor.save");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        ModuleShape shape = ModuleShape.of(model);
        putTensors(tensors, "", shape, model.weights());
        Map<String, String> metadata = metadata(NETWORK, MODULE, shape);
        metadata.put(EPOCH, Integer.toString(model.epoch()));
        putMetadata(metadata, notes);
        return new Safetensors(tensors, metadata);
    }

    /** {@return the content of a file for a module that is no {@link Mlp}} */
    static Safetensors content(ModuleShape shape, double[] numbers, Map<String, String> notes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        putTensors(tensors, "", shape, numbers);
        Map<String, String> metadata = metadata(NETWORK, MODULE, shape);
        putMetadata(metadata, notes);
        return new Safetensors(tensors, metadata);
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

    /** The kind of a file, and by what its module is known. */
    static Map<String, String> metadata(String kindOfNetwork, String kindOfModule, ModuleShape shape) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Architecture architecture = shape.architecture();
        if (architecture == null) {
            metadata.put(KIND, kindOfModule);
            metadata.put(
                    TENSORS, PredictorMetadata.list(shape.tensors().keySet().asList()));
            return metadata;
        }
        metadata.put(KIND, kindOfNetwork);
        metadata.put(SIZES, Joiner.on(',').join(architecture.sizes()));
        metadata.put(ACTIVATION, architecture.activation().label());
        metadata.put(OUTPUT_ACTIVATION, architecture.outputActivation().label());
        metadata.put(INITIALIZER, architecture.initializer().label());
        metadata.put(SEED, Long.toString(architecture.seed()));
        return metadata;
    }

    /** Splits the parameters into the network's tensors. */
    static void putTensors(Map<String, Tensor> tensors, String prefix, ModuleShape module, double[] numbers) {
        int next = 0;
        for (Map.Entry<String, ImmutableList<Integer>> entry : module.tensors().entrySet()) {
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
            if (tensors.put(prefix + entry.getKey(), Tensor.of(shape, part)) != null) {
                throw new IllegalStateException("the file would have two tensors %s: call the module's otherwise"
                        .formatted(prefix + entry.getKey()));
            }
            next += size;
        }
    }

    static boolean isCheckpoint(String kind) {
        return kind.equals(CHECKPOINT) || kind.equals(OLD_CHECKPOINT) || kind.equals(MODULE_CHECKPOINT);
    }

    static Mlp read(FileContent content) throws IOException {
        String kind = content.text(
                KIND,
                "it was not written by Gradstep; to load weights from another program,"
                        + " build the network and call loadWeights");
        if (kind.equals(MODULE) || kind.equals(MODULE_CHECKPOINT)) {
            throw content.wrong("it holds a module that only its own program can build, with the tensors %s;"
                            .formatted(content.text(TENSORS))
                    + " build the module there and use Predictor.load(file, module)");
        }
        if (!kind.equals(NETWORK) && !isCheckpoint(kind)) {
            throw content.wrong(KIND, kind, "'%s' or '%s'".formatted(NETWORK, CHECKPOINT));
        }
        ModuleShape shape = ModuleShape.of(architecture(content));
        int epoch = content.integer(EPOCH, 0);
        double[] weights = content.numbers("", shape);
        if (kind.equals(NETWORK)) {
            content.requireNoTensorsBeside(shape.tensors().keySet());
        }
        return shape.build(weights, epoch, scaledBy(content));
    }

    /** The file if it has a scaling, else null. */
    static @Nullable String scaledBy(FileContent content) {
        return PredictorMetadata.scales(content.keys()) ? content.file().toString() : null;
    }

    static void readInto(Mlp model, Path file) throws IOException {
        FileContent content = FileContent.read(file);
        double[] weights = numbers(content, ModuleShape.of(model));
        model.weights(weights);
        model.scaledBy(scaledBy(content));
    }

    /** The weights of a module, from a file that has nothing else, or a checkpoint. */
    static double[] numbers(FileContent content, ModuleShape shape) throws ModelFileException {
        double[] numbers = content.numbers("", shape);
        // A Gradstep checkpoint also has the optimizer's state, which other files must not have.
        if (!content.has(KIND) || !isCheckpoint(content.text(KIND))) {
            content.requireNoTensorsBeside(shape.tensors().keySet());
        }
        return numbers;
    }

    /** Reads by what a checkpoint's module is known. */
    static ModuleShape shape(FileContent content) throws ModelFileException {
        if (!content.text(KIND).equals(MODULE_CHECKPOINT)) {
            return ModuleShape.of(architecture(content));
        }
        Map<String, ImmutableList<Integer>> shapes = new LinkedHashMap<>();
        for (String name : content.words(TENSORS)) {
            shapes.put(name, content.shape(name));
        }
        return new ModuleShape(ImmutableMap.copyOf(shapes), null);
    }

    /**
     * Reads the settings of the builder. The sizes are checked against the file before anything of that size is
     * allocated.
     */
    private static Architecture architecture(FileContent content) throws ModelFileException {
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
