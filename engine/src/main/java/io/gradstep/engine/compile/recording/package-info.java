/**
 * Recorded graphs as flat arrays of ops and operands, with their rewrites (common subexpressions, fused dot products),
 * the search for steps that repeat themselves, and the interpreter.
 */
@NullMarked
package io.gradstep.engine.compile.recording;

import org.jspecify.annotations.NullMarked;
