package io.gradstep.engine;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hand of GradBench's ht: bones that turn with the joints of the fingers, and vertices that follow several bones,
 * each by a weight; then all of them are turned and moved.
 *
 * <p>Its 26 parameters are the rotation (its axis times its angle), the translation, and for each finger two angles of
 * the first joint and one of each of two more.
 *
 * @param parents of each bone one that comes before it, or −1
 * @param relatives of each bone the 4×4 matrix to the parent's frame at rest
 * @param inverses of each bone the inverse of the matrix to the hand's frame at rest
 * @param vertices at rest, in homogeneous coordinates
 * @param weights of each vertex that of each bone
 * @param triangles of three vertices
 * @param mirrored whether x changes its sign before the hand is turned
 */
record HandModel(
        int[] parents,
        double[][][] relatives,
        double[][][] inverses,
        double[][] vertices,
        double[][] weights,
        int[][] triangles,
        boolean mirrored) {

    static final int PARAMETERS = 26;

    private static final int FINGERS = 5;
    private static final int BONES_OF_FINGER = 4;
    private static final int FIRST_ANGLE = 6;
    private static final double SMALL_ROTATION = 1e-4;

    static HandModel of(JsonObject json) {
        return new HandModel(
                GradBenchEval.integers(json.get("parents")),
                matrices(json, "base_relatives"),
                matrices(json, "inverse_base_absolutes"),
                GradBenchEval.rows(json.get("base_positions")),
                GradBenchEval.rows(json.get("weights")),
                Arrays.stream(GradBenchEval.rows(json.get("triangles")))
                        .map(t -> new int[] {(int) t[0], (int) t[1], (int) t[2]})
                        .toArray(int[][]::new),
                json.get("is_mirrored").getAsBoolean());
    }

    private static double[][][] matrices(JsonObject json, String name) {
        double[][][] matrices = new double[json.get(name).getAsJsonArray().size()][][];
        Arrays.setAll(
                matrices,
                i -> GradBenchEval.rows(json.get(name).getAsJsonArray().get(i)));
        return matrices;
    }

    int bones() {
        return parents.length;
    }

    /**
     * Builds the position of a vertex.
     *
     * @param theta the parameters
     * @param vertex its homogeneous coordinates at rest and, behind them, its weights
     */
    List<Value> position(List<Value> theta, List<Value> vertex) {
        List<Value> products = new ArrayList<>(); // a point for each bone, times the weight
        for (int bone = 0; bone < bones(); bone++) {
            for (int i = 0; i < 4; i++) {
                products.add(vertex.get(4 + bone).mul(vertex.get(i)));
            }
        }
        List<Value[][]> transforms = transforms(theta);
        List<Value> skinned = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Value> row = new ArrayList<>();
            for (Value[][] transform : transforms) {
                row.addAll(Arrays.asList(transform[i]));
            }
            Value sum = Value.dot(row, products);
            skinned.add(i == 0 && mirrored ? sum.neg() : sum);
        }
        List<Value> position = new ArrayList<>();
        for (Value[] row : rotation(theta)) {
            position.add(Value.dot(Arrays.asList(row), skinned).add(theta.get(3 + position.size())));
        }
        return position;
    }

    /** Of each bone, where it takes the points at rest. */
    private List<Value[][]> transforms(List<Value> theta) {
        List<Value[][]> absolutes = new ArrayList<>();
        List<Value[][]> transforms = new ArrayList<>();
        for (int bone = 0; bone < bones(); bone++) {
            Value[][] relative = product(constants(relatives[bone]), turned(theta, bone));
            absolutes.add(parents[bone] < 0 ? relative : product(absolutes.get(parents[bone]), relative));
            transforms.add(product(absolutes.get(bone), constants(inverses[bone])));
        }
        return transforms;
    }

    /** The rotation of a joint about z, then y, then x, of which fingers have two angles or one. */
    private static Value[][] turned(List<Value> theta, int bone) {
        int finger = (bone - 2) / BONES_OF_FINGER;
        int joint = (bone - 2) % BONES_OF_FINGER;
        if (bone < 2 || finger >= FINGERS || joint > 2) {
            return constants(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
        }
        int first = FIRST_ANGLE + finger * 4;
        Value x = joint == 0 ? theta.get(first) : theta.get(first + joint + 1);
        Value z = joint == 0 ? theta.get(first + 1) : Value.constant(0);
        Value zero = Value.constant(0);
        Value one = Value.constant(1);
        Value[][] aboutX = {
            {one, zero, zero, zero},
            {zero, x.cos(), x.sin().neg(), zero},
            {zero, x.sin(), x.cos(), zero},
            {zero, zero, zero, one}
        };
        Value[][] aboutZ = {
            {z.cos(), z.sin().neg(), zero, zero},
            {z.sin(), z.cos(), zero, zero},
            {zero, zero, one, zero},
            {zero, zero, zero, one}
        };
        return product(aboutZ, aboutX);
    }

    /** Rodrigues' formula; a small rotation is none, as the suite has it. */
    private static Value[][] rotation(List<Value> theta) {
        Value square = Value.sum(theta.subList(0, 3).stream().map(r -> r.mul(r)).toList());
        Value turns = square.greaterThan(SMALL_ROTATION * SMALL_ROTATION);
        Value angle = Value.where(turns, square, Value.constant(1)).sqrt();
        Value cos = angle.cos();
        Value sin = angle.sin();
        Value rest = cos.neg().add(1);
        List<Value> axis = theta.subList(0, 3).stream().map(r -> r.div(angle)).toList();
        Value[][] rotation = new Value[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                Value product = axis.get(i).mul(axis.get(j));
                Value formula = i == j
                        ? product.add(product.neg().add(1).mul(cos))
                        : product.mul(rest).add(axis.get(3 - i - j).mul((j - i + 3) % 3 == 1 ? sin.neg() : sin));
                rotation[i][j] = Value.where(turns, formula, Value.constant(i == j ? 1 : 0));
            }
        }
        return rotation;
    }

    private static Value[][] product(Value[][] a, Value[][] b) {
        Value[][] product = new Value[a.length][b[0].length];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < product[0].length; j++) {
                List<Value> column = new ArrayList<>();
                for (Value[] row : b) {
                    column.add(row[j]);
                }
                product[i][j] = Value.dot(Arrays.asList(a[i]), column);
            }
        }
        return product;
    }

    private static Value[][] constants(double[][] numbers) {
        return Arrays.stream(numbers)
                .map(row -> Arrays.stream(row).mapToObj(Value::constant).toArray(Value[]::new))
                .toArray(Value[][]::new);
    }
}
