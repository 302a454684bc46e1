package io.gradstep.demos.notes;

import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** The graph of signals x⁽ˡ⁾ = tanh((W⁽ˡ⁾)ᵀx⁽ˡ⁻¹⁾) with x₀ = 1 and of e = (x⁽ᴸ⁾ − y)², after its backward pass. */
final class SignalNetwork {
    private final List<ValueMatrix> weights = new ArrayList<>();
    private final List<ValueMatrix> sums = new ArrayList<>();
    private final List<ValueMatrix> signals = new ArrayList<>();
    private final Value loss;

    SignalNetwork(List<double[][]> w, double[][] x, double y) {
        int layerCount = w.size();
        signals.add(ValueMatrix.data(Naming.vector(layered("x", 0)), x));
        for (int l = 1; l <= layerCount; l++) {
            ValueMatrix matrix = ValueMatrix.parameters(Naming.matrixWithRow0(layered("w", l)), w.get(l - 1));
            ValueMatrix withOne = signals(l - 1).withOneBefore(layered("x", l - 1) + "₀");
            ValueMatrix s = matrix.transpose().times(withOne, names("s", l, layerCount));
            weights.add(matrix);
            sums.add(s);
            signals.add(s.map(Value::tanh, names("x", l, layerCount)));
        }
        Value target = ValueMatrix.data(Naming.number("y"), Matrices.row(y)).at(0, 0);
        this.loss = signals(layerCount).at(0, 0).sub(target).pow(2).named("e");
        loss.backward();
    }

    /** Returns a layer's names; the last layer has one node, which needs no number. */
    private static Naming names(String name, int l, int layerCount) {
        return l < layerCount ? Naming.vector(layered(name, l)) : Naming.number(layered(name, l));
    }

    private static String layered(String name, int l) {
        return name + Naming.raised(l);
    }

    /** Returns W⁽ˡ⁾, with row 0 for the biases; l counts from 1. */
    ValueMatrix weights(int l) {
        return weights.get(l - 1);
    }

    /** Returns s⁽ˡ⁾. */
    ValueMatrix sums(int l) {
        return sums.get(l - 1);
    }

    /** Returns x⁽ˡ⁾ without x₀; x⁽⁰⁾ is the input. */
    ValueMatrix signals(int l) {
        return signals.get(l);
    }

    Value loss() {
        return loss;
    }
}
