package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.RowSource;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The loss of one sample, recorded once and compiled: it adds the losses of many rows and their gradients to a
 * {@link NumberedSum}, here or, sent once, on other machines.
 */
public final class SampleLoss implements Serializable {
    private static final long serialVersionUID = 1;

    /** The loss of the network's outputs on a target. */
    private final Loss loss;

    /** The number of a sample's inputs. */
    private final int inputCount;

    /** The number of the network's outputs. */
    private final int networkOutputs;

    /** The number of classes; 0 for quantities. */
    private final int classes;

    /** Maps a sample's inputs and encoded targets to the loss, then the outputs of the network. */
    private final CompiledFunction function;

    SampleLoss(List<Value> parameters, UnaryOperator<List<Value>> forward, Loss loss, RowSource like) {
        this.loss = loss;
        this.inputCount = like.inputCount();
        this.classes = like.classes().orElse(0);
        List<Value> inputs = Mlp.constants(new double[inputCount]);
        List<Value> networkOutput = forward.apply(inputs);
        this.networkOutputs = networkOutput.size();
        double[][] target = new double[1][like.outputCount()];
        like.read(0, 1, new double[1][inputCount], target);
        List<Value> encoded = Mlp.constants(new double[loss.encode(target[0], networkOutputs).length]);
        this.function = CompiledFunction.builder(ImmutableList.<Value>builder()
                        .add(loss.of(networkOutput, encoded))
                        .addAll(networkOutput)
                        .build())
                .parameters(parameters)
                .inputs(ImmutableList.<Value>builder()
                        .addAll(inputs)
                        .addAll(encoded)
                        .build())
                .build();
    }

    /** Rows in the form that the function takes, and what it makes of them; used again for as many. */
    static final class Room {
        private double[][] rows = {};
        private double[][] outputs = {};
        private final double[][] encodedClasses;

        private Room(int classes) {
            this.encodedClasses = new double[classes][];
        }
    }

    /** Makes room for rows, which a computation uses for all of them. */
    Room room() {
        return new Room(classes);
    }

    /**
     * Adds rows that follow those of a sum, as {@link CompiledFunction#addGradient} does.
     *
     * @param weights the numbers of the parameters
     * @param inputs the inputs of each row
     * @param targets as many targets
     * @param sum of the rows before these
     * @return the number of correctly classified rows; 0 for quantities
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public int add(double[] weights, double[][] inputs, double[][] targets, NumberedSum sum) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(sum, "sum");
        return add(room(), weights, inputs, targets, sum, 1);
    }

    int add(Room room, double[] weights, double[][] inputs, double[][] targets, NumberedSum sum, int threads) {
        if (room.rows.length != inputs.length) {
            room.rows = new double[inputs.length][function.inputCount()];
            room.outputs = new double[inputs.length][function.outputCount()];
        }
        for (int k = 0; k < inputs.length; k++) {
            System.arraycopy(inputs[k], 0, room.rows[k], 0, inputCount);
            double[] encoded = encode(room, targets[k]);
            System.arraycopy(encoded, 0, room.rows[k], inputCount, encoded.length);
        }
        function.addGradient(weights, room.rows, sum, room.outputs, threads);
        return classes == 0 ? 0 : correct(room, targets);
    }

    private double[] encode(Room room, double[] target) {
        if (classes == 0) {
            return loss.encode(target, networkOutputs);
        }
        int label = (int) target[0];
        double[] known = room.encodedClasses[label];
        if (known == null) {
            known = loss.encode(target.clone(), networkOutputs); // which may be what is returned
            room.encodedClasses[label] = known;
        }
        return known;
    }

    private int correct(Room room, double[][] targets) {
        int correct = 0;
        for (int k = 0; k < targets.length; k++) {
            double[] row = Arrays.copyOfRange(room.outputs[k], 1, room.outputs[k].length);
            if (loss.decide(row) == (int) targets[k][0]) {
                correct++;
            }
        }
        return correct;
    }
}
