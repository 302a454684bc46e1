package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * The state of a running fit after a step that improved it.
 *
 * @param start the number of the start that is searched from, from 1
 * @param starts the number of starts
 * @param iteration the number of improvements from this start, from 1
 * @param sumOfSquares the sum of the squared residuals; NaN if it is out of the range of doubles
 * @param parameters the value of each parameter by name, in the order of {@link Curve#parameterNames()};
 *     immutable
 */
public record FitProgress(int start, int starts, int iteration, double sumOfSquares, Map<String, Double> parameters) {
    /**
     * Keeps a copy of the map.
     *
     * @param start the number of the start
     * @param starts the number of starts
     * @param iteration the number of improvements
     * @param sumOfSquares the sum of squares
     * @param parameters the named parameters
     */
    public FitProgress {
        parameters = ImmutableMap.copyOf(parameters);
    }
}
