package io.gradstep.nn.module;

import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;

/** A module with a way around it: module(x) + x (He et al., CVPR 2016). It keeps the names of the module's tensors. */
public final class Residual implements SequenceModule {
    private final SequenceModule module;

    private Residual(SequenceModule module) {
        this.module = module;
    }

    /**
     * {@return a module with a way around it}
     *
     * @param module whose outputs are as long as its inputs
     */
    public static Residual of(SequenceModule module) {
        return new Residual(Objects.requireNonNull(module, "module"));
    }

    @Override
    public Stream start(Masks masks) {
        Objects.requireNonNull(masks, "masks");
        Stream inner = module.start(masks);
        return x -> {
            List<Value> changes = inner.next(x);
            ArgumentChecks.inputs(x.size(), changes.size());
            Value[] sums = new Value[x.size()];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = changes.get(i).add(x.get(i));
            }
            return Operands.of(sums);
        };
    }

    @Override
    public List<ParameterTensor> tensors() {
        return module.tensors();
    }

    @Override
    public String toString() {
        return "Residual(" + module + ")";
    }
}
