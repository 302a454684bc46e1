package io.gradstep.engine;

import io.gradstep.engine.math.Kernels;
import java.util.Random;

/**
 * The function of the benchmark of many points, written by hand: tanh((x+y)z)·max(x,y) + σ(xy) +
 * exp(−(x²+y²))·relu(z−x) + log(z²+1) and its gradient, no graph.
 */
final class SmallFunctionLoops {
    static final int POINTS = 4096;

    final double[] xs;
    final double[] ys;
    final double[] zs;

    /** ∂f/∂x, ∂f/∂y and ∂f/∂z of the last call. */
    final double[] gradient = new double[3];

    SmallFunctionLoops(long seed) {
        Random random = new Random(seed);
        xs = random.doubles(POINTS, -2, 2).toArray();
        ys = random.doubles(POINTS, -2, 2).toArray();
        zs = random.doubles(POINTS, -2, 2).toArray();
    }

    /** With the engine's kernels, and its slopes, which keep their digits where tanh and sigmoid saturate. */
    double valueAndGradient(double x, double y, double z) {
        double sum = (x + y) * z;
        double product = x * y;
        double tanh = Kernels.tanh(sum);
        double sigmoid = Kernels.sigmoid(product);
        return combine(
                x,
                y,
                z,
                tanh,
                sigmoid,
                Kernels.exp(-(x * x + y * y)),
                Kernels.log(z * z + 1),
                Op.TANH.slope(sum, tanh),
                Op.SIGMOID.slope(product, sigmoid));
    }

    /** With the engine's kernels, and the slopes of textbooks, which cost two multiplications and lose those digits. */
    double valueAndGradientOfTextbooks(double x, double y, double z) {
        double tanh = Kernels.tanh((x + y) * z);
        double sigmoid = Kernels.sigmoid(x * y);
        return combine(
                x,
                y,
                z,
                tanh,
                sigmoid,
                Kernels.exp(-(x * x + y * y)),
                Kernels.log(z * z + 1),
                1 - tanh * tanh,
                sigmoid * (1 - sigmoid));
    }

    /** With the JDK's functions, and the slopes of textbooks. */
    double valueAndGradientOfMath(double x, double y, double z) {
        double tanh = Math.tanh((x + y) * z);
        double sigmoid = 1 / (1 + Math.exp(-(x * y)));
        return combine(
                x,
                y,
                z,
                tanh,
                sigmoid,
                Math.exp(-(x * x + y * y)),
                Math.log(z * z + 1),
                1 - tanh * tanh,
                sigmoid * (1 - sigmoid));
    }

    private double combine(
            double x,
            double y,
            double z,
            double tanh,
            double sigmoid,
            double exp,
            double log,
            double tanhSlope,
            double sigmoidSlope) {
        boolean first = x >= y;
        double max = first ? x : y;
        double relu = Math.max(0, z - x);
        double byProduct = tanhSlope * max;
        double bySquares = -exp * relu;
        double byDifference = z > x ? exp : 0;
        double bySum = byProduct * z;
        gradient[0] = bySum + (first ? tanh : 0) + sigmoidSlope * y + bySquares * 2 * x - byDifference;
        gradient[1] = bySum + (first ? 0 : tanh) + sigmoidSlope * x + bySquares * 2 * y;
        gradient[2] = byProduct * (x + y) + byDifference + 2 * z / (z * z + 1);
        return tanh * max + sigmoid + exp * relu + log;
    }
}
