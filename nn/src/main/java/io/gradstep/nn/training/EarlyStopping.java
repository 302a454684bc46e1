package io.gradstep.nn.training;

import io.gradstep.nn.arguments.ArgumentChecks;

/**
 * A rule that ends a training once the validation loss has not improved for some epochs; the weights of the best epoch
 * are then restored.
 *
 * @param patience the number of epochs that may pass without improvement, at least 1
 * @param minimum the decrease of the loss that counts as an improvement, at least 0
 */
public record EarlyStopping(int patience, double minimum) {

    /**
     * Checks the numbers.
     *
     * @param patience at least 1
     * @param minimum at least 0
     * @throws IllegalArgumentException if one is out of range
     */
    public EarlyStopping {
        ArgumentChecks.positive("the patience of early stopping", patience);
        ArgumentChecks.notNegative("the minimum improvement", minimum);
    }

    /**
     * {@return the rule for which any improvement counts}
     *
     * @param epochs the number of epochs that may pass without improvement, at least 1
     * @throws IllegalArgumentException if it is less than 1
     */
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(epochs, 0);
    }
}
