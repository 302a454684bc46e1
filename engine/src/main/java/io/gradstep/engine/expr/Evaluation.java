package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Value;

/**
 * The graph that a {@link Program} built for one choice of its inputs. No two evaluations share a node.
 *
 * @param output the value of the last statement
 * @param values every named value by its name, the inputs first and then what is computed, both in the program's
 *     order; where a program gives a value two names, both lead to it
 * @param inputs the leaves that take a gradient, in the order of {@link Program#inputs()}, used or not
 */
public record Evaluation(Value output, ImmutableMap<String, Value> values, ImmutableList<Value> inputs) {}
