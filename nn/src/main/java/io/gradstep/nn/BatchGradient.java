package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.optim.Regularization;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Computes the loss of a batch and its gradient for one module; a {@link Trainer} does the rest.
 *
 * <p>The samples are numbered rows, and their losses and gradients are summed in the order of a {@link NumberedSum}. So
 * the same rows give the same bits on any number of threads, and however they are read.
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
        return (module, forward, loss, regularization, like) -> new CompiledBatchGradient(
                module, forward, loss, regularization, like, new CompiledBatchGradient.HereOnThreads(threads));
    }

    /**
     * {@return {@link #COMPILED} with sums that are computed where the rows are, such as on the machines of a cluster}
     *
     * @param sums adds up the rows of a batch
     */
    static Method compiled(Sums sums) {
        Objects.requireNonNull(sums, "sums");
        return (module, forward, loss, regularization, like) ->
                new CompiledBatchGradient(module, forward, loss, regularization, like, sums);
    }

    /**
     * Computes the mean loss of a batch, and its gradient.
     *
     * @param batch the samples, with the columns that this was prepared for; they need not fit into the memory
     * @param weights the numbers of the module's parameters, in order; the parameters themselves may have older ones
     * @param gradient is filled with ∂(loss + penalty)/∂parameter for each parameter of the module, in order
     * @return the metrics of the batch; if one is NaN or infinite, the gradient is unspecified
     */
    BatchResult compute(RowSource batch, double[] weights, double[] gradient);

    /** Adds up losses and their gradients over the rows of batches. */
    @FunctionalInterface
    interface Sums {
        /**
         * Adds all rows of a batch.
         *
         * @param batch the rows
         * @param loss of one row; the same for all batches of a training, so that it may be sent ahead
         * @param weights the numbers of the parameters
         * @param sum receives the sums of the rows in the order of their numbers
         * @return the number of correctly classified rows; 0 without classes
         */
        long add(RowSource batch, SampleLoss loss, double[] weights, NumberedSum sum);
    }

    /** A way to compute gradients, independent of a module and samples. */
    @FunctionalInterface
    interface Method {
        /**
         * Prepares a training.
         *
         * @param module whose gradient is computed
         * @param forward builds the outputs of the module from the inputs of one sample
         * @param loss of one sample
         * @param regularization what is added to the mean loss of every batch
         * @param like rows with the columns of the batches to come, such as all the samples
         * @return the computation of the batches
         */
        BatchGradient prepare(
                Parameterized module,
                UnaryOperator<List<Value>> forward,
                Loss loss,
                Regularization regularization,
                RowSource like);
    }
}
