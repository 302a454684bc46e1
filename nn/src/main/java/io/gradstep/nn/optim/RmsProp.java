package io.gradstep.nn.optim;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;

/**
 * RMSProp (Hinton, "Neural networks for machine learning", lecture 6e, 2012): divides each gradient by a moving root
 * mean square.
 *
 * <p>With rate γ, smoothing α, momentum μ and weight decay λ, as {@code torch.optim.RMSprop}: g ← g + λθ; v ← αv + (1 −
 * α)g²; if centred a ← αa + (1 − α)g and the variance v − a² takes the place of v; θ ← θ − γg/(√v + ε), or with
 * momentum b ← μb + g/(√v + ε) and θ ← θ − γb.
 */
public final class RmsProp extends Optimizer {
    private final double smoothing;
    private final double epsilon;
    private final double momentum;
    private final boolean centered;
    private final double weightDecay;

    RmsProp(
            double learningRate,
            double smoothing,
            double epsilon,
            double momentum,
            boolean centered,
            double weightDecay) {
        super(learningRate);
        this.smoothing = ArgumentChecks.share("smoothing", smoothing);
        this.epsilon = ArgumentChecks.positive("epsilon", epsilon);
        this.momentum = ArgumentChecks.share("momentum", momentum);
        this.centered = centered;
        this.weightDecay = ArgumentChecks.notNegative("weight decay", weightDecay);
    }

    /**
     * {@return this optimizer with another smoothing of the mean square}
     *
     * @param smoothing α: at least 0 and less than 1
     * @throws IllegalArgumentException if it is out of range
     */
    public RmsProp withSmoothing(double smoothing) {
        return new RmsProp(learningRate(), smoothing, epsilon, momentum, centered, weightDecay);
    }

    /**
     * {@return this optimizer with another ε, which prevents division by 0}
     *
     * @param epsilon ε, positive
     * @throws IllegalArgumentException if it is not positive
     */
    public RmsProp withEpsilon(double epsilon) {
        return new RmsProp(learningRate(), smoothing, epsilon, momentum, centered, weightDecay);
    }

    /**
     * {@return this optimizer with momentum}
     *
     * @param momentum μ: at least 0 and less than 1
     * @throws IllegalArgumentException if it is out of range
     */
    public RmsProp withMomentum(double momentum) {
        return new RmsProp(learningRate(), smoothing, epsilon, momentum, centered, weightDecay);
    }

    /** {@return this optimizer dividing by an estimate of the standard deviation instead of the root mean square} */
    public RmsProp withCentering() {
        return new RmsProp(learningRate(), smoothing, epsilon, momentum, true, weightDecay);
    }

    /**
     * {@return this optimizer with weight decay, which adds λθ to the gradient}
     *
     * @param weightDecay λ, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public RmsProp withWeightDecay(double weightDecay) {
        return new RmsProp(learningRate(), smoothing, epsilon, momentum, centered, weightDecay);
    }

    @Override
    public String label() {
        return "rmsProp";
    }

    @Override
    public List<String> stateNames() {
        return ImmutableList.of("square_avg", "grad_avg", "momentum_buffer");
    }

    @Override
    void update(long step, double learningRate, double[] gradients, double[] parameters, double[][] state) {
        for (int i = 0; i < parameters.length; i++) {
            double g = gradients[i] + weightDecay * parameters[i];
            double v = smoothing * state[0][i] + (1 - smoothing) * g * g;
            state[0][i] = v;
            double a = centered ? smoothing * state[1][i] + (1 - smoothing) * g : 0;
            state[1][i] = a;
            // Rounding may make the variance of a constant gradient negative.
            double scaled = g / (Math.sqrt(Math.max(0, v - a * a)) + epsilon);
            double b = momentum * state[2][i] + scaled;
            state[2][i] = momentum == 0 ? 0 : b;
            parameters[i] = parameters[i] - learningRate * b;
        }
    }

    @Override
    boolean isBounded(long step, double learningRate, double gradient, double parameter, double[] state) {
        double g = gradient + weightDecay * parameter;
        state[0] = averageBound(state[0], g * g);
        state[1] = averageBound(state[1], g);
        double direction = averageBound(0, momentum * state[2] + g / epsilon);
        state[2] = momentum == 0 ? 0 : direction;
        return areSafe(state[0], state[1] * state[1], direction, parameter + learningRate * direction);
    }

    @Override
    public String toString() {
        return "rmsProp(rate=%s, smoothing=%s, epsilon=%s, momentum=%s, centered=%s, weightDecay=%s)"
                .formatted(learningRate(), smoothing, epsilon, momentum, centered, weightDecay);
    }
}
