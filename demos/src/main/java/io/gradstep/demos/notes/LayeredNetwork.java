package io.gradstep.demos.notes;

import static java.util.stream.Collectors.joining;

import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The graph of n layers of tanh units under a linear output y, after its backward pass; k counts from 1. */
final class LayeredNetwork {
    private final List<ValueMatrix> weights = new ArrayList<>();
    private final List<ValueMatrix> biases = new ArrayList<>();
    private final List<ValueMatrix> sums = new ArrayList<>();
    private final List<ValueMatrix> activations = new ArrayList<>();

    private LayeredNetwork(double[][] x) {
        activations.add(ValueMatrix.data(Naming.vector("x"), x));
    }

    /** Builds the network with biases as separate leaves: z = Wa + b. */
    static LayeredNetwork withBiases(List<double[][]> w, List<double[][]> b, double[][] x) {
        LayeredNetwork network = new LayeredNetwork(x);
        network.build(w, (k, weights) -> {
            String name = layered("b", k);
            ValueMatrix biases =
                    ValueMatrix.parameters(k < w.size() ? Naming.vector(name) : Naming.number(name), b.get(k - 1));
            network.biases.add(biases);
            return weights.timesPlus(network.activations(k - 1), biases, sumNames(k, w.size()));
        });
        return network;
    }

    /** Builds the network with biases as the weights' last column, multiplied by a 1 appended to the activation. */
    static LayeredNetwork withAppendedOnes(List<double[][]> w, List<double[][]> b, double[][] x) {
        List<double[][]> extended = new ArrayList<>();
        for (int k = 0; k < w.size(); k++) {
            extended.add(Matrices.beside(w.get(k), b.get(k)));
        }
        LayeredNetwork network = new LayeredNetwork(x);
        network.build(
                extended,
                (k, weights) -> weights.times(network.activations(k - 1).withOneAfter(), sumNames(k, w.size())));
        return network;
    }

    /** The sums z of layer k, as a function of its weights. */
    private interface Sums {
        ValueMatrix of(int k, ValueMatrix weights);
    }

    /** Builds a layer for each matrix of weights, and runs the backward pass. */
    private void build(List<double[][]> numbers, Sums sumsOfLayer) {
        int n = numbers.size();
        for (int k = 1; k <= n; k++) {
            ValueMatrix matrix = ValueMatrix.parameters(Naming.matrix(layered("w", k)), numbers.get(k - 1));
            weights.add(matrix);
            ValueMatrix z = sumsOfLayer.of(k, matrix);
            sums.add(z);
            if (k < n) {
                activations.add(z.map(Value::tanh, Naming.vector(layered("a", k))));
            }
        }
        y().backward();
    }

    private static Naming sumNames(int k, int n) {
        return k < n ? Naming.vector(layered("z", k)) : Naming.number("y");
    }

    private static String layered(String name, int k) {
        return name + Naming.raised(k);
    }

    Value y() {
        return sums.get(sums.size() - 1).at(0, 0);
    }

    /** Returns W⁽ᵏ⁾, with the biases as last column if they are not separate leaves. */
    ValueMatrix weights(int k) {
        return weights.get(k - 1);
    }

    /** Returns b⁽ᵏ⁾, only if biases are explicit. */
    ValueMatrix biases(int k) {
        return biases.get(k - 1);
    }

    /** Returns z⁽ᵏ⁾ = W⁽ᵏ⁾a⁽ᵏ⁻¹⁾ + b⁽ᵏ⁾; the last one is y. */
    ValueMatrix sums(int k) {
        return sums.get(k - 1);
    }

    /** Returns a⁽ᵏ⁾, from a⁽⁰⁾ = x to a⁽ⁿ⁻¹⁾. */
    ValueMatrix activations(int k) {
        return activations.get(k);
    }

    /** Returns the local derivatives of layer k's tanh gates, as a diagonal matrix. */
    double[][] slopes(int k) {
        double[][] slopes = new double[sums(k).rowCount()][1];
        for (int i = 0; i < slopes.length; i++) {
            Value a = activations(k).at(i, 0);
            slopes[i][0] = a.op().derivative(0, new double[] {a.operand(0).data()}, a.data());
        }
        return Matrices.diagonal(slopes);
    }

    /** Returns sizes in the form {@code 2→2→1}. */
    static String arrows(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(joining("→"));
    }
}
