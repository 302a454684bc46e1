package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Value;

/**
 * A graph that a {@link Program} built for given values of its inputs. No two evaluations share a node.
 *
 * @param output the value of the last statement
 * @param values every named value by its name, first the inputs and then the computed values, both in the program's
 *     order; a value with two names is listed under both
 * @param inputs the leaves that take a gradient, in the order of {@link Program#inputs()}, including unused ones
 */
public record Evaluation(Value output, ImmutableMap<String, Value> values, ImmutableList<Value> inputs) {}
