/**
 * The parts of networks: neurons, layers, activations, initializers. Each is {@link
 * io.gradstep.nn.module.Parameterized}: it lists its parameters, under the names that PyTorch's {@code nn.Sequential}
 * gives them.
 *
 * <pre>{@code
 * Mlp mlp = Mlp.builder().inputs(2).hidden(3).outputs(1).activation(Activation.RELU).seed(1).build();
 * System.out.println(mlp.parameters().size()); // 13
 * }</pre>
 *
 * <p>{@link io.gradstep.nn.module.StateDict} keeps the parameters of any module in files, and {@link
 * io.gradstep.nn.module.FlatParameters} in an array while it is trained.
 */
@NullMarked
package io.gradstep.nn.module;

import org.jspecify.annotations.NullMarked;
