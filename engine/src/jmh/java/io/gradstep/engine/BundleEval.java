package io.gradstep.engine;

import com.google.gson.JsonObject;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.ParallelTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * GradBench's ba (bundle adjustment): where cameras see points, less where they were seen, times a weight, and 1 less
 * the weight squared; and the sparse Jacobian in compressed rows.
 *
 * <p>One function of an observation, computed for many in lanes, has the two errors, that of the weight, and their
 * derivatives as outputs. A camera is a rotation (its axis times its angle), a centre, the focal length, the principal
 * point, and two coefficients of radial distortion.
 */
final class BundleEval {
    static final int CAMERA = 11;
    static final int POINT = 3;
    private static final int FEATURE = 2;

    /** The derivatives of an error: by the camera, the point and the weight. */
    private static final int COLUMNS = CAMERA + POINT + 1;

    private static final int INPUTS = COLUMNS + FEATURE;

    /** The errors of an observation, and with them their derivatives. */
    private static final int ERRORS = 3;

    private static final int ERRORS_AND_SLOPES = ERRORS + 2 * COLUMNS + 1;

    /** Observations whose rows are filled and read back at a time. */
    private static final int AT_A_TIME = 1024;

    private static final double[] NO_PARAMETERS = {};

    private final double[][] cameras;
    private final double[][] points;
    private final double[] weights;
    private final double[][] features;
    private final int threads;

    /** Observation i is of point i modulo their number by camera i modulo theirs, as the suite has it. */
    BundleEval(double[][] cameras, double[][] points, double[] weights, double[][] features, int threads) {
        this.cameras = cameras;
        this.points = points;
        this.weights = weights;
        this.features = features;
        this.threads = threads;
    }

    /** Copies the one camera, point, weight and feature of an input as often as it says. */
    static BundleEval of(JsonObject input, int threads) {
        double[] camera = GradBenchEval.numbers(input.get("cam"));
        double[] point = GradBenchEval.numbers(input.get("x"));
        double[] feature = GradBenchEval.numbers(input.get("feat"));
        double[][] cameras = new double[input.get("n").getAsInt()][];
        double[][] points = new double[input.get("m").getAsInt()][];
        double[] weights = new double[input.get("p").getAsInt()];
        double[][] features = new double[weights.length][];
        Arrays.setAll(cameras, i -> camera.clone());
        Arrays.setAll(points, i -> point.clone());
        Arrays.fill(weights, input.get("w").getAsDouble());
        Arrays.setAll(features, i -> feature.clone());
        return new BundleEval(cameras, points, weights, features, threads);
    }

    Supplier<?> prepare(String function) {
        return switch (function) {
            case "objective" -> {
                CompiledFunction errors = compiled(false, turned());
                yield () -> repeated(errors(errors));
            }
            case "jacobian" -> {
                CompiledFunction errors = compiled(true, turned());
                yield () -> jacobian(errors).ends();
            }
            default -> throw GradBenchEval.unknown("ba", function);
        };
    }

    /** Whether every camera is turned. */
    boolean turned() {
        return Arrays.stream(cameras).allMatch(c -> c[0] != 0 || c[1] != 0 || c[2] != 0);
    }

    /**
     * The function of an observation, whose inputs are the camera, the point, the weight and the feature.
     *
     * @param turned whether every camera is: the suite's definition decides that by an if, and so has two graphs
     */
    static CompiledFunction compiled(boolean withSlopes, boolean turned) {
        List<Value> inputs = GradBenchEval.leaves(INPUTS);
        List<Value> errors = errors(inputs, turned);
        List<Value> outputs = new ArrayList<>(errors);
        if (withSlopes) {
            outputs.addAll(Derivatives.gradient(errors.get(0), inputs.subList(0, COLUMNS)));
            outputs.addAll(Derivatives.gradient(errors.get(1), inputs.subList(0, COLUMNS)));
            outputs.add(Derivatives.derivative(errors.get(2), inputs.get(COLUMNS - 1)));
        }
        return CompiledFunction.builder(outputs).inputs(inputs).build();
    }

    private static List<Value> errors(List<Value> inputs, boolean turned) {
        List<Value> camera = inputs.subList(0, CAMERA);
        Value weight = inputs.get(COLUMNS - 1);
        List<Value> seen = project(camera, inputs.subList(CAMERA, CAMERA + POINT), turned);
        return List.of(
                weight.mul(seen.get(0).sub(inputs.get(COLUMNS))),
                weight.mul(seen.get(1).sub(inputs.get(COLUMNS + 1))),
                weight.mul(weight).neg().add(1));
    }

    private static List<Value> project(List<Value> camera, List<Value> point, boolean isTurned) {
        List<Value> fromCentre = new ArrayList<>();
        for (int i = 0; i < POINT; i++) {
            fromCentre.add(point.get(i).sub(camera.get(3 + i)));
        }
        List<Value> turned = turn(camera.subList(0, 3), fromCentre, isTurned);
        Value x = turned.get(0).div(turned.get(2));
        Value y = turned.get(1).div(turned.get(2));
        Value square = x.mul(x).add(y.mul(y));
        Value distortion =
                camera.get(9).mul(square).add(1).add(camera.get(10).mul(square).mul(square));
        Value focus = camera.get(6);
        return List.of(
                x.mul(distortion).mul(focus).add(camera.get(7)),
                y.mul(distortion).mul(focus).add(camera.get(8)));
    }

    /**
     * Rodrigues' formula, with sin θ/θ and (1 − cos θ)/θ² so that the rotation need not be divided by its angle θ;
     * without a turn these are their limits.
     */
    private static List<Value> turn(List<Value> rotation, List<Value> v, boolean isTurned) {
        Value square = dot(rotation, rotation);
        Value angle = square.sqrt();
        Value cos = angle.cos();
        Value sin = angle.sin().div(angle);
        Value rest = cos.neg().add(1).div(square);
        if (!isTurned) {
            Value turns = square.greaterThan(0);
            cos = Value.where(turns, cos, Value.constant(1));
            sin = Value.where(turns, sin, Value.constant(1));
            rest = Value.where(turns, rest, Value.constant(0.5));
        }
        List<Value> across = cross(rotation, v);
        Value along = dot(rotation, v).mul(rest);
        List<Value> turned = new ArrayList<>();
        for (int i = 0; i < POINT; i++) {
            turned.add(v.get(i)
                    .mul(cos)
                    .add(across.get(i).mul(sin))
                    .add(rotation.get(i).mul(along)));
        }
        return turned;
    }

    private static Value dot(List<Value> a, List<Value> b) {
        return a.get(0).mul(b.get(0)).add(a.get(1).mul(b.get(1))).add(a.get(2).mul(b.get(2)));
    }

    private static List<Value> cross(List<Value> a, List<Value> b) {
        List<Value> cross = new ArrayList<>();
        for (int i = 0; i < POINT; i++) {
            int j = (i + 1) % POINT;
            int k = (i + 2) % POINT;
            cross.add(a.get(j).mul(b.get(k)).sub(a.get(k).mul(b.get(j))));
        }
        return cross;
    }

    /** The three errors of each observation. */
    double[][] errors(CompiledFunction errors) {
        double[][] result = new double[weights.length][ERRORS];
        inPieces(errors, (first, outputs, n) -> {
            for (int l = 0; l < n; l++) {
                System.arraycopy(outputs[l], 0, result[first + l], 0, ERRORS);
            }
        });
        return result;
    }

    /** The Jacobian: two rows for each observation, then one for each weight. */
    Matrix jacobian(CompiledFunction errors) {
        int count = weights.length;
        int weightColumns = CAMERA * cameras.length + POINT * points.length;
        int[] rows = new int[ERRORS * count + 1];
        int[] columns = new int[(2 * COLUMNS + 1) * count];
        double[] values = new double[columns.length];
        int slopesOfWeights = 2 * COLUMNS * count;
        inPieces(errors, (first, outputs, n) -> {
            for (int l = 0; l < n; l++) {
                int i = first + l;
                int at = 2 * COLUMNS * i;
                System.arraycopy(outputs[l], ERRORS, values, at, 2 * COLUMNS);
                values[slopesOfWeights + i] = outputs[l][ERRORS_AND_SLOPES - 1];
                rows[2 * i + 1] = at + COLUMNS;
                rows[2 * i + 2] = at + 2 * COLUMNS;
                rows[2 * count + i + 1] = slopesOfWeights + i + 1;
                int camera = CAMERA * (i % cameras.length);
                int point = CAMERA * cameras.length + POINT * (i % points.length);
                for (int k = 0; k < CAMERA; k++) {
                    columns[at + k] = camera + k;
                }
                for (int k = 0; k < POINT; k++) {
                    columns[at + CAMERA + k] = point + k;
                }
                columns[at + COLUMNS - 1] = weightColumns + i;
                System.arraycopy(columns, at, columns, at + COLUMNS, COLUMNS);
                columns[slopesOfWeights + i] = weightColumns + i;
            }
        });
        return new Matrix(rows, columns, values);
    }

    private interface Reader {
        void read(int first, double[][] outputs, int n);
    }

    private void inPieces(CompiledFunction errors, Reader reader) {
        int pieces = (weights.length + AT_A_TIME - 1) / AT_A_TIME;
        ParallelTasks.inRanges(pieces, threads, (from, to) -> {
            double[][] samples = new double[Math.min(AT_A_TIME, weights.length)][INPUTS];
            double[][] outputs = new double[samples.length][errors.outputCount()];
            for (int piece = from; piece < to; piece++) {
                int first = piece * AT_A_TIME;
                int n = Math.min(AT_A_TIME, weights.length - first);
                for (int l = 0; l < n; l++) {
                    load(first + l, samples[l]);
                }
                if (n == samples.length) {
                    errors.values(NO_PARAMETERS, samples, outputs, 1);
                } else {
                    errors.values(NO_PARAMETERS, Arrays.copyOf(samples, n), Arrays.copyOf(outputs, n), 1);
                }
                reader.read(first, outputs, n);
            }
        });
    }

    private void load(int i, double[] sample) {
        System.arraycopy(cameras[i % cameras.length], 0, sample, 0, CAMERA);
        System.arraycopy(points[i % points.length], 0, sample, CAMERA, POINT);
        sample[COLUMNS - 1] = weights[i];
        System.arraycopy(features[i], 0, sample, COLUMNS, FEATURE);
    }

    /** The suite wants one observation, and how often it occurs. */
    private static Map<String, ?> repeated(double[][] errors) {
        return Map.of(
                "reproj_error",
                Map.of("elements", Arrays.copyOf(errors[0], 2), "repeated", errors.length),
                "w_err",
                Map.of("element", errors[0][2], "repeated", errors.length));
    }

    /** A sparse matrix in compressed rows. */
    record Matrix(int[] rows, int[] columns, double[] values) {
        /** The first 30 numbers of each part and the last, as the suite wants it. */
        Map<String, ?> ends() {
            double[] ends = Arrays.copyOf(values, 2 * COLUMNS + 1);
            ends[2 * COLUMNS] = values[values.length - 1];
            return Map.of("rows", ends(rows), "cols", ends(columns), "vals", ends);
        }

        private static int[] ends(int[] numbers) {
            int[] ends = Arrays.copyOf(numbers, 2 * COLUMNS + 1);
            ends[2 * COLUMNS] = numbers[numbers.length - 1];
            return ends;
        }
    }
}
