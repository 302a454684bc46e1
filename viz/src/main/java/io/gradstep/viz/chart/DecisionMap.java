package io.gradstep.viz.chart;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Format;
import io.gradstep.viz.svg.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A map of a classifier's decisions in the plane, with samples on it: the colour of a point is its predicted class,
 * stronger where the decision is clearer, and a line follows the boundary.
 *
 * <pre>{@code
 * double[][] points = {{-1, 0.5}, {-0.5, -1}, {0.5, 1}, {1, -0.5}};
 * int[] classes = {0, 0, 1, 1};
 * DecisionMap map = DecisionMap.of(points, classes, (x, y) -> {
 *             double p = 1 / (1 + Math.exp(-4 * x));
 *             return new double[] {1 - p, p};
 *         })
 *         .titled("Left and right")
 *         .classNames(List.of("left", "right"));
 * map.writeTo(Path.of("boundary.svg"));
 * }</pre>
 *
 * <p>Each class has a shape besides its colour, and samples on the wrong side have a ring. Samples that would hide each
 * other are left out; the numbers in the legend count all of them.
 *
 * <p>Maps are values: each method returns a new one, and arrays are copied.
 */
public final class DecisionMap {
    /** A classifier of points in the plane. */
    @FunctionalInterface
    public interface Scores {
        /**
         * {@return one score per class at a point: its probability, or any number from 0 to 1} The highest wins, the
         * first of equal ones; if one is NaN, nothing is decided and the map stays blank.
         *
         * @param x the first coordinate
         * @param y the second coordinate
         */
        double[] at(double x, double y);
    }

    private final Samples samples;
    private final Scores scores;
    private final ChartTexts texts;
    private final List<String> names;

    private DecisionMap(Samples samples, Scores scores, ChartTexts texts, List<String> names) {
        this.samples = samples;
        this.scores = scores;
        this.texts = texts;
        this.names = List.copyOf(names);
    }

    /**
     * {@return a map of the part of the plane that contains the samples}
     *
     * @param points the samples, each with two finite coordinates
     * @param classes the true class of each, from 0
     * @param scores the classifier; called about 10,000 times when the map is drawn
     * @throws IllegalArgumentException if there are no samples, a sample is malformed, or a class has no score; the
     *     message names the sample
     */
    public static DecisionMap of(double[][] points, int[] classes, Scores scores) {
        Objects.requireNonNull(scores, "scores");
        Samples samples = Samples.of(points, classes, scores);
        List<String> names = IntStream.range(0, samples.classCount())
                .mapToObj(number -> "class " + number)
                .toList();
        return new DecisionMap(samples, scores, new ChartTexts("", "", ""), names);
    }

    /**
     * {@return this map with a title}
     *
     * @param title the title above it; may be empty
     */
    public DecisionMap titled(String title) {
        return new DecisionMap(samples, scores, new ChartTexts(title, texts.x(), texts.y()), names);
    }

    /**
     * {@return this map with names for its axes}
     *
     * @param x the first coordinate; may be empty
     * @param y the second coordinate; may be empty
     */
    public DecisionMap axes(String x, String y) {
        return new DecisionMap(samples, scores, texts.axes(x, y), names);
    }

    /**
     * {@return this map with names for the classes, which are class 0, class 1, … by default}
     *
     * @param classNames one for each score, in their order
     * @throws IllegalArgumentException if there are more or fewer names than scores
     */
    public DecisionMap classNames(List<String> classNames) {
        if (classNames.size() != samples.classCount()) {
            throw new IllegalArgumentException(
                    "there are " + samples.classCount() + " scores and " + classNames.size() + " class names");
        }
        return new DecisionMap(samples, scores, texts, classNames);
    }

    /**
     * Draws the same samples with the decisions of another classifier, as a frame of a film.
     *
     * @param other the classifier
     * @return a drawing with fewer details than this map's own
     * @throws IllegalArgumentException if the classifier gives too few or too many scores
     */
    public DecisionMapDrawing frame(Scores other) {
        Objects.requireNonNull(other, "other");
        return new DecisionMapDrawing(samples.judgedBy(other), other, texts, names, Regions.Detail.FRAME);
    }

    /**
     * {@return the map as a standalone SVG document of less than 200 KB, which can also be embedded in an HTML page and
     * is light or dark as the reader prefers} The classes have the ids {@code k0}, {@code k1}, … for their regions and
     * {@code p0}, {@code p1}, … for their samples.
     *
     * @throws IllegalArgumentException if the classifier gives more scores at one point than at another
     */
    public String svg() {
        return new DecisionMapDrawing(samples, scores, texts, names, Regions.Detail.FINE).svg();
    }

    /**
     * Saves the map in the format given by the file's extension. The file is written completely or not at all.
     *
     * @param file where to save it; its name ends in {@code .svg} or {@code .png}
     * @throws IllegalArgumentException if the name ends with anything else, or the classifier gives more scores at one
     *     point than at another
     * @throws LayoutException if a PNG cannot be drawn, as where there are no fonts
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, Format.ofChart(file).content(this::svg));
    }
}
