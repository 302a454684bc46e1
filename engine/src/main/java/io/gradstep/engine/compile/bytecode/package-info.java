/**
 * The tiers of generated code: straight-line code in hidden classes, written with ASM.
 *
 * <p>{@code BytecodeCompiler} lays out the class, {@code SweepCode} the forward and the backward sweep,
 * {@code StraightLineCode} single statements, {@code BytecodeMethod} the instructions. Generated code calls the numeric
 * methods of {@link io.gradstep.engine.Op} on its constants, which HotSpot inlines.
 *
 * <p>A small recording is one method for each sweep. {@code MethodsCompiler} makes many methods of a larger one, for
 * which {@code ChunkCode} keeps numbers in arrays. Steps that repeat themselves become loops: {@code LoopCompiler}
 * lays out the class of one, {@code LoopCode} writes the code of a step, {@code LoopLayout} has the places of its
 * numbers.
 */
@NullMarked
package io.gradstep.engine.compile.bytecode;

import org.jspecify.annotations.NullMarked;
