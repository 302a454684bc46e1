package io.gradstep.demos.fit;

import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a curve is from samples, with derivatives.
 *
 * <p>Of the matrix of derivatives, a row a sample and a column a parameter, with the residuals as its last column, only
 * the {@link Triangle} is kept: 100,000 samples and 100 parameters fit into a cache. The samples are cut into segments
 * whose triangles are put together in their order, so that the result does not depend on the number of threads.
 */
final class Deviations {
    /** Samples at a time. */
    static final int BLOCK = 128;

    private static final int MOST_SEGMENTS = 16;

    private final Curve curve;
    private final double[][] inputs;
    private final double[] observed;

    Deviations(Curve curve, Dataset samples) {
        this.curve = curve;
        this.inputs = new double[samples.size()][];
        this.observed = new double[samples.size()];
        for (int i = 0; i < observed.length; i++) {
            inputs[i] = samples.input(i);
            observed[i] = samples.target(i, 0);
        }
    }

    Curve curve() {
        return curve;
    }

    int size() {
        return observed.length;
    }

    double[] input(int i) {
        return inputs[i];
    }

    double observed(int i) {
        return observed[i];
    }

    /** What was observed minus what the curve says, for each sample. */
    double[] residuals(double[] at) {
        double[] residuals = curve.values(ImmutableDoubleArray.copyOf(at), inputs);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = observed[i] - residuals[i];
        }
        return residuals;
    }

    /** For some samples, in their order: the derivative with respect to each parameter, and the curve. */
    double[][] slopesAndValues(double[] at, int from, int count, double[][] room) {
        double[][] rows = count == room.length ? room : Arrays.copyOf(room, count);
        curve.slopesAndValues(at, Arrays.copyOfRange(inputs, from, from + count), rows);
        return rows;
    }

    /** The triangle of derivatives and residuals. */
    Triangle triangle(double[] at) {
        int blocks = (observed.length + BLOCK - 1) / BLOCK;
        int segments = Math.min(blocks, MOST_SEGMENTS);
        Triangle[] triangles = IntStream.range(0, segments)
                .parallel()
                .mapToObj(s -> triangle(at, from(s, segments, blocks), from(s + 1, segments, blocks)))
                .toArray(Triangle[]::new);
        for (int s = 1; s < segments; s++) {
            triangles[0].add(triangles[s]);
        }
        return triangles[0];
    }

    /** Where a segment begins: at the beginning of a block. */
    private int from(int segment, int segments, int blocks) {
        return (int) Math.min(observed.length, (long) segment * blocks / segments * BLOCK);
    }

    private Triangle triangle(double[] at, int from, int to) {
        int parameters = at.length;
        Triangle triangle = new Triangle(parameters + 1);
        double[][] block = new double[BLOCK][parameters + 1];
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            double[][] rows = slopesAndValues(at, start, count, block);
            for (int i = 0; i < count; i++) {
                rows[i][parameters] = observed[start + i] - rows[i][parameters];
            }
            triangle.add(rows, count);
        }
        return triangle;
    }
}
