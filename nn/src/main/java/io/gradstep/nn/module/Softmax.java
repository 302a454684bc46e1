package io.gradstep.nn.module;

import io.gradstep.engine.Value;
import java.util.Arrays;

/** Shares e^v/Σ e^v of all of a list at once, which the softmax gate gives of its first operand only. */
final class Softmax {
    private Softmax() {}

    /** One exponential for each share; the greatest score is subtracted first, so that none overflows. */
    static Value[] of(Value[] scores) {
        Value greatest = Value.max(Arrays.asList(scores));
        Value[] shares = new Value[scores.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = scores[i].sub(greatest).exp();
        }
        Value total = Value.sum(Arrays.asList(shares));
        for (int i = 0; i < shares.length; i++) {
            shares[i] = shares[i].div(total);
        }
        return shares;
    }
}
