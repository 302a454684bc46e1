package io.gradstep.nn;

import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Regularization;

/**
 * Computes the loss of a batch and its gradient for one network and one set of samples; a {@link Trainer} does the
 * rest.
 */
@FunctionalInterface
public interface BatchGradient {
    /**
     * Records the loss of one sample, compiles it, and computes many samples at a time: the default, and much faster.
     */
    Method COMPILED = compiled(1);

    /** Builds the graph of each sample anew and runs backward on it; the results are the same except for rounding. */
    Method EAGER = EagerBatchGradient::new;

    /**
     * {@return {@link #COMPILED} on several threads} Speeds up large batches; the result does not depend on the number.
     *
     * @param threads the number of threads that work on a batch, at least 1
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    static Method compiled(int threads) {
        ArgumentChecks.positive("threads", threads);
        return (model, loss, regularization, data) ->
                new CompiledBatchGradient(model, loss, regularization, data, threads);
    }

    /**
     * Computes the mean loss of some samples at the current parameters, and its gradient.
     *
     * @param samples indices into the data set
     * @param from the first sample's index in {@code samples}
     * @param to behind the last sample's index
     * @param gradient is filled with ∂(loss + penalty)/∂parameter for each parameter of the network, in order
     * @return the metrics of the batch; if one is NaN or infinite, the gradient is unspecified
     */
    BatchResult compute(int[] samples, int from, int to, double[] gradient);

    /** A way to compute gradients, independent of a network and samples. */
    @FunctionalInterface
    interface Method {
        /**
         * Prepares a training.
         *
         * @param model the network, whose parameters change between calls
         * @param loss of one sample
         * @param regularization what is added to the mean loss of every batch
         * @param data the samples
         * @return the computation of the batches
         */
        BatchGradient prepare(Mlp model, Loss loss, Regularization regularization, Dataset data);
    }
}
