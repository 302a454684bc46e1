package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The state of a running fit after a step that improved it.
 *
 * @param iteration the number of improvements so far, from 1
 * @param sumOfSquares the sum of the squared residuals; NaN if it is out of the range of doubles
 * @param parameters the value of each parameter by name, in the order of {@link Curve#parameterNames()};
 *     immutable
 */
public record FitProgress(int iteration, double sumOfSquares, Map<String, Double> parameters) {
    /**
     * Keeps a copy of the map.
     *
     * @param iteration the number of improvements
     * @param sumOfSquares the sum of squares
     * @param parameters the named parameters
     */
    public FitProgress {
        parameters = ImmutableMap.copyOf(parameters);
    }
}
