package io.gradstep.nn.data;

import com.google.errorprone.annotations.Immutable;
import io.gradstep.engine.text.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The toy problems of {@link Generators} by name, with suitable default sizes and noise. */
public enum NamedGenerator {
    /** The truth table of XOR. */
    XOR("xor", "the truth table of XOR", 4, 0, Generators::xor),

    /** Two interleaving half circles. */
    MOONS("moons", "two interleaving half circles", 200, 0.1, Generators::moons),

    /** Two circles, one of half the size inside the other. */
    CIRCLES(
            "circles",
            "two circles, one of half the size inside the other",
            200,
            0.05,
            (sampleCount, noise, seed) -> Generators.circles(sampleCount, 0.5, noise, seed)),

    /** Two spirals of one turn. */
    SPIRALS(
            "spirals",
            "two spirals of one turn",
            200,
            0.02,
            (sampleCount, noise, seed) -> Generators.spirals(sampleCount, 2, 1, noise, seed)),

    /** The yin-yang sign and its dots. */
    YIN_YANG("yinyang", "the yin-yang sign and its dots", 600, 0, Generators::yinYang),

    /** Three round clouds. */
    BLOBS(
            "blobs",
            "three round clouds",
            150,
            0.25,
            (sampleCount, noise, seed) -> Generators.blobs(sampleCount, 3, noise, seed)),

    /** Drawn digits of 8 × 8 pixels. */
    DIGITS("digits", "drawn digits of 8 x 8 pixels", 1000, 0.2, Generators::digits),

    /** One period of the sine, for regression. */
    SINE("sine", "one period of the sine, for regression", 200, 0.05, Generators::sine),

    /** The cubic 2x³ − x, for regression. */
    POLYNOMIAL(
            "polynomial",
            "the cubic 2x^3 - x, for regression",
            200,
            0.05,
            (sampleCount, noise, seed) -> Generators.polynomial(sampleCount, new double[] {0, -1, 0, 2}, noise, seed));

    @Immutable
    private interface Sampler {
        Dataset draw(int sampleCount, double noise, long seed);
    }

    private final String datasetName;
    private final String description;
    private final int defaultSampleCount;
    private final double defaultNoise;
    private final Sampler sampler;

    NamedGenerator(
            String datasetName, String description, int defaultSampleCount, double defaultNoise, Sampler sampler) {
        this.datasetName = datasetName;
        this.description = description;
        this.defaultSampleCount = defaultSampleCount;
        this.defaultNoise = defaultNoise;
        this.sampler = sampler;
    }

    /**
     * Finds a generator by its name.
     *
     * @param name as {@link #datasetName()} gives it; case, hyphens and underscores do not matter
     * @return the generator
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static NamedGenerator named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        for (NamedGenerator generator : values()) {
            if (generator.datasetName.equals(plain)) {
                return generator;
            }
        }
        List<String> names =
                Stream.of(values()).map(NamedGenerator::datasetName).toList();
        throw new IllegalArgumentException("there is no data set '" + name + "'"
                + Spelling.nearest(plain, names)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")
                + names.stream().collect(Collectors.joining(", ", " (there are ", ")")));
    }

    /** {@return the name that {@link #named} takes, in lower-case letters} */
    public String datasetName() {
        return datasetName;
    }

    /** {@return a short description of the data, in plain ASCII without a full stop} */
    public String description() {
        return description;
    }

    /** {@return the default number of samples, at least 4} */
    public int defaultSampleCount() {
        return defaultSampleCount;
    }

    /** {@return the default standard deviation of the noise, at least 0} */
    public double defaultNoise() {
        return defaultNoise;
    }

    /**
     * Draws the default number of samples with the default noise.
     *
     * @param seed the same seed gives the same bits on every machine
     * @return the samples in random order
     */
    public Dataset generate(long seed) {
        return generate(defaultSampleCount, defaultNoise, seed);
    }

    /**
     * Draws samples.
     *
     * @param sampleCount how many, from the number of classes to {@value Generators#MAX_SAMPLES}
     * @param noise the standard deviation of the noise, from 0
     * @param seed the same seed gives the same bits on every machine
     * @return the samples in random order
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public Dataset generate(int sampleCount, double noise, long seed) {
        return sampler.draw(sampleCount, noise, seed);
    }
}
