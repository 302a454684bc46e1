package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;

/**
 * Sets each number to 0 with probability p in training, and divides the others by 1 − p, so that the expected values
 * stay (Srivastava et al., JMLR 2014); as PyTorch's {@code Dropout}. The masks come from {@link Masks}.
 */
public final class Dropout implements SequenceModule {
    private final double rate;

    private Dropout(double rate) {
        this.rate = ArgumentChecks.share("the rate of dropout", rate);
    }

    /**
     * {@return a dropout module}
     *
     * @param rate the probability that a number becomes 0, at least 0 and less than 1
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    /** {@return the probability that a number becomes 0} */
    public double rate() {
        return rate;
    }

    @Override
    public List<ParameterTensor> tensors() {
        return ImmutableList.of();
    }

    @Override
    public Stream start(Masks masks) {
        Objects.requireNonNull(masks, "masks");
        return x -> {
            List<Value> mask = masks.next(x.size(), rate);
            return mask == null ? x : product(x, mask);
        };
    }

    private static List<Value> product(List<Value> x, List<Value> mask) {
        Value[] kept = new Value[x.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = x.get(i).mul(mask.get(i));
        }
        return Operands.of(kept);
    }

    @Override
    public String toString() {
        return "Dropout(%s)".formatted(rate);
    }
}
