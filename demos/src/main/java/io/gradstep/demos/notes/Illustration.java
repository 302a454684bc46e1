package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;

/**
 * A graph of an example, with the gradients that backward left in it, to be drawn.
 *
 * @param name the picture's name without ending: the example's, or the example's and a part of it, as in {@code gates-max}
 * @param title what the example is about
 * @param graph what to draw
 */
public record Illustration(String name, String title, Graph graph) {}
