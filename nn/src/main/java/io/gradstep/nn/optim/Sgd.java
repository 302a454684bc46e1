package io.gradstep.nn.optim;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;

/**
 * Gradient descent, optionally with momentum (Polyak 1964) or Nesterov's form of it (Sutskever et al., ICML 2013).
 *
 * <p>With rate γ, momentum μ, dampening τ and weight decay λ, as {@code torch.optim.SGD}: g ← g + λθ; b ← g in the
 * first step, else μb + (1 − τ)g; θ ← θ − γb, or with Nesterov θ − γ(g + μb). Without momentum θ ← θ − γg.
 */
public final class Sgd extends Optimizer {
    private final double momentum;
    private final double dampening;
    private final boolean nesterov;
    private final double weightDecay;

    Sgd(double learningRate, double momentum, double dampening, boolean nesterov, double weightDecay) {
        super(learningRate);
        this.momentum = ArgumentChecks.share("momentum", momentum);
        this.dampening = ArgumentChecks.share("dampening", dampening);
        this.nesterov = nesterov;
        this.weightDecay = ArgumentChecks.notNegative("weight decay", weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException("Nesterov's step needs momentum, and no dampening");
        }
    }

    /**
     * {@return this optimizer with momentum}
     *
     * @param momentum the share of the last step that is kept: at least 0 and less than 1, often 0.9
     * @throws IllegalArgumentException if it is out of range
     */
    public Sgd withMomentum(double momentum) {
        return new Sgd(learningRate(), momentum, dampening, nesterov, weightDecay);
    }

    /**
     * {@return this optimizer with Nesterov's look-ahead}
     *
     * @throws IllegalArgumentException if there is no momentum, or dampening
     */
    public Sgd withNesterov() {
        return new Sgd(learningRate(), momentum, dampening, true, weightDecay);
    }

    /**
     * {@return this optimizer with dampening of what is added to the momentum}
     *
     * @param dampening at least 0 and less than 1
     * @throws IllegalArgumentException if it is out of range, or the step is Nesterov's
     */
    public Sgd withDampening(double dampening) {
        return new Sgd(learningRate(), momentum, dampening, nesterov, weightDecay);
    }

    /**
     * {@return this optimizer with weight decay, which adds λθ to the gradient}
     *
     * @param weightDecay λ, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public Sgd withWeightDecay(double weightDecay) {
        return new Sgd(learningRate(), momentum, dampening, nesterov, weightDecay);
    }

    @Override
    public String label() {
        return "sgd";
    }

    @Override
    public List<String> stateNames() {
        return momentum == 0 ? ImmutableList.of() : ImmutableList.of("momentum_buffer");
    }

    @Override
    void update(long step, double learningRate, double[] gradients, double[] parameters, double[][] state) {
        for (int i = 0; i < parameters.length; i++) {
            double g = gradients[i] + weightDecay * parameters[i];
            double direction = g;
            if (momentum != 0) {
                double b = step == 1 ? g : momentum * state[0][i] + (1 - dampening) * g;
                state[0][i] = b;
                direction = nesterov ? g + momentum * b : b;
            }
            parameters[i] = parameters[i] - learningRate * direction;
        }
    }

    @Override
    boolean isBounded(long step, double learningRate, double gradient, double parameter, double[] state) {
        double direction = gradient + weightDecay * parameter;
        if (momentum != 0) {
            state[0] = averageBound(0, momentum * state[0] + direction);
            direction += state[0];
        }
        return areSafe(direction, parameter + learningRate * direction);
    }

    @Override
    public String toString() {
        return "sgd(rate=%s, momentum=%s, dampening=%s, nesterov=%s, weightDecay=%s)"
                .formatted(learningRate(), momentum, dampening, nesterov, weightDecay);
    }
}
