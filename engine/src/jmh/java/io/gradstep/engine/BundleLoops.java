package io.gradstep.engine;

import io.gradstep.engine.math.Kernels;

/** The values of {@link BundleEval}'s Jacobian, and the errors, as loops that were derived by hand. */
final class BundleLoops {
    private final double[] turned = new double[3];
    private final double[] fromCentre = new double[3];
    private final double[] axis = new double[3];
    private double angle;
    private double cos;
    private double sin;

    /** The derivatives of an observation's first error, then of its second: by camera, point and weight. */
    void observe(double[] camera, double[] point, double weight, double[] feature, double[] errors, double[] slopes) {
        turn(camera, point);
        double x = turned[0] / turned[2];
        double y = turned[1] / turned[2];
        double square = x * x + y * y;
        double distortion = 1 + camera[9] * square + camera[10] * square * square;
        double slope = camera[9] + 2 * camera[10] * square;
        double focus = camera[6];
        errors[2] = 1 - weight * weight;
        for (int row = 0; row < 2; row++) {
            double seen = row == 0 ? x : y;
            int at = row * (BundleEval.CAMERA + BundleEval.POINT + 1);
            double error = seen * distortion * focus + camera[7 + row] - feature[row];
            errors[row] = weight * error;
            slopes[at + 6] = weight * seen * distortion;
            slopes[at + 7] = row == 0 ? weight : 0;
            slopes[at + 8] = row == 0 ? 0 : weight;
            slopes[at + 9] = weight * focus * seen * square;
            slopes[at + 10] = slopes[at + 9] * square;
            slopes[at + 14] = error;
            double toX = weight * focus * ((row == 0 ? distortion : 0) + 2 * seen * slope * x);
            double toY = weight * focus * ((row == 0 ? 0 : distortion) + 2 * seen * slope * y);
            pullBack(toX / turned[2], toY / turned[2], -(toX * x + toY * y) / turned[2], slopes, at);
        }
    }

    private void turn(double[] camera, double[] point) {
        for (int i = 0; i < 3; i++) {
            fromCentre[i] = point[i] - camera[3 + i];
        }
        angle = Math.sqrt(camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2]);
        cos = Kernels.cos(angle);
        sin = Kernels.sin(angle);
        for (int i = 0; i < 3; i++) {
            axis[i] = camera[i] / angle;
        }
        double along = (1 - cos) * dot(axis, fromCentre);
        for (int i = 0; i < 3; i++) {
            turned[i] = cos * fromCentre[i] + sin * cross(axis, fromCentre, i) + along * axis[i];
        }
    }

    /** From the gradient (gx, gy, gz) of the turned point to those of rotation, centre and point. */
    private void pullBack(double gx, double gy, double gz, double[] slopes, int at) {
        double axisG = axis[0] * gx + axis[1] * gy + axis[2] * gz;
        double vG = fromCentre[0] * gx + fromCentre[1] * gy + fromCentre[2] * gz;
        double along = dot(axis, fromCentre);
        double crossG =
                cross(axis, fromCentre, 0) * gx + cross(axis, fromCentre, 1) * gy + cross(axis, fromCentre, 2) * gz;
        double toAngle = -sin * vG + cos * crossG + sin * along * axisG;
        double rest = 1 - cos;
        double toAxis0 = sin * (fromCentre[1] * gz - fromCentre[2] * gy) + rest * (axisG * fromCentre[0] + along * gx);
        double toAxis1 = sin * (fromCentre[2] * gx - fromCentre[0] * gz) + rest * (axisG * fromCentre[1] + along * gy);
        double toAxis2 = sin * (fromCentre[0] * gy - fromCentre[1] * gx) + rest * (axisG * fromCentre[2] + along * gz);
        double radial = toAxis0 * axis[0] + toAxis1 * axis[1] + toAxis2 * axis[2];
        slopes[at] = (toAxis0 - radial * axis[0]) / angle + toAngle * axis[0];
        slopes[at + 1] = (toAxis1 - radial * axis[1]) / angle + toAngle * axis[1];
        slopes[at + 2] = (toAxis2 - radial * axis[2]) / angle + toAngle * axis[2];
        double x = cos * gx + sin * (gy * axis[2] - gz * axis[1]) + rest * axisG * axis[0];
        double y = cos * gy + sin * (gz * axis[0] - gx * axis[2]) + rest * axisG * axis[1];
        double z = cos * gz + sin * (gx * axis[1] - gy * axis[0]) + rest * axisG * axis[2];
        slopes[at + 3] = -x;
        slopes[at + 4] = -y;
        slopes[at + 5] = -z;
        slopes[at + 11] = x;
        slopes[at + 12] = y;
        slopes[at + 13] = z;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double cross(double[] a, double[] b, int i) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        return a[j] * b[k] - a[k] * b[j];
    }
}
