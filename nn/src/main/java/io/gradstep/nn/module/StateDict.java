package io.gradstep.nn.module;

import io.gradstep.engine.Value;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parameters of any module as named tensors, as in PyTorch's {@code state_dict}, and in safetensors files.
 *
 * <pre>{@code
 * Linear linear = Linear.of(3, 2, true, Initializer.XAVIER, 42);
 * Path file = Path.of("linear.safetensors");
 * StateDict.save(linear, file, Map.of());
 * Linear other = Linear.of(3, 2, true, Initializer.ZEROS, 0);
 * StateDict.load(other, file);
 * List<Value> x = List.of(Value.of(1), Value.of(2), Value.of(3));
 * System.out.println(other.forward(x).get(0).data() == linear.forward(x).get(0).data()); // true
 * }</pre>
 */
public final class StateDict {
    private StateDict() {}

    /**
     * Returns the numbers of a module's parameters.
     *
     * @param module any module
     * @return a new array, in the order of {@link Parameterized#parameters}
     */
    public static double[] numbers(Parameterized module) {
        Objects.requireNonNull(module, "module");
        double[] numbers = new double[module.parameterCount()];
        int next = 0;
        for (ParameterTensor tensor : module.tensors()) {
            for (Value parameter : tensor.values()) {
                numbers[next++] = parameter.data();
            }
        }
        return numbers;
    }

    /**
     * Sets the parameters of a module.
     *
     * @param module any module
     * @param numbers one per parameter, in the order of {@link Parameterized#parameters}
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static void set(Parameterized module, double[] numbers) {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(numbers, "numbers");
        requireCount(numbers.length, module.parameterCount());
        int next = 0;
        for (ParameterTensor tensor : module.tensors()) {
            for (Value parameter : tensor.values()) {
                parameter.setData(numbers[next++]);
            }
        }
    }

    static void requireCount(int numbers, int parameters) {
        if (numbers != parameters) {
            throw new IllegalArgumentException(
                    "%d numbers were given for %d parameters".formatted(numbers, parameters));
        }
    }

    /**
     * Adds tensors with the names and shapes of a module's, such as its parameters or an optimizer's state.
     *
     * @param tensors to add to
     * @param prefix in front of each name, such as {@code optimizer.exp_avg.}; may be empty
     * @param module any module
     * @param numbers one per parameter, in the order of {@link Parameterized#parameters}
     * @throws IllegalStateException if a number is NaN or infinite
     */
    public static void put(Map<String, Tensor> tensors, String prefix, Parameterized module, double[] numbers) {
        Objects.requireNonNull(tensors, "tensors");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(numbers, "numbers");
        int next = 0;
        for (ParameterTensor tensor : module.tensors()) {
            int size = tensor.values().size();
            double[] part = Arrays.copyOfRange(numbers, next, next + size);
            String name = prefix + tensor.name();
            int bad = firstNotFinite(part);
            if (bad >= 0) {
                throw new IllegalStateException(
                        "number %d of %s is %s: only finite numbers can be saved".formatted(bad, name, part[bad]));
            }
            tensors.put(name, Tensor.of(shape(tensor.shape()), part));
            next += size;
        }
    }

    /**
     * Reads tensors with the names and shapes of a module's.
     *
     * @param content of a file
     * @param file for messages
     * @param prefix in front of each name; may be empty
     * @param module any module, which is not changed
     * @return one number per parameter
     * @throws IOException if a tensor is missing, has another shape, or a number that is NaN or infinite; the message
     *     names the file and the tensor
     */
    public static double[] numbers(Safetensors content, Path file, String prefix, Parameterized module)
            throws IOException {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(module, "module");
        double[] numbers = new double[module.parameterCount()];
        int next = 0;
        for (ParameterTensor wanted : module.tensors()) {
            String name = prefix + wanted.name();
            Tensor tensor = content.tensors().get(name);
            if (tensor == null) {
                String reason = content.skipped().get(name);
                throw new IOException("%s: tensor %s %s".formatted(file, name, reason == null ? "is missing" : reason));
            }
            if (!Arrays.equals(tensor.shape(), shape(wanted.shape()))) {
                throw new IOException("%s: tensor %s has the shape %s, but %s is needed"
                        .formatted(file, name, Arrays.toString(tensor.shape()), wanted.shape()));
            }
            double[] part = tensor.data();
            int bad = firstNotFinite(part);
            if (bad >= 0) {
                throw new IOException("%s: number %d of tensor %s is %s".formatted(file, bad, name, part[bad]));
            }
            System.arraycopy(part, 0, numbers, next, part.length);
            next += part.length;
        }
        return numbers;
    }

    /**
     * Saves a module's parameters to a safetensors file, which is written completely or not at all.
     *
     * @param module any module
     * @param file the target; an existing file is replaced
     * @param metadata strings to store with it
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if a parameter is NaN or infinite
     */
    public static void save(Parameterized module, Path file, Map<String, String> metadata) throws IOException {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(metadata, "metadata");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, "", module, numbers(module));
        new Safetensors(tensors, metadata).write(file);
    }

    /**
     * Loads a module's parameters from a safetensors file, such as a PyTorch {@code state_dict}. On any error the
     * module is unchanged.
     *
     * @param module any module
     * @param file a file with exactly the module's tensors
     * @throws IOException if the file cannot be read, is no safetensors file, or has other tensors than the module; the
     *     message names the file and the tensor
     */
    public static void load(Parameterized module, Path file) throws IOException {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(file, "file");
        Safetensors content = Safetensors.read(file);
        double[] numbers = numbers(content, file, "", module);
        List<ParameterTensor> known = module.tensors();
        for (String name : content.tensors().keySet()) {
            if (known.stream().noneMatch(tensor -> tensor.name().equals(name))) {
                throw new IOException("%s: tensor %s does not belong to the module".formatted(file, name));
            }
        }
        set(module, numbers);
    }

    private static int firstNotFinite(double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                return i;
            }
        }
        return -1;
    }

    private static int[] shape(List<Integer> lengths) {
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }
}
