package io.gradstep.demos.train;

import io.gradstep.nn.Loss;
import io.gradstep.nn.data.RowSource;
import java.util.List;
import java.util.stream.Collectors;

/** The losses that fit each kind of samples. */
final class Losses {
    private static final List<Loss> OF_QUANTITIES = List.of(Loss.MSE, Loss.MAE);
    private static final List<Loss> OF_MANY_CLASSES = List.of(Loss.CROSS_ENTROPY, Loss.HINGE);

    private Losses() {}

    static Loss suited(RowSource data) {
        return switch (data.classes().orElse(0)) {
            case 0 -> Loss.MSE;
            case 2 -> Loss.BINARY_CROSS_ENTROPY;
            default -> Loss.CROSS_ENTROPY;
        };
    }

    /**
     * Returns the number of outputs that a network needs.
     *
     * @throws IllegalArgumentException if the loss does not fit the samples
     */
    static int outputCount(Loss loss, RowSource data) {
        int classes = data.classes().orElse(0);
        if (classes == 0) {
            check(
                    loss,
                    OF_QUANTITIES,
                    "the target '%s' is a quantity".formatted(data.targetNames().get(0)));
            return data.outputCount();
        }
        if (classes == 2) {
            return loss == Loss.CROSS_ENTROPY ? 2 : 1;
        }
        check(loss, OF_MANY_CLASSES, "there are %d classes".formatted(classes));
        return classes;
    }

    private static void check(Loss loss, List<Loss> possible, String why) {
        if (!possible.contains(loss)) {
            throw new IllegalArgumentException("the loss %s does not fit these samples: %s; use %s"
                    .formatted(
                            loss.label(),
                            why,
                            possible.stream().map(Loss::label).collect(Collectors.joining(" or "))));
        }
    }
}
