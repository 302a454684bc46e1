/**
 * Evaluates many samples or subgraphs side by side: a number becomes a row with one element for each sample of a batch,
 * or for each occurrence of a part that a graph contains many times (isomorphic subgraphs).
 */
@NullMarked
package io.gradstep.engine.compile.lanes;

import org.jspecify.annotations.NullMarked;
