package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import com.google.common.primitives.Ints;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gradstep.nn.io.Metadata;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parses a safetensors file; errors name the file. */
final class FileContent {
    private final Path file;
    private final Map<String, Tensor> tensors;
    private final Map<String, String> skipped;
    private final Set<String> keys;
    private final Metadata<ModelFileException> metadata;

    private FileContent(Path file, Safetensors content) {
        this.file = file;
        this.tensors = content.tensors();
        this.skipped = content.skipped();
        this.keys = content.metadata().keySet();
        this.metadata = Metadata.of(content.metadata(), this::wrong);
    }

    static FileContent read(Path file) throws IOException {
        return new FileContent(file, Safetensors.read(file));
    }

    String text(String key) throws ModelFileException {
        return metadata.text(key);
    }

    String text(String key, String otherwise) throws ModelFileException {
        return metadata.text(key, otherwise);
    }

    Set<String> keys() {
        return keys;
    }

    boolean has(String key) {
        return metadata.has(key);
    }

    <T> T parsed(String key, Function<String, T> parser) throws ModelFileException {
        return metadata.parsed(key, parser);
    }

    /** A JSON list of strings. */
    ImmutableList<String> words(String key) throws ModelFileException {
        return parsed(key, text -> {
            ImmutableList.Builder<String> words = ImmutableList.builder();
            for (JsonElement element : array(text)) {
                words.add(element.getAsString());
            }
            return words.build();
        });
    }

    /** A JSON list of numbers. */
    double[] numbers(String key) throws ModelFileException {
        return parsed(key, text -> {
            JsonArray array = array(text);
            double[] numbers = new double[array.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = array.get(i).getAsDouble();
            }
            return numbers;
        });
    }

    private static JsonArray array(String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonArray array) {
                return array;
            }
        } catch (JsonParseException malformed) {
            // reported below, in plain words
        }
        throw new IllegalArgumentException("expected a JSON list, found '%s'".formatted(text));
    }

    int integer(String key, int least) throws ModelFileException {
        return metadata.integer(key, least);
    }

    double finite(String key) throws ModelFileException {
        double number = parsed(key, Double::parseDouble);
        if (!Double.isFinite(number)) {
            throw wrong(key, Double.toString(number), "a finite number");
        }
        return number;
    }

    Path file() {
        return file;
    }

    ModelFileException wrong(String key, String text, String wanted) {
        return metadata.wrong(key, text, wanted);
    }

    ModelFileException wrong(String reason) {
        return new ModelFileException(file, reason);
    }

    /** All parameters of a module, from tensors whose names have the prefix. */
    double[] numbers(String prefix, ModuleShape shape) throws ModelFileException {
        List<double[]> parts = new ArrayList<>();
        long total = 0;
        for (Map.Entry<String, ImmutableList<Integer>> entry : shape.tensors().entrySet()) {
            double[] part = finiteNumbers(prefix + entry.getKey(), entry.getValue());
            total += part.length;
            parts.add(part);
        }
        if (total > Integer.MAX_VALUE) {
            throw wrong("the network has %d parameters; the limit is 2³¹ - 1".formatted(total));
        }
        double[] numbers = new double[(int) total];
        int next = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, numbers, next, part.length);
            next += part.length;
        }
        return numbers;
    }

    /** The rows of a tensor with the given number of columns and any number of rows. */
    double[][] rows(String name, int columnCount) throws ModelFileException {
        Tensor table = tensors.get(name);
        if (table == null || table.shape().length != 2 || table.shape()[1] != columnCount) {
            throw wrong("expected a tensor %s with any number of rows and %d columns".formatted(name, columnCount));
        }
        double[] data = table.data();
        double[][] rows = new double[table.shape()[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(data, i * columnCount, (i + 1) * columnCount);
        }
        return rows;
    }

    private double[] finiteNumbers(String name, ImmutableList<Integer> shape) throws ModelFileException {
        Tensor tensor = tensor(name);
        String given = Arrays.toString(tensor.shape());
        if (!given.equals(shape.toString())) {
            throw wrong("tensor %s has the shape %s, but the network needs %s".formatted(name, given, shape));
        }
        double[] data = tensor.data();
        for (int i = 0; i < data.length; i++) {
            if (!Double.isFinite(data[i])) {
                throw wrong("number %d of tensor %s is %s".formatted(i, name, data[i]));
            }
        }
        return data;
    }

    private Tensor tensor(String name) throws ModelFileException {
        Tensor tensor = tensors.get(name);
        if (tensor == null && skipped.containsKey(name)) {
            throw wrong("tensor %s %s".formatted(name, skipped.get(name)));
        }
        if (tensor == null) {
            throw wrong("there is no tensor %s; there are %s".formatted(name, tensors.keySet()));
        }
        return tensor;
    }

    /** The shape of a tensor. */
    ImmutableList<Integer> shape(String name) throws ModelFileException {
        return ImmutableList.copyOf(Ints.asList(tensor(name).shape()));
    }

    void requireNoTensorsBeside(Set<String> known) throws ModelFileException {
        for (String name : Sets.union(tensors.keySet(), skipped.keySet())) {
            if (!known.contains(name)) {
                throw wrong("tensor %s does not belong to the network; its tensors are %s".formatted(name, known));
            }
        }
    }
}
