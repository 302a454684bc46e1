package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.optim.Regularization;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Builds a small graph for each sample, which is garbage before it leaves the processor's cache; the leaves accumulate
 * the gradients of a chunk.
 */
final class EagerBatchGradient implements BatchGradient {
    private final Parameterized module;
    private final UnaryOperator<List<Value>> forward;
    private final Loss loss;
    private final Regularization regularization;
    private final List<Value> parameters;
    private final double[][] inputs;
    private final double[][] targets;
    private final NumberedSum sum;
    private final double[] chunkGradient;

    EagerBatchGradient(
            Parameterized module,
            UnaryOperator<List<Value>> forward,
            Loss loss,
            Regularization regularization,
            RowSource like) {
        this.module = module;
        this.forward = forward;
        this.loss = loss;
        this.regularization = regularization;
        this.parameters = module.parameters();
        this.inputs = new double[NumberedSum.CHUNK][like.inputCount()];
        this.targets = new double[NumberedSum.CHUNK][like.outputCount()];
        this.sum = new NumberedSum(parameters.size());
        this.chunkGradient = new double[parameters.size()];
    }

    @Override
    public BatchResult compute(RowSource batch, double[] weights, double[] gradient) {
        StateDict.set(module, weights);
        long size = batch.rowCount();
        boolean classes = batch.classes().isPresent();
        long correct = 0;
        sum.clear();
        for (long from = 0; from < size; from += NumberedSum.CHUNK) {
            int n = (int) Math.min(NumberedSum.CHUNK, size - from);
            batch.read(from, from + n, inputs, targets);
            correct += addChunk(n, classes);
        }
        double share = 1.0 / size;
        double mean = sum.total(gradient) * share;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        return new BatchResult(mean, addPenalty(gradient), correct);
    }

    /** Adds the next rows to the sum, and returns how many are classified correctly. */
    private int addChunk(int n, boolean classes) {
        module.zeroGrad();
        double chunkLoss = 0;
        int correct = 0;
        for (int k = 0; k < n; k++) {
            List<Value> outputs = forward.apply(Mlp.constants(inputs[k]));
            Value sampleLoss = loss.of(outputs, targets[k]);
            sampleLoss.backward();
            chunkLoss += sampleLoss.data();
            if (classes && loss.decide(numbers(outputs)) == (int) targets[k][0]) {
                correct++;
            }
        }
        for (int i = 0; i < chunkGradient.length; i++) {
            chunkGradient[i] = parameters.get(i).grad();
        }
        sum.add(chunkLoss, chunkGradient);
        return correct;
    }

    private double addPenalty(double[] gradient) {
        if (regularization.isNone()) {
            return 0;
        }
        module.zeroGrad();
        Value penalty = regularization.penalty(parameters);
        penalty.backward();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += parameters.get(i).grad();
        }
        return penalty.data();
    }

    private static double[] numbers(List<Value> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).data();
        }
        return numbers;
    }
}
