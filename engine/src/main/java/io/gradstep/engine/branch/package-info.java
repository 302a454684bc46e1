/** The branches of a graph's conditions: which nodes take part in a gradient, and when. */
@NullMarked
package io.gradstep.engine.branch;

import org.jspecify.annotations.NullMarked;
