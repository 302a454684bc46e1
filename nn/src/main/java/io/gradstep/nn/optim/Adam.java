package io.gradstep.nn.optim;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Op;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015) and AdamW, its form with decoupled weight decay (Loshchilov and Hutter, ICLR 2019).
 *
 * <p>With rate γ and weight decay λ in step t, as {@code torch.optim.Adam} and {@code AdamW}: Adam g ← g + λθ, AdamW
 * θ ← θ − γλθ; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
 * θ ← θ − γ·m/(1 − β₁<sup>t</sup>) / (√(v/(1 − β₂<sup>t</sup>)) + ε).
 */
public final class Adam extends Optimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;

    Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
        super(learningRate);
        this.beta1 = ArgumentChecks.share("beta1", beta1);
        this.beta2 = ArgumentChecks.share("beta2", beta2);
        this.epsilon = ArgumentChecks.positive("epsilon", epsilon);
        this.weightDecay = ArgumentChecks.notNegative("weight decay", weightDecay);
        this.decoupled = decoupled;
    }

    /**
     * {@return this optimizer with other decay rates of the moving averages}
     *
     * @param beta1 of the mean of gradients: at least 0 and less than 1
     * @param beta2 of the mean of their squares: at least 0 and less than 1
     * @throws IllegalArgumentException if one is out of range
     */
    public Adam withBetas(double beta1, double beta2) {
        return new Adam(learningRate(), beta1, beta2, epsilon, weightDecay, decoupled);
    }

    /**
     * {@return this optimizer with another ε, which prevents division by 0}
     *
     * @param epsilon ε, positive
     * @throws IllegalArgumentException if it is not positive
     */
    public Adam withEpsilon(double epsilon) {
        return new Adam(learningRate(), beta1, beta2, epsilon, weightDecay, decoupled);
    }

    /**
     * {@return this optimizer with weight decay: in Adam part of the gradient, in AdamW a separate step}
     *
     * @param weightDecay λ, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public Adam withWeightDecay(double weightDecay) {
        return new Adam(learningRate(), beta1, beta2, epsilon, weightDecay, decoupled);
    }

    @Override
    public String label() {
        return decoupled ? "adamW" : "adam";
    }

    @Override
    public List<String> stateNames() {
        return ImmutableList.of("exp_avg", "exp_avg_sq");
    }

    @Override
    void update(long step, double learningRate, double[] gradients, double[] parameters, double[][] state) {
        double[] m = state[0];
        double[] v = state[1];
        double t = (double) step;
        double correction1 = 1 - Op.POW.value(beta1, t);
        double correction2 = 1 - Op.POW.value(beta2, t);
        double kept = decoupled ? 1 - learningRate * weightDecay : 1;
        double coupledDecay = decoupled ? 0 : weightDecay;
        double kept1 = beta1;
        double kept2 = beta2;
        double small = epsilon;
        for (int i = 0; i < parameters.length; i++) {
            double g = gradients[i] + coupledDecay * parameters[i];
            m[i] = kept1 * m[i] + (1 - kept1) * g;
            v[i] = kept2 * v[i] + (1 - kept2) * g * g;
            double direction = m[i] / correction1 / (Math.sqrt(v[i] / correction2) + small);
            parameters[i] = kept * parameters[i] - learningRate * direction;
        }
    }

    @Override
    boolean isBounded(long step, double learningRate, double gradient, double parameter, double[] state) {
        double g = gradient + (decoupled ? 0 : weightDecay * parameter);
        state[0] = averageBound(state[0], g);
        state[1] = averageBound(state[1], g * g);
        double direction = state[0] / (1 - Op.POW.value(beta1, (double) step)) / epsilon;
        double kept = decoupled ? Math.abs(1 - learningRate * weightDecay) : 1;
        return areSafe(state[0], state[1], direction, kept * parameter + learningRate * direction);
    }

    @Override
    public String toString() {
        return "%s(rate=%s, beta1=%s, beta2=%s, epsilon=%s, weightDecay=%s)"
                .formatted(label(), learningRate(), beta1, beta2, epsilon, weightDecay);
    }
}
