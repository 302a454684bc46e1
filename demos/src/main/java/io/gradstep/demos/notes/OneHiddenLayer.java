package io.gradstep.demos.notes;

import io.gradstep.engine.Value;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The graph of the network in the regression notes, one copy for each example and all with the same weights. */
final class OneHiddenLayer {
    final ValueMatrix w1;
    final ValueMatrix w2;
    final ValueMatrix x;
    final ValueMatrix a1;
    final ValueMatrix h;
    final ValueMatrix a2;
    final ValueMatrix z;
    final Value loss;

    /**
     * Builds a¹ = W¹x, h = φ(a¹), a² = w²h, z = φ₂(a²) and J, and runs backward.
     *
     * @param output φ₂, or null for the identity, where z is a² itself
     */
    OneHiddenLayer(
            double[][] w1,
            double[][] w2,
            double[][] x,
            double[][] t,
            UnaryOperator<Value> hidden,
            @Nullable UnaryOperator<Value> output) {
        int n = t[0].length;
        this.w1 = ValueMatrix.parameters(Naming.matrix("w¹"), w1);
        this.w2 = ValueMatrix.parameters(Naming.vector("w²"), w2);
        this.x = ValueMatrix.data(Naming.vectorOfExamples("x", n), x);
        this.a1 = this.w1.times(this.x, Naming.vectorOfExamples("a¹", n));
        this.h = a1.map(hidden, Naming.vectorOfExamples("h", n));
        this.a2 = this.w2.times(h, Naming.examples(output == null ? "z" : "a²", n));
        this.z = output == null ? a2 : a2.map(output, Naming.examples("z", n));
        this.loss = MeanSquares.of(ValueMatrix.data(Naming.examples("t", n), t), z);
        loss.backward();
    }
}
