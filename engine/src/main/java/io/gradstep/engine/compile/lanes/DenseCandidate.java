package io.gradstep.engine.compile.lanes;

import com.google.common.primitives.ImmutableIntArray;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import org.jspecify.annotations.Nullable;

/** A sum of products of a shared node and a varying one each, with an optional shared last term. */
record DenseCandidate(int node, ImmutableIntArray inputs, ImmutableIntArray weights, int bias) {
    static final int NONE = -1;

    /** Reads a gate as such a sum; null if it is not one. */
    static @Nullable DenseCandidate of(Recording recording, boolean[] varying, int node) {
        Gate gate = recording.gates.get(node);
        if (gate != Op.MUL && gate != Op.DOT) {
            return null;
        }
        int count = recording.operandCount(node);
        int pairs = count / 2;
        ImmutableIntArray.Builder weights = ImmutableIntArray.builder(pairs);
        ImmutableIntArray.Builder inputs = ImmutableIntArray.builder(pairs);
        for (int t = 0; t < pairs; t++) {
            int a = recording.operand(node, 2 * t);
            int b = recording.operand(node, 2 * t + 1);
            if (varying[a] == varying[b]) {
                return null;
            }
            weights.add(varying[a] ? b : a);
            inputs.add(varying[a] ? a : b);
        }
        int bias = count % 2 == 0 ? NONE : recording.operand(node, count - 1);
        if (bias != NONE && varying[bias]) {
            return null;
        }
        return new DenseCandidate(node, inputs.build(), weights.build(), bias);
    }
}
