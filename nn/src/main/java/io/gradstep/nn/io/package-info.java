/**
 * Named tensors in safetensors files, which PyTorch reads and writes too.
 *
 * <p>{@link io.gradstep.nn.io.Safetensors} is the content of a file: tensors by name, in order, and string metadata.
 *
 * <pre>{@code
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * Map<String, Tensor> tensors = new LinkedHashMap<>();
 * tensors.put("0.weight", Tensor.of(new int[] {1, 2}, new double[] {0.5, -2}));
 * tensors.put("0.bias", Tensor.of(new int[] {1}, new double[] {0.1}));
 * Path file = Files.createTempFile("model", ".safetensors");
 * new Safetensors(tensors, Map.of("seed", "42")).write(file);
 *
 * Safetensors read = Safetensors.read(file);
 * System.out.println(read.tensors()); // {0.weight=Tensor[1, 2], 0.bias=Tensor[1]}
 * System.out.println(Arrays.toString(read.tensors().get("0.weight").data())); // [0.5, -2.0]
 * System.out.println(read.metadata().get("seed")); // 42
 *
 * // Of three doubles, the last byte is missing.
 * byte[] bytes = Files.readAllBytes(file);
 * Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
 * try {
 *     Safetensors.read(file);
 * } catch (SafetensorsException e) {
 *     System.out.println(e.getMessage().replace(file + ": ", ""));
 * }
 * Files.delete(file);
 * // tensor '0.bias' takes the bytes from 16 to 24, but only 23 bytes follow the header: the file is cut off
 * }</pre>
 *
 * <p>A file is written completely or not at all. The reader validates everything: a truncated, damaged or foreign file
 * causes an exception that names the file and the reason, before any memory is allocated that the file does not fill.
 * Tensors of types that doubles cannot hold are listed in {@code skipped()}. {@link io.gradstep.nn.io.Metadata} reads
 * the metadata entry by entry.
 */
@NullMarked
package io.gradstep.nn.io;

import org.jspecify.annotations.NullMarked;
