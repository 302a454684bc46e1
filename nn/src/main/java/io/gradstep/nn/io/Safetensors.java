package io.gradstep.nn.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds: named tensors in order, and a map of texts about them.
 *
 * <p>The format is that of the safetensors library (github.com/huggingface/safetensors), which PyTorch users know: the
 * length of a header in eight bytes, little-endian; the header, a JSON object with the type, shape and place of every
 * tensor; then the numbers, little-endian, row-major, without gaps. Gradstep writes doubles (F64), and reads F64, F32,
 * F16, BF16 and whole numbers, each as the same number. Other tensors are left out of what was read, and named.
 *
 * @param tensors the tensors by name, in the order in which their numbers are stored; unmodifiable
 * @param metadata texts by key, in the order of the file; unmodifiable
 * @param skipped why a tensor of the file is not among {@code tensors}, by its name; unmodifiable
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata, Map<String, String> skipped) {
    /**
     * Makes the content of a file to write.
     *
     * @param tensors the tensors by name, in the order in which to store them; copied
     * @param metadata texts by key; copied
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, the one name that the format keeps
     *     for itself, or a text has half a surrogate pair and so cannot be written as UTF-8
     */
    public Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this(tensors, metadata, Map.of());
    }

    /**
     * Makes the content of a file.
     *
     * @param tensors the tensors by name, in the order in which to store them; copied
     * @param metadata texts by key; copied
     * @param skipped the tensors that could not be read, with the reason; they are not written; copied
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, the one name that the format keeps
     *     for itself, or a text has half a surrogate pair and so cannot be written as UTF-8
     */
    public Safetensors {
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be called " + SafetensorsHeader.METADATA
                    + ": the format keeps that name for its metadata");
        }
        tensors.keySet().forEach(Safetensors::checkText);
        metadata.forEach((key, value) -> {
            checkText(key);
            checkText(value);
        });
    }

    /**
     * Reads a file whole.
     *
     * @param file a safetensors file
     * @return its content: tensors of floating-point and whole numbers that doubles hold exactly; the others are named
     *     in {@code skipped}
     * @throws SafetensorsException if the file cannot be read, is no safetensors file or is damaged; the message names
     *     the file and the reason
     */
    public static Safetensors read(Path file) throws SafetensorsException {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes a file whole or not at all: where that fails, what stood there before stays.
     *
     * @param file where to write; an existing file is replaced
     * @throws SafetensorsException if the file cannot be written; the message names the file and the reason
     */
    public void write(Path file) throws SafetensorsException {
        SafetensorsWriter.write(this, file);
    }

    private static void checkText(String text) {
        if (!SafetensorsHeader.isUnicode(text)) {
            throw new IllegalArgumentException(
                    "the text '" + text + "' has half a surrogate pair, which UTF-8 cannot express");
        }
    }
}
