package io.gradstep.engine;

import io.gradstep.bench.Ceiling;
import io.gradstep.bench.Gradients;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The Jacobians of the GradBench suite: of ba in the size of its first file, and of ht over a hand of random bones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class JacobianBenchmark {
    private static final int CAMERAS = 49;
    private static final int POINTS = 7776;
    private static final int OBSERVATIONS = 31_843;

    private static final int BONES = 22;
    private static final int VERTICES = 544;
    private static final int TRIANGLES = 1084;
    private static final int CORRESPONDENCES = 3200;

    private static final double DIFFERENCE = 1e-6;

    private final Random random = new Random(1);
    private final double[][] cameras = rows(CAMERAS, BundleEval.CAMERA);
    private final double[][] points = rows(POINTS, BundleEval.POINT);
    private final double[] weights = random.doubles(OBSERVATIONS).toArray();
    private final double[][] features = rows(OBSERVATIONS, 2);
    private final BundleEval bundle = new BundleEval(cameras, points, weights, features, 1);
    private final BundleEval bundleOfTwo = new BundleEval(cameras, points, weights, features, 2);
    private final CompiledFunction observation = BundleEval.compiled(true, true);
    private final BundleLoops loops = new BundleLoops();

    private final double[] theta = random.doubles(HandModel.PARAMETERS).toArray();
    private final HandEval hand = hand(1);
    private final HandEval handOfTwo = hand(2);
    private final CompiledFunction positions = hand.positions(true);
    private final CompiledFunction error = hand.error();

    private double[][] rows(int count, int width) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> random.doubles(width, 0.1, 1).toArray());
        return rows;
    }

    private HandEval hand(int threads) {
        Random random = new Random(2);
        int[] parents = new int[BONES];
        double[][][] relatives = new double[BONES][][];
        double[][][] inverses = new double[BONES][][];
        for (int bone = 0; bone < BONES; bone++) {
            parents[bone] = bone < 2 ? bone - 1 : (bone - 2) % 4 == 0 ? 1 : bone - 1;
            relatives[bone] = affine(random);
            inverses[bone] = affine(random);
        }
        double[][] vertices = new double[VERTICES][];
        Arrays.setAll(vertices, i -> new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble(), 1});
        double[][] weightsOfBones = new double[VERTICES][];
        Arrays.setAll(weightsOfBones, i -> random.doubles(BONES).toArray());
        int[][] triangles = new int[TRIANGLES][];
        Arrays.setAll(triangles, i -> random.ints(3, 0, VERTICES).toArray());
        double[][] measured = new double[CORRESPONDENCES][];
        Arrays.setAll(measured, i -> random.doubles(3).toArray());
        double[][] us = new double[CORRESPONDENCES][];
        Arrays.setAll(us, i -> random.doubles(2, 0, 0.5).toArray());
        return new HandEval(
                new HandModel(parents, relatives, inverses, vertices, weightsOfBones, triangles, true),
                random.ints(CORRESPONDENCES, 0, TRIANGLES).toArray(),
                measured,
                theta,
                us,
                threads);
    }

    private static double[][] affine(Random random) {
        double[][] matrix = new double[4][];
        Arrays.setAll(matrix, i -> random.doubles(4, -0.5, 0.5).toArray());
        matrix[3] = new double[] {0, 0, 0, 1};
        return matrix;
    }

    @Setup
    public void checkJacobians() {
        double[] values = bundle.jacobian(observation).values();
        double[] byHand = baHandWritten();
        double[][] errors = bundle.errors(BundleEval.compiled(false, true));
        for (int i = 0; i < values.length; i++) {
            Gradients.requireClose("ba, value " + i, values[i], byHand[i]);
        }
        double[] observed = new double[3];
        loops.observe(cameras[1], points[1], weights[1], features[1], observed, new double[30]);
        for (int k = 0; k < 3; k++) {
            Gradients.requireClose("ba, error " + k, errors[1][k], observed[k]);
        }
        checkHand();
    }

    /** By central differences, whose own error is some 10⁻⁹ of the error's size. */
    private void checkHand() {
        double[][] jacobian = htCompiled();
        CompiledFunction plain = hand.positions(false);
        for (int k = 0; k < HandModel.PARAMETERS; k++) {
            double[] above = theta.clone();
            above[k] += DIFFERENCE;
            double[] below = theta.clone();
            below[k] -= DIFFERENCE;
            double[] more = hand.errors(plain, error, above);
            double[] less = hand.errors(plain, error, below);
            for (int row = 0; row < more.length; row++) {
                double slope = (more[row] - less[row]) / (above[k] - below[k]);
                if (!(Math.abs(jacobian[row][2 + k] - slope) <= 1e-7 * Math.max(1, Math.abs(slope)))) {
                    throw new AssertionError("ht, row %d by parameter %d is %s, by differences %s"
                            .formatted(row, k, jacobian[row][2 + k], slope));
                }
            }
        }
    }

    @Benchmark
    @Ceiling(2)
    public double[] baCompiled() {
        return bundle.jacobian(observation).values();
    }

    @Benchmark
    public double[] baCompiledTwoThreads() {
        return bundleOfTwo.jacobian(observation).values();
    }

    @Benchmark
    public double[] baHandWritten() {
        double[] values = new double[31 * OBSERVATIONS];
        double[] errors = new double[3];
        double[] slopes = new double[30];
        for (int i = 0; i < OBSERVATIONS; i++) {
            loops.observe(cameras[i % CAMERAS], points[i % POINTS], weights[i], features[i], errors, slopes);
            System.arraycopy(slopes, 0, values, 30 * i, 30);
            values[30 * OBSERVATIONS + i] = -2 * weights[i];
        }
        return values;
    }

    @Benchmark
    public double[][] htCompiled() {
        return hand.jacobian(positions, error);
    }

    @Benchmark
    public double[][] htCompiledTwoThreads() {
        return handOfTwo.jacobian(positions, error);
    }
}
