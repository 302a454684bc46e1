package io.gradstep.demos.training;

import io.gradstep.engine.Value;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.OptimizerStep;
import io.gradstep.viz.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The optimizer's next step for one parameter, formula by formula as in {@code torch.optim}. */
final class UpdateSteps {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double SMOOTHING = 0.99;

    /** AdamW's. */
    private static final double DECAY = 0.01;

    private final double rate;
    private final double weight;
    private final double gradient;
    private final double[] before;
    private final long step;

    /** The parameter after the step, as the optimizer itself computes it. */
    private final double next;

    private final List<String[]> lines = new ArrayList<>();
    private final List<Double> results = new ArrayList<>();

    /**
     * Rehearses a step.
     *
     * @param gradients one for each parameter
     * @param parameter the one that is shown
     * @throws ArithmeticException if the step would make a number that is not finite
     */
    UpdateSteps(Run run, double[] gradients, int parameter) {
        this.rate = run.live().rate();
        this.weight = run.model.parameters().get(parameter).data();
        this.gradient = gradients[parameter];
        List<Value> copies = new ArrayList<>();
        for (Value value : run.model.parameters()) {
            copies.add(Value.of(value.data(), "parameter"));
        }
        OptimizerStep rehearsal = run.rehearsal(copies);
        this.before =
                rehearsal.rows().stream().mapToDouble(row -> row[parameter]).toArray();
        rehearsal.step(run.live().rate(), GradientClip.NONE, gradients.clone());
        this.step = rehearsal.stepCount();
        this.next = copies.get(parameter).data();
        switch (run.setup.optimizer()) {
            case "sgd" -> sgd(run.setup.momentum());
            case "rmsProp" -> rmsProp(run.setup.momentum());
            default -> adam(BETA1, BETA2, run.setup.optimizer().equals("adamW"));
        }
    }

    /**
     * Tells a step of Adam that is known.
     *
     * @param change the weight before and after
     * @param gradient of the weight
     * @param before the moments before the step
     * @param step the number of this step, from 1
     * @param rate of this step
     * @param betas of the moments
     */
    UpdateSteps(double[] change, double gradient, double[] before, long step, double rate, double[] betas) {
        this.weight = change[0];
        this.next = change[1];
        this.gradient = gradient;
        this.before = before.clone();
        this.step = step;
        this.rate = rate;
        adam(betas[0], betas[1], false);
    }

    double next() {
        return next;
    }

    private void sgd(double momentum) {
        double direction = gradient;
        if (momentum != 0) {
            double old = before[0];
            direction = step == 1 ? gradient : momentum * old + gradient;
            line(
                    "v ← μ·v + g",
                    step == 1
                            ? "the first step: v ← g"
                            : shown(momentum) + " · " + signed(old) + " + " + signed(gradient),
                    direction);
        }
        line(momentum == 0 ? "w′ = w − η·g" : "w′ = w − η·v", minusRateTimes(direction), next);
    }

    private void rmsProp(double momentum) {
        double v = SMOOTHING * before[0] + (1 - SMOOTHING) * gradient * gradient;
        line("v ← α·v + (1 − α)·g²", "0.99 · " + signed(before[0]) + " + 0.01 · " + signed(gradient) + "²", v);
        double direction = gradient / (Math.sqrt(v) + EPSILON);
        line("d = g / (√v + ε)", signed(gradient) + " / " + shown(Math.sqrt(v) + EPSILON), direction);
        if (momentum != 0) {
            double old = before[2];
            double moved = momentum * old + direction;
            line("b ← μ·b + d", shown(momentum) + " · " + signed(old) + " + " + signed(direction), moved);
            direction = moved;
        }
        line(momentum == 0 ? "w′ = w − η·d" : "w′ = w − η·b", minusRateTimes(direction), next);
    }

    private void adam(double beta1, double beta2, boolean decays) {
        double m = beta1 * before[0] + (1 - beta1) * gradient;
        double v = beta2 * before[1] + (1 - beta2) * gradient * gradient;
        line("m ← β₁·m + (1 − β₁)·g", mean(beta1, before[0], signed(gradient)), m);
        line("v ← β₂·v + (1 − β₂)·g²", mean(beta2, before[1], signed(gradient) + "²"), v);
        double correction1 = 1 - StrictMath.pow(beta1, (double) step);
        double correction2 = 1 - StrictMath.pow(beta2, (double) step);
        line("m̂ = m / (1 − β₁ᵗ), t = " + step, signed(m) + " / " + shown(correction1), m / correction1);
        line("v̂ = v / (1 − β₂ᵗ)", signed(v) + " / " + shown(correction2), v / correction2);
        double direction = m / correction1 / (Math.sqrt(v / correction2) + EPSILON);
        line(
                "d = m̂ / (√v̂ + ε)",
                signed(m / correction1) + " / " + shown(Math.sqrt(v / correction2) + EPSILON),
                direction);
        if (decays) {
            double kept = 1 - rate * DECAY;
            line(
                    "w′ = (1 − η·λ)·w − η·d",
                    shown(kept) + " · " + signed(weight) + " − " + shown(rate) + " · " + signed(direction),
                    next);
        } else {
            line("w′ = w − η·d", minusRateTimes(direction), next);
        }
    }

    private static String mean(double beta, double old, String added) {
        return shown(beta) + " · " + signed(old) + " + " + shown(1 - beta) + " · " + added;
    }

    private String minusRateTimes(double direction) {
        return shown(weight) + " − " + shown(rate) + " · " + signed(direction);
    }

    private void line(String formula, String numbers, double result) {
        lines.add(new String[] {formula, numbers});
        results.add(result);
    }

    private static String shown(double number) {
        return Numbers.format(number);
    }

    /** A negative number in parentheses. */
    private static String signed(double number) {
        return number < 0 ? "(" + shown(number) + ")" : shown(number);
    }

    void write(Answer answer) throws IOException {
        answer.list("update", list -> {
            for (int i = 0; i < lines.size(); i++) {
                String[] line = lines.get(i);
                double result = results.get(i);
                list.element(each ->
                        each.put("formula", line[0]).put("numbers", line[1]).put("value", result));
            }
        });
    }
}
