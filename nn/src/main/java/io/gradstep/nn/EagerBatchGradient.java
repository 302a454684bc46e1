package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Regularization;
import java.util.List;

/**
 * Builds a small graph for each sample, which is garbage before it leaves the processor's cache; the leaves accumulate
 * the gradients.
 */
final class EagerBatchGradient implements BatchGradient {
    private final Mlp model;
    private final Loss loss;
    private final Regularization regularization;
    private final Dataset data;
    private final List<Value> parameters;

    EagerBatchGradient(Mlp model, Loss loss, Regularization regularization, Dataset data) {
        this.model = model;
        this.loss = loss;
        this.regularization = regularization;
        this.data = data;
        this.parameters = model.parameters();
    }

    @Override
    public BatchResult compute(int[] samples, int from, int to, double[] gradient) {
        model.zeroGrad();
        boolean classes = data.classes().isPresent();
        double share = 1.0 / (to - from);
        double sum = 0;
        int correct = 0;
        for (int k = from; k < to; k++) {
            int sample = samples[k];
            List<Value> outputs = model.forward(Mlp.constants(data.input(sample)));
            Value sampleLoss = loss.of(outputs, data.target(sample));
            sampleLoss.backward(share);
            sum += sampleLoss.data();
            if (classes && loss.decide(numbers(outputs)) == data.label(sample)) {
                correct++;
            }
        }
        double penalty = 0;
        if (!regularization.isNone()) {
            Value price = regularization.penalty(parameters);
            price.backward();
            penalty = price.data();
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = parameters.get(i).grad();
        }
        return new BatchResult(sum * share, penalty, correct);
    }

    private static double[] numbers(List<Value> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).data();
        }
        return numbers;
    }
}
