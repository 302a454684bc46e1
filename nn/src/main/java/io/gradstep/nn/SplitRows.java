package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a training.
 *
 * @param train the samples to train on
 * @param validation others to evaluate; null for none
 */
record SplitRows(RowSource train, @Nullable RowSource validation) {

    /**
     * Holds out a share of samples, or takes the given ones for validation.
     *
     * @throws IllegalArgumentException if the samples are not in memory and these settings need that
     */
    static SplitRows of(RowSource data, double share, long seed, @Nullable RowSource validation, boolean fullBatch) {
        if (data instanceof Dataset samples) {
            if (share == 0) {
                return new SplitRows(data, validation);
            }
            Split split = samples.split(1 - share, seed);
            return new SplitRows(split.train(), split.rest());
        }
        if (!fullBatch || share > 0) {
            throw new IllegalArgumentException("samples that are no Dataset are trained on in full batches: set"
                    + " fullBatches(), and validation(...) instead of a share of them");
        }
        return new SplitRows(data, validation);
    }

    /**
     * Checks that the samples fit the module and the loss.
     *
     * @throws IllegalArgumentException if they do not
     */
    void check(RowModule model, Loss loss) {
        Preflight.checkForTraining(model, loss, train);
        if (validation != null) {
            try {
                Preflight.check(RowModule.of(model.module(), validation.inputCount()), loss, validation);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("in the validation samples: " + e.getMessage(), e);
            }
        }
    }
}
