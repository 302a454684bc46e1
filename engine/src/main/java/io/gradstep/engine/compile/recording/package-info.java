/**
 * Recorded graphs: flat arrays of ops and operands, what rewrites them (common subexpressions, fused dot products), and
 * what evaluates them node by node.
 */
@NullMarked
package io.gradstep.engine.compile.recording;

import org.jspecify.annotations.NullMarked;
