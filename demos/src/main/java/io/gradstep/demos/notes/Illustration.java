package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;

/**
 * A graph of an example to draw, with its gradients.
 *
 * @param name the picture's name without ending: the example's, or the example's and a part of it, as in
 *     {@code gates-max}
 * @param title the example's subject
 * @param graph the graph to draw
 */
public record Illustration(String name, String title, Graph graph) {}
