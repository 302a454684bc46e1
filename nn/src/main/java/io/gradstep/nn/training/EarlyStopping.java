package io.gradstep.nn.training;

import io.gradstep.nn.arguments.ArgumentChecks;

/**
 * When to give up: once the validation loss has not improved for some epochs. The weights of the best epoch are restored
 * at the end of the training.
 *
 * @param patience how many epochs may pass without improvement, at least 1
 * @param minimum by how much the loss must fall to count as improved, at least 0
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
        ArgumentChecks.notNegative("the least improvement", minimum);
    }

    /**
     * Returns the rule by which any improvement counts.
     *
     * @param epochs how many may pass without one, at least 1
     * @return the rule
     * @throws IllegalArgumentException if it is less than 1
     */
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(epochs, 0);
    }
}
