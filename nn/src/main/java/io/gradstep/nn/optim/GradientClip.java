package io.gradstep.nn.optim;

import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.Objects;

/**
 * A limit on gradients, so that one bad batch cannot throw the parameters far off.
 *
 * <p>For limits of your own, implement {@link #apply}, and {@link #label}, so that a training is not resumed with another.
 */
@FunctionalInterface
public interface GradientClip {
    /** No limit. */
    GradientClip NONE = labelled("none", gradients -> {});

    /** The label of a limit that does not tell its own. */
    String CUSTOM = "custom";

    /**
     * Changes gradients in place.
     *
     * @param gradients one a parameter
     */
    void apply(double[] gradients);

    /**
     * Returns what tells this limit from others: a training that goes on needs one with the same label.
     *
     * @return such as {@code norm(1.0)}; {@value #CUSTOM} unless a limit says otherwise
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
     * Returns a limit on the Euclidean norm of all gradients together: larger ones are scaled to it, and keep their
     * direction. As {@code torch.nn.utils.clip_grad_norm_}, which scales by limit/(norm + 1e-6) if that is below 1.
     *
     * @param limit positive
     * @return the limit
     * @throws IllegalArgumentException if it is not positive
     */
    static GradientClip norm(double limit) {
        ArgumentChecks.positive("the greatest norm", limit);
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
     * Returns a limit on each gradient: larger ones become ±limit. As {@code torch.nn.utils.clip_grad_value_}.
     *
     * @param limit positive
     * @return the limit
     * @throws IllegalArgumentException if it is not positive
     */
    static GradientClip value(double limit) {
        ArgumentChecks.positive("the greatest value", limit);
        return labelled("value(%s)".formatted(limit), gradients -> {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = Math.max(-limit, Math.min(limit, gradients[i]));
            }
        });
    }

    /**
     * Returns the Euclidean norm, which does not overflow on the way.
     *
     * @param gradients one a parameter
     * @return the root of the sum of squares
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
