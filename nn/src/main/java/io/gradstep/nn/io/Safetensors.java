package io.gradstep.nn.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file: named tensors in order, and string metadata.
 *
 * <p>The format is that of the safetensors library (github.com/huggingface/safetensors): the length of a header in
 * eight bytes, little-endian; the header, a JSON object with the type, shape and place of every tensor; then the
 * numbers, little-endian, row-major, without gaps. Gradstep writes doubles (F64), and reads F64, F32, F16, BF16 and
 * whole numbers, each as the same number. Other tensors are skipped and listed.
 *
 * @param tensors the tensors by name, in the order in which their numbers are stored; unmodifiable
 * @param metadata strings by key, in the order of the file; unmodifiable
 * @param skipped the names of tensors that are not in {@code tensors}, each with the reason; unmodifiable
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata, Map<String, String> skipped) {
    /**
     * Creates the content of a file to write.
     *
     * @param tensors the tensors by name, in the order in which to store them; copied
     * @param metadata strings by key; copied
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, the one name that the format
     *     reserves, or a string has half a surrogate pair and so cannot be written as UTF-8
     */
    public Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this(tensors, metadata, Map.of());
    }

    /**
     * Creates the content of a file.
     *
     * @param tensors the tensors by name, in the order in which to store them; copied
     * @param metadata strings by key; copied
     * @param skipped the tensors that could not be read, with the reason; they are not written; copied
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, the one name that the format
     *     reserves, or a string has half a surrogate pair and so cannot be written as UTF-8
     */
    public Safetensors {
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be called " + SafetensorsHeader.METADATA
                    + ": the format reserves that name for its metadata");
        }
        tensors.keySet().forEach(Safetensors::checkText);
        metadata.forEach((key, value) -> {
            checkText(key);
            checkText(value);
        });
    }

    /**
     * Reads a file.
     *
     * @param file a safetensors file
     * @return its content: tensors of floating-point and whole numbers that doubles hold exactly; the others are named
     *     in {@code skipped}
     * @throws SafetensorsException if the file cannot be read, is not a safetensors file or is damaged; the message
     *     names the file and the reason
     */
    public static Safetensors read(Path file) throws SafetensorsException {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes a file completely or not at all: on failure an existing file is unchanged.
     *
     * @param file the target; an existing file is replaced
     * @throws SafetensorsException if the file cannot be written; the message names the file and the reason
     */
    public void write(Path file) throws SafetensorsException {
        SafetensorsWriter.write(this, file);
    }

    /**
     * {@return the bytes of the file}
     *
     * @throws IllegalStateException if the header would be above the format's limit of 100 million bytes
     */
    public byte[] bytes() {
        return SafetensorsWriter.bytes(this);
    }

    private static void checkText(String text) {
        if (!SafetensorsHeader.isUnicode(text)) {
            throw new IllegalArgumentException(
                    "the text '" + text + "' has half a surrogate pair, which UTF-8 cannot express");
        }
    }
}
