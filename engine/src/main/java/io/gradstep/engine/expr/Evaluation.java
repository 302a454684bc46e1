package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.Map;

/**
 * A graph that a {@link Program} built for given values of its inputs. No two evaluations share a node.
 *
 * @param output the value of the last statement
 * @param values every named value by its name, first the inputs and then the computed values, both in the program's
 *     order; a value with two names is listed under both; immutable
 * @param inputs the leaves that take a gradient, in the order of {@link Program#inputs()}, including unused ones;
 *     immutable
 */
public record Evaluation(Value output, Map<String, Value> values, List<Value> inputs) {
    /**
     * Keeps copies of map and list.
     *
     * @param output the output
     * @param values the named values
     * @param inputs the leaves
     */
    public Evaluation {
        values = ImmutableMap.copyOf(values); // which keeps their order
        inputs = ImmutableList.copyOf(inputs);
    }
}
