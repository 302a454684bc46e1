package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Modules one after the other, as PyTorch's {@code Sequential}: the tensors of module i have the prefix {@code i.}.
 *
 * <pre>{@code
 * Sequential network = Sequential.of(
 *         Linear.of(2, 8, true, Initializer.HE, 1), Activation.RELU, Linear.of(8, 1, true, Initializer.HE, 2));
 * System.out.println(network.tensors().get(2).name()); // 2.weight
 * System.out.println(network.parameterCount()); // 33
 * }</pre>
 */
public final class Sequential implements SequenceModule {
    private final List<SequenceModule> modules;

    private Sequential(List<SequenceModule> modules) {
        this.modules = modules;
    }

    /**
     * {@return modules one after the other}
     *
     * @param modules each takes what the one before it gives
     */
    public static Sequential of(SequenceModule... modules) {
        Objects.requireNonNull(modules, "modules");
        return new Sequential(ImmutableList.copyOf(Arrays.asList(modules)));
    }

    @Override
    public Stream start(Masks masks) {
        Objects.requireNonNull(masks, "masks");
        List<Stream> streams = new ArrayList<>();
        for (SequenceModule module : modules) {
            streams.add(module.start(masks));
        }
        return x -> {
            List<Value> signals = x;
            for (Stream stream : streams) {
                signals = stream.next(signals);
            }
            return signals;
        };
    }

    /** {@return an immutable list of the modules in order} */
    public List<SequenceModule> modules() {
        return modules;
    }

    @Override
    public List<ParameterTensor> tensors() {
        ImmutableList.Builder<ParameterTensor> tensors = ImmutableList.builder();
        for (int i = 0; i < modules.size(); i++) {
            tensors.addAll(ParameterTensor.within(i + ".", modules.get(i)));
        }
        return tensors.build();
    }

    @Override
    public String toString() {
        return "Sequential" + modules;
    }
}
