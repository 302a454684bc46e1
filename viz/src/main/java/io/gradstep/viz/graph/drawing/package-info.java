/**
 * The drawings behind the views: circuits, cards, neurons and heat maps. Each view makes a skeleton for the layout and
 * draws itself on the placement that comes back.
 */
@NullMarked
package io.gradstep.viz.graph.drawing;

import org.jspecify.annotations.NullMarked;
