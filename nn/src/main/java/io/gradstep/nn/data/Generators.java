package io.gradstep.nn.data;

import io.gradstep.engine.Op;
import io.gradstep.nn.random.Draws;
import java.util.List;

/**
 * Generates classic toy problems from a seed.
 *
 * <p>The same arguments give the same numbers to the last bit on every machine and JDK. Points come in random order, in
 * classes of equal size as far as the number of samples allows. Noise is normally distributed, its standard deviation
 * given in the units of the data; 0 gives exact points.
 *
 * <p>Everywhere, a number of samples is at least the number of classes and at most {@value #MAX_SAMPLES}, and noise is
 * finite and not negative; an {@link IllegalArgumentException} says which is not. {@link NamedGenerator} offers the
 * same problems by name, with defaults.
 */
public final class Generators {
    /** The largest number of samples that is generated. */
    public static final int MAX_SAMPLES = 10_000_000;

    private Generators() {}

    /**
     * Draws XOR: the corners of the unit square, of class 1 where exactly one coordinate is 1.
     *
     * <p>Four samples without noise are the truth table itself; more of them repeat the corners in turn.
     *
     * @param sampleCount how many, at least 2
     * @param noise the standard deviation of the noise on each coordinate
     * @param seed of the noise and the order
     * @return two inputs around 0 and 1; the classes {@code equal} and {@code different}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset xor(int sampleCount, double noise, long seed) {
        return classes(sampleCount, List.of("equal", "different"), noise, seed, (label, i, ofLabel, draws) -> {
            int first = i % 2;
            return new double[] {first, first ^ label};
        });
    }

    /**
     * Draws two interleaving half circles of radius 1.
     *
     * <p>At angles t spread evenly from 0 to π, the upper one is (cos t, sin t), the lower one (1 − cos t, ½ − sin t):
     * the shape of scikit-learn's {@code make_moons}.
     *
     * @param sampleCount how many, at least 2
     * @param noise the standard deviation of the noise on each coordinate; from about 0.2 on the moons touch
     * @param seed of the noise and the order
     * @return two inputs, about −1 to 2 and −½ to 1; the classes {@code upper} and {@code lower}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset moons(int sampleCount, double noise, long seed) {
        return classes(sampleCount, List.of("upper", "lower"), noise, seed, (label, i, ofLabel, draws) -> {
            double t = ofLabel == 1 ? 0 : Math.PI * i / (ofLabel - 1);
            double x = Op.COS.value(t);
            double y = Op.SIN.value(t);
            return label == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
        });
    }

    /**
     * Draws two circles around the origin, one inside the other.
     *
     * @param sampleCount how many, at least 2; spread evenly over each circle
     * @param inner the radius of the inner circle, above 0 and below 1, which is the outer one's
     * @param noise the standard deviation of the noise on each coordinate
     * @param seed of the noise and the order
     * @return two inputs, about −1 to 1; the classes {@code outer} and {@code inner}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset circles(int sampleCount, double inner, double noise, long seed) {
        if (!(inner > 0 && inner < 1)) {
            throw new IllegalArgumentException("the inner circle's radius must be above 0 and below 1, not " + inner);
        }
        return classes(
                sampleCount,
                List.of("outer", "inner"),
                noise,
                seed,
                (label, i, ofLabel, draws) -> polar(label == 0 ? 1 : inner, 2 * Math.PI * i / ofLabel));
    }

    /**
     * Draws arms that wind out from the origin, from radius 0.1 to radius 1.
     *
     * <p>Along an arm, radius and angle grow in proportion; the arms are turned against each other evenly.
     *
     * @param sampleCount how many, at least as many as arms
     * @param arms the number of classes, 2 to 20
     * @param turns the number of turns of an arm around the origin, above 0 and at most 10
     * @param noise the standard deviation of the noise on each coordinate
     * @param seed of the noise and the order
     * @return two inputs, about −1 to 1; the classes {@code arm1, arm2, ...}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset spirals(int sampleCount, int arms, double turns, double noise, long seed) {
        if (arms < 2 || arms > 20) {
            throw new IllegalArgumentException("spirals need 2 to 20 arms, not " + arms);
        }
        if (!(turns > 0 && turns <= 10)) {
            throw new IllegalArgumentException("spirals need more than 0 and at most 10 turns, not " + turns);
        }
        return classes(sampleCount, Tables.numbered("arm", arms), noise, seed, (label, i, ofLabel, draws) -> {
            double along = ofLabel == 1 ? 1 : (double) i / (ofLabel - 1);
            return polar(0.1 + 0.9 * along, 2 * Math.PI * (turns * along + (double) label / arms));
        });
    }

    /**
     * Draws the yin-yang sign: two intertwined lobes with a dot in each.
     *
     * <p>The regions are those of Kriener, Göltz and Petrovici, "The Yin-Yang dataset", 2021 (arXiv 2102.08211): a disc
     * of radius 0.5 around (0.5, 0.5), with dots of radius 0.1 at (0.25, 0.5) and (0.75, 0.5). Points are spread evenly
     * over their region. The paper appends 1 − x and 1 − y as further inputs, for networks without biases; here are x
     * and y alone.
     *
     * @param sampleCount how many, at least 3
     * @param noise the standard deviation of the noise on each coordinate; the paper has none
     * @param seed of points, noise and order
     * @return two inputs, about 0 to 1; the classes {@code yin}, {@code yang} and {@code dot}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset yinYang(int sampleCount, double noise, long seed) {
        List<YinYang> regions = List.of(YinYang.YIN, YinYang.YANG, YinYang.DOT);
        return classes(
                sampleCount,
                List.of("yin", "yang", "dot"),
                noise,
                seed,
                (label, i, ofLabel, draws) -> regions.get(label).draw(draws));
    }

    /**
     * Draws round clouds of points whose centres are spread evenly over the unit circle, the first at (1, 0).
     *
     * @param sampleCount how many, at least as many as clouds
     * @param clouds the number of classes, 2 to 20
     * @param deviation the standard deviation of a cloud in each coordinate
     * @param seed of the points and the order
     * @return two inputs, mostly −1 to 1; the classes {@code blob1, blob2, ...}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset blobs(int sampleCount, int clouds, double deviation, long seed) {
        if (clouds < 2 || clouds > 20) {
            throw new IllegalArgumentException("the number of blobs must be 2 to 20, not " + clouds);
        }
        return classes(
                sampleCount,
                Tables.numbered("blob", clouds),
                deviation,
                seed,
                (label, i, ofLabel, draws) -> polar(1, 2 * Math.PI * label / clouds));
    }

    /**
     * Draws digits of 8 × 8 pixels: one drawing for each digit, shifted by up to one pixel in each direction, with
     * noise on every pixel.
     *
     * @param sampleCount how many, at least 10
     * @param noise the standard deviation of the noise on each pixel; people can no longer read the digits at about 0.7
     * @param seed of shifts, noise and order
     * @return 64 inputs, row by row from the top left and named {@code r1c1} to {@code r8c8}: 1 for ink and 0 for
     *     paper, plus noise; the classes {@code 0} to {@code 9}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset digits(int sampleCount, double noise, long seed) {
        return classes(
                        sampleCount,
                        Glyphs.NAMES,
                        noise,
                        seed,
                        (label, i, ofLabel, draws) -> Glyphs.draw(label, draws.below(3) - 1, draws.below(3) - 1))
                .withInputNames(Tables.pixels(Glyphs.SIDE, Glyphs.SIDE));
    }

    /**
     * Draws points of one period of the sine.
     *
     * @param sampleCount how many, at least 1
     * @param noise the standard deviation of the noise on the target
     * @param seed of points and noise
     * @return one input {@code x}, spread evenly at random over −π to π; the target sin x
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset sine(int sampleCount, double noise, long seed) {
        return curve(sampleCount, Math.PI, noise, seed, Op.SIN::value);
    }

    /**
     * Draws points of a polynomial.
     *
     * @param sampleCount how many, at least 1
     * @param coefficients the finite factors of 1, x, x² and so on; at least one
     * @param noise the standard deviation of the noise on the target
     * @param seed of points and noise
     * @return one input {@code x}, spread evenly at random over −1 to 1; the polynomial as the target
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Dataset polynomial(int sampleCount, double[] coefficients, double noise, long seed) {
        if (coefficients.length == 0) {
            throw new IllegalArgumentException("a polynomial needs at least one coefficient");
        }
        for (double coefficient : coefficients) {
            if (!Double.isFinite(coefficient)) {
                throw new IllegalArgumentException(
                        "the coefficients of a polynomial must be finite, not " + coefficient);
            }
        }
        return curve(sampleCount, 1, noise, seed, x -> {
            double y = 0;
            for (int k = coefficients.length - 1; k >= 0; k--) {
                y = y * x + coefficients[k];
            }
            return y;
        });
    }

    /** The position of a sample of a class before noise. */
    private interface Shape {
        /**
         * The input of sample i of the {@code ofLabel} samples of a class.
         *
         * @param draws random numbers for anything but the noise
         */
        double[] point(int label, int i, int ofLabel, Draws draws);
    }

    private static Dataset classes(int sampleCount, List<String> names, double noise, long seed, Shape shape) {
        check(sampleCount, names.size(), noise);
        Draws draws = new Draws(seed);
        double[][] inputs = new double[sampleCount][];
        int[] labels = new int[sampleCount];
        for (int k = 0; k < sampleCount; k++) {
            int label = k % names.size();
            int ofLabel = (sampleCount - label + names.size() - 1) / names.size();
            double[] point = shape.point(label, k / names.size(), ofLabel, draws);
            for (int j = 0; j < point.length; j++) {
                point[j] += draws.normal(noise);
            }
            inputs[k] = point;
            labels[k] = label;
        }
        return Dataset.classification(inputs, labels, names).subset(draws.permutation(sampleCount));
    }

    /** A real function of a real number. */
    private interface Curve {
        double at(double x);
    }

    private static Dataset curve(int sampleCount, double reach, double noise, long seed, Curve curve) {
        check(sampleCount, 1, noise);
        Draws draws = new Draws(seed);
        double[] x = new double[sampleCount];
        double[] y = new double[sampleCount];
        for (int i = 0; i < sampleCount; i++) {
            x[i] = draws.uniform(-reach, reach);
            y[i] = curve.at(x[i]) + draws.normal(noise);
        }
        return Dataset.table(x, y, List.of("x"), List.of("y"), List.of());
    }

    private static double[] polar(double radius, double angle) {
        return new double[] {radius * Op.COS.value(angle), radius * Op.SIN.value(angle)};
    }

    private static void check(int sampleCount, int fewest, double noise) {
        if (sampleCount < fewest || sampleCount > MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "the number of samples must be " + fewest + " to " + MAX_SAMPLES + ", not " + sampleCount);
        }
        if (!(noise >= 0) || !Double.isFinite(noise)) {
            throw new IllegalArgumentException(
                    "noise is a standard deviation and must be finite and at least 0, not " + noise);
        }
    }
}
