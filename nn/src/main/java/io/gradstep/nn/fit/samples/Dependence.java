package io.gradstep.nn.fit.samples;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RRQRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Finds parameters that the samples cannot tell apart, because their columns of derivatives are linearly dependent, or
 * that have no influence.
 */
public final class Dependence {
    /**
     * A column of length 1 is dependent if less than this remains of it orthogonal to the others; rounding leaves
     * 1e-15.
     */
    private static final double NOTHING = 1e-12;

    /** The smallest coefficient that counts in a combination; rounding leaves much less. */
    private static final double PART = 1e-6;

    private final RealMatrix triangle;
    private final int[] order;
    private final int rank;

    private Dependence(double[][] matrix, boolean[] influential) {
        RRQRDecomposition decomposition =
                new RRQRDecomposition(MatrixUtils.createRealMatrix(normalized(matrix, influential)));
        RealMatrix permutation = decomposition.getP();
        int size = matrix.length;
        this.triangle = decomposition.getR();
        this.order = IntStream.range(0, size)
                .map(k -> IntStream.range(0, size)
                        .filter(i -> permutation.getEntry(i, k) != 0)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        this.rank = (int) IntStream.range(0, size)
                .filter(k -> Math.abs(triangle.getEntry(k, k)) > NOTHING)
                .count();
    }

    /**
     * Finds dependent columns.
     *
     * @param triangle the triangle of derivatives, with residuals as the last column
     * @param influential for each parameter whether its column counts at all
     * @return groups of columns, in each of which one is a combination of the others; a single column is zero
     */
    public static ImmutableList<ImmutableList<Integer>> of(Triangle triangle, boolean[] influential) {
        Dependence dependence = new Dependence(triangle.leading(influential.length), influential);
        return IntStream.range(dependence.rank, influential.length)
                .mapToObj(dependence::group)
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns the columns scaled to length 1, or to 0 without influence. */
    private static double[][] normalized(double[][] matrix, boolean[] influential) {
        int size = matrix.length;
        double[][] scaled = new double[size][size];
        for (int j = 0; j < size; j++) {
            int column = j;
            double length = Math.sqrt(Arrays.stream(matrix)
                    .mapToDouble(row -> row[column] * row[column])
                    .sum());
            for (int i = 0; i < size && influential[j]; i++) {
                scaled[i][j] = matrix[i][j] / length;
            }
        }
        return scaled;
    }

    /** Solves for the column as a combination of the independent ones. */
    private ImmutableList<Integer> group(int column) {
        double[] parts = new double[rank];
        for (int i = rank - 1; i >= 0; i--) {
            double rest = triangle.getEntry(i, column);
            for (int j = i + 1; j < rank; j++) {
                rest -= triangle.getEntry(i, j) * parts[j];
            }
            parts[i] = rest / triangle.getEntry(i, i);
        }
        List<Integer> group = new ArrayList<>(List.of(order[column]));
        for (int i = 0; i < rank; i++) {
            if (Math.abs(parts[i]) > PART) {
                group.add(order[i]);
            }
        }
        return ImmutableList.sortedCopyOf(Comparator.naturalOrder(), group);
    }
}
