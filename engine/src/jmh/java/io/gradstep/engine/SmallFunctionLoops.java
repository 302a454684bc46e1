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

    /** With the engine's kernels. */
    double valueAndGradient(double x, double y, double z) {
        return combine(
                x,
                y,
                z,
                Kernels.tanh((x + y) * z),
                Kernels.sigmoid(x * y),
                Kernels.exp(-(x * x + y * y)),
                Kernels.log(z * z + 1));
    }

    /** With the JDK's. */
    double valueAndGradientOfMath(double x, double y, double z) {
        return combine(
                x,
                y,
                z,
                Math.tanh((x + y) * z),
                1 / (1 + Math.exp(-(x * y))),
                Math.exp(-(x * x + y * y)),
                Math.log(z * z + 1));
    }

    private double combine(double x, double y, double z, double tanh, double sigmoid, double exp, double log) {
        double max = Math.max(x, y);
        double relu = Math.max(0, z - x);
        double byProduct = (1 - tanh * tanh) * max;
        double bySigmoid = sigmoid * (1 - sigmoid);
        double bySquares = -exp * relu;
        double byDifference = z > x ? exp : 0;
        double bySum = byProduct * z;
        gradient[0] = bySum + (x >= y ? tanh : 0) + bySigmoid * y + bySquares * 2 * x - byDifference;
        gradient[1] = bySum + (x >= y ? 0 : tanh) + bySigmoid * x + bySquares * 2 * y;
        gradient[2] = byProduct * (x + y) + byDifference + 2 * z / (z * z + 1);
        return tanh * max + sigmoid + exp * relu + log;
    }
}
