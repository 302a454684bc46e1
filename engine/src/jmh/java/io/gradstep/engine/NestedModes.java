package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The modes of the outer and the inner derivative of GradBench's saddle and particle, by the suite's names.
 *
 * @param outerForward whether the outer derivative is taken in forward mode
 * @param innerForward whether the inner one is
 */
record NestedModes(boolean outerForward, boolean innerForward) {
    static NestedModes of(String eval, String function) {
        return switch (function) {
            case "ff" -> new NestedModes(true, true);
            case "fr" -> new NestedModes(true, false);
            case "rf" -> new NestedModes(false, true);
            case "rr" -> new NestedModes(false, false);
            default -> throw GradBenchEval.unknown(eval, function);
        };
    }

    /** The gradient within the function, as a graph that is differentiated once more. */
    List<Value> inner(Value f, List<Value> x) {
        if (!innerForward) {
            return Derivatives.gradient(f, x);
        }
        List<Value> gradient = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            double[] direction = new double[x.size()];
            direction[i] = 1;
            gradient.add(Derivatives.jvp(f, x, direction));
        }
        return gradient;
    }
}
