package io.gradstep.engine.compile.tape;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The matrices of a tape by their weights, which several may share. */
final class MatrixGroups {
    private final Map<Key, Group> groups = new LinkedHashMap<>();

    /** Equal for equal weights. */
    private record Key(IntBuffer weights, int inputCount) {}

    /**
     * Matrices of the same weights.
     *
     * @param rows those of the first one
     * @param matrices in the order of the tape
     */
    record Group(List<MatrixRow> rows, List<TapeMatrix> matrices) {
        /** Whether nothing else uses any of the weights. */
        boolean isAlone(int[] uses) {
            for (MatrixRow row : rows) {
                for (int j = 0; j < row.inputCount(); j++) {
                    if (uses[row.weightIndex() + j] != matrices.size()) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** Marks the weights among the nodes. */
        void mark(boolean[] nodes) {
            for (MatrixRow row : rows) {
                Arrays.fill(nodes, row.weightIndex(), row.weightIndex() + row.inputCount(), true);
            }
        }

        /** Whether a gradient flows into the weights. */
        boolean isActive() {
            return rows.get(0).weightsActive();
        }
    }

    void add(TapeMatrix matrix, List<MatrixRow> rows) {
        groups.computeIfAbsent(
                        new Key(IntBuffer.wrap(matrix.weights()), matrix.inputCount()),
                        key -> new Group(rows, new ArrayList<>()))
                .matrices()
                .add(matrix);
    }

    Collection<Group> all() {
        return groups.values();
    }
}
