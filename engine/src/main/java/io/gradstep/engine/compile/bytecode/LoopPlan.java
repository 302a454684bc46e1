package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequence;
import io.gradstep.engine.compile.recording.StepSequences;
import java.util.ArrayList;
import java.util.List;

/** Lays out the numbers of all loops of a function, before any code is written. */
final class LoopPlan {
    private final Recording recording;
    private final List<LoopCompiler> loops = new ArrayList<>();

    LoopPlan(
            Recording recording,
            OperandArrays operandArrays,
            StraightLineCode code,
            ChunkCode chunks,
            StepSequences sequences,
            boolean checkpointed) {
        this.recording = recording;
        boolean[] reached = recording.reachedFrom(1);
        for (StepSequence sequence : sequences.sequences()) {
            loops.add(new LoopCompiler(recording, operandArrays, code, chunks, sequence, reached, checkpointed));
        }
        for (LoopCompiler loop : loops) {
            loop.findPlaces();
            loop.forEachOutside(this::addPlace);
        }
        int node = sequences.leafCount();
        for (LoopCompiler loop : loops) {
            findReaders(node, loop.start(), reached);
            node = loop.end();
        }
        findReaders(node, recording.size(), reached);
        for (int k = 0; k < recording.outputCount(); k++) {
            addPlace(recording.output(k), false);
        }
        loops.forEach(LoopCompiler::findValues);
        chunks.setLoops(any -> loops.stream().anyMatch(loop -> loop.computes(any)));
        loops.forEach(loop -> loop.layout.place(chunks));
    }

    /** Finds what the nodes of an index range, which are in no loop, read of the loops' numbers. */
    private void findReaders(int from, int to, boolean[] reached) {
        for (int node = from; node < to; node++) {
            for (int k = 0; k < recording.operandCount(node); k++) {
                addPlace(recording.operand(node, k), LoopCompiler.flows(recording, reached, node, k));
            }
        }
    }

    private void addPlace(int node, boolean gradient) {
        for (LoopCompiler loop : loops) {
            if (loop.computes(node)) {
                loop.addExit(node, gradient);
            }
        }
    }

    /** The loops, from the first to the last. */
    List<LoopCompiler> loops() {
        return loops;
    }
}
