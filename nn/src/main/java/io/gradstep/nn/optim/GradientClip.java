package io.gradstep.nn.optim;

import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.Objects;

/**
 * Gradient clipping: a limit that keeps one bad batch from moving the parameters far off.
 *
 * <p>For your own limit, implement {@link #apply}, and {@link #label} so that a training cannot be resumed with another
 * limit.
 */
@FunctionalInterface
public interface GradientClip {
    /** No limit. */
    GradientClip NONE = labelled("none", gradients -> {});

    /** The label of a limit that does not define one. */
    String CUSTOM = "custom";

    /**
     * Changes gradients in place.
     *
     * @param gradients one per parameter
     */
    void apply(double[] gradients);

    /**
     * {@return the label that identifies this limit, such as {@code norm(1.0)}; {@value #CUSTOM} by default} A training
     * can only be resumed with the same label.
     */
    default String label() {
        return CUSTOM;
    }

    private static GradientClip labelled(String label, GradientClip clip) {
        return new GradientClip() {
            @Override
            public void apply(double[] gradients) {
                clip.apply(gradients);
            }

            @Override
            public String label() {
                return label;
            }
        };
    }

    /**
     * {@return a limit on the Euclidean norm of all gradients together} Gradients with a larger norm are scaled down to
     * it, keeping their direction. As {@code torch.nn.utils.clip_grad_norm_}, which scales by limit/(norm + 1e-6) if
     * that is below 1.
     *
     * @param limit positive
     * @throws IllegalArgumentException if it is not positive
     */
    static GradientClip norm(double limit) {
        ArgumentChecks.positive("the maximum norm", limit);
        return labelled("norm(%s)".formatted(limit), gradients -> {
            double scale = limit / (norm(gradients) + 1e-6);
            if (scale < 1) {
                for (int i = 0; i < gradients.length; i++) {
                    gradients[i] *= scale;
                }
            }
        });
    }

    /**
     * {@return a limit on each gradient: larger ones become ±limit} As {@code torch.nn.utils.clip_grad_value_}.
     *
     * @param limit positive
     * @throws IllegalArgumentException if it is not positive
     */
    static GradientClip value(double limit) {
        ArgumentChecks.positive("the maximum value", limit);
        return labelled("value(%s)".formatted(limit), gradients -> {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = Math.max(-limit, Math.min(limit, gradients[i]));
            }
        });
    }

    /**
     * {@return the Euclidean norm, computed without intermediate overflow}
     *
     * @param gradients one per parameter
     */
    static double norm(double[] gradients) {
        Objects.requireNonNull(gradients, "gradients");
        double largest = 0;
        for (double g : gradients) {
            largest = Math.max(largest, Math.abs(g));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        // A power of two, so that the division is exact.
        double unit = Double.MIN_NORMAL > largest ? Double.MIN_NORMAL : Math.scalb(1.0, Math.getExponent(largest));
        double sum = 0;
        for (double g : gradients) {
            double scaled = g / unit;
            sum += scaled * scaled;
        }
        return unit * Math.sqrt(sum);
    }
}
