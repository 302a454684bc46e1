/**
 * The tier for small recordings: straight-line code in a hidden class, written with ASM.
 *
 * <p>{@code BytecodeCompiler} lays out the class, {@code SweepCode} the forward and the backward sweep,
 * {@code StraightLineCode} single statements, {@code BytecodeMethod} the instructions. Generated code calls the numeric
 * methods of {@link io.gradstep.engine.Op} on its constants, which HotSpot inlines.
 */
@NullMarked
package io.gradstep.engine.compile.bytecode;

import org.jspecify.annotations.NullMarked;
