/**
 * The elementary functions that ops compute with: exp, log, sin, cos, tan, pow, tanh, sigmoid, erf, the normal
 * distribution and their slopes, with the same bits on every machine and an error of less than one unit in the last
 * place unless stated otherwise. They are plain Java arithmetic, so that HotSpot can inline them into loops.
 */
@NullMarked
package io.gradstep.engine.math;

import org.jspecify.annotations.NullMarked;
