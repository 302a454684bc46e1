package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A function split into a part that occurs many times, once per lane, and the rest. */
public final class IsomorphicParts {
    final Recording source;

    /** The number of occurrences of the part. */
    final int laneCount;

    /** The part, as a function whose parameters are shared by the lanes, and whose inputs differ between them. */
    final Recording lane;

    /** The node of the source for each parameter of the part. */
    final int[] sharedNodes;

    /** The node of the source for each input of the part, by lane. */
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

    /**
     * All nodes that the lanes get from outside, without repetition, but for inputs that are constants: arguments in
     * their order, so that {@link SharedNumbers} copies them in long runs.
     */
    int[] outsideNodes() {
        return IntStream.concat(
                        Arrays.stream(sharedNodes),
                        IntStream.range(0, givenNodes.length)
                                .filter(k -> !areConstants(k))
                                .flatMap(k -> Arrays.stream(givenNodes[k])))
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(source::argument))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Whether an input of the part is a constant in each lane. */
    boolean areConstants(int input) {
        return Arrays.stream(givenNodes[input]).allMatch(source::isConstant);
    }
}
