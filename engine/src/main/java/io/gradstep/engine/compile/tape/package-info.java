/**
 * The tier for large recordings at one point: matrices for dot products with shared operands, runs of one op over
 * adjacent numbers, and single steps for the rest.
 */
@NullMarked
package io.gradstep.engine.compile.tape;

import org.jspecify.annotations.NullMarked;
