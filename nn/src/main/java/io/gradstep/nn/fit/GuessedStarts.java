package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * Start values that were found by the form of a formula and the samples.
 *
 * @param values the value of each parameter that had none; immutable
 * @param rSquared the share of the samples' variation that the curve explains at these starts, at most 1
 */
public record GuessedStarts(Map<String, Double> values, double rSquared) {
    /** Of more samples than so many, a guess looks at these, evenly: the i-th is ⌊i · samples / these⌋. */
    public static final int MAX_SAMPLES = 600;

    /**
     * Keeps a copy of the map.
     *
     * @param values the values
     * @param rSquared the share
     */
    public GuessedStarts {
        values = ImmutableMap.copyOf(values);
    }
}
