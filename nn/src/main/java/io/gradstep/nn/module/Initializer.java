package io.gradstep.nn.module;

import io.gradstep.nn.arguments.KnownNames;
import io.gradstep.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The initial distribution of a layer's weights, with a variance that keeps signals and gradients from growing or
 * vanishing from layer to layer. Biases start at 0.
 *
 * <p>With n<sub>in</sub> inputs and n<sub>out</sub> outputs of the layer; U(a) is uniform in [−a, a), N(σ) normal with
 * mean 0 and standard deviation σ.
 */
public enum Initializer {
    /** U(√(6/(n<sub>in</sub> + n<sub>out</sub>))), for tanh and sigmoid (Glorot and Bengio, AISTATS 2010, eq. 16). */
    XAVIER {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.uniform(Math.sqrt(6.0 / ((double) inputCount + outputCount)));
        }
    },

    /** N(√(2/(n<sub>in</sub> + n<sub>out</sub>))), for tanh and sigmoid (Glorot and Bengio, AISTATS 2010, eq. 12). */
    XAVIER_NORMAL {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.gaussian() * Math.sqrt(2.0 / ((double) inputCount + outputCount));
        }
    },

    /** U(√(6/n<sub>in</sub>)), for relu and its variants (He et al., ICCV 2015, eq. 10, as a uniform distribution). */
    HE {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.uniform(Math.sqrt(6.0 / inputCount));
        }
    },

    /** N(√(2/n<sub>in</sub>)), for relu and its variants (He et al., ICCV 2015, eq. 10). */
    HE_NORMAL {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.gaussian() * Math.sqrt(2.0 / inputCount);
        }
    },

    /** U(√(3/n<sub>in</sub>)) (LeCun et al., "Efficient BackProp", 1998, eq. 16, as a uniform distribution). */
    LECUN {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.uniform(Math.sqrt(3.0 / inputCount));
        }
    },

    /** N(√(1/n<sub>in</sub>)) (LeCun et al., "Efficient BackProp", 1998, eq. 16). */
    LECUN_NORMAL {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return random.gaussian() * Math.sqrt(1.0 / inputCount);
        }
    },

    /** All 0. The neurons of a layer then stay identical, which is worth seeing once. */
    ZEROS {
        @Override
        double sample(RandomStream random, int inputCount, int outputCount) {
            return 0;
        }
    };

    abstract double sample(RandomStream random, int inputCount, int outputCount);

    /** {@return the name that {@link #named} takes: the constant's name in camel case, such as {@code heNormal}} */
    public String label() {
        return KnownNames.camelCase(name());
    }

    /**
     * {@return the initializer of a name}
     *
     * @param label such as {@code xavier} or {@code heNormal}
     * @throws IllegalArgumentException if there is none of that name; the message lists the known names
     */
    public static Initializer named(String label) {
        Objects.requireNonNull(label, "label");
        List<String> known = new ArrayList<>();
        for (Initializer initializer : values()) {
            if (initializer.label().equals(label)) {
                return initializer;
            }
            known.add(initializer.label());
        }
        throw KnownNames.unknown("initializer", label, known);
    }

    /**
     * {@return the usual choice for an activation: {@link #HE} for relu and its variants, which halve the variance,
     * else {@link #XAVIER}}
     *
     * @param activation of the layers to initialise
     */
    public static Initializer suited(Activation activation) {
        Objects.requireNonNull(activation, "activation");
        boolean halves = activation == Activation.RELU
                || activation == Activation.LEAKY_RELU
                || activation == Activation.SOFTPLUS
                || activation == Activation.GELU;
        return halves ? HE : XAVIER;
    }
}
