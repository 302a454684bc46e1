package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A function in which a part occurs many times, once a lane: the part as a function of its own, and the rest. */
public final class IsomorphicParts {
    final Recording source;

    /** How many times the part occurs. */
    final int laneCount;

    /** The part, as a function whose parameters are what the lanes share, and whose inputs are what they differ in. */
    final Recording lane;

    /** For each parameter of the part which node of the source it is. */
    final int[] sharedNodes;

    /** For each input of the part which node of the source it is, by lane. */
    final int[][] givenNodes;

    /** The rest: a function of the source's arguments and, as further inputs, of each output of all lanes. */
    final Recording after;

    IsomorphicParts(
            Recording source,
            int laneCount,
            Recording lane,
            int[] sharedNodes,
            List<int[]> givenNodes,
            Recording after) {
        this.source = source;
        this.laneCount = laneCount;
        this.lane = lane;
        this.sharedNodes = sharedNodes;
        this.givenNodes = givenNodes.toArray(int[][]::new);
        this.after = after;
    }

    /** All nodes that the lanes are given, without repetition. */
    int[] outsideNodes() {
        return IntStream.concat(
                        Arrays.stream(sharedNodes), Arrays.stream(givenNodes).flatMapToInt(Arrays::stream))
                .distinct()
                .toArray();
    }
}
