/**
 * Places boxes and routes wires: Graphviz's {@code dot} where it is installed, graph-support in Java where it is not,
 * and a layered layout of our own for large graphs. The input is a {@code Skeleton} of boxes with ids and fixed sizes;
 * the result is a {@code Placement}.
 */
@NullMarked
package io.gradstep.viz.layout;

import org.jspecify.annotations.NullMarked;
