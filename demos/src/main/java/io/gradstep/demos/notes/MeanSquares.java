package io.gradstep.demos.notes;

import io.gradstep.engine.Value;
import java.util.List;

/** J = 1/(2N) Σ (t − z)², the loss of the regression notes. */
final class MeanSquares {
    private MeanSquares() {}

    /** Builds J from a row of targets and a row of outputs, an entry for each of the N examples. */
    static Value of(ValueMatrix t, ValueMatrix z) {
        int n = t.columnCount();
        List<Value> squares = t.combine(z, Value::sub, Naming.examples("(t−z)", n)).entries().stream()
                .map(difference -> difference.pow(2))
                .toList();
        Value sum = n == 1 ? squares.get(0) : Value.sum(squares);
        return sum.div(2 * n).named("J");
    }
}
