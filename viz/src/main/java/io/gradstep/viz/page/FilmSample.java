package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A sample that readers of a {@linkplain FilmPage film} can choose: the graph of the network and its loss on it, and
 * what the page says and shows of it.
 */
public final class FilmSample {
    private final String name;
    private final Graph graph;
    private final String caption;
    private final int columns;
    private final double[] brightness;
    private final Supplier<String> answer;

    private FilmSample(
            String name, Graph graph, String caption, int columns, double[] brightness, Supplier<String> answer) {
        this.name = name;
        this.graph = graph;
        this.caption = caption;
        this.columns = columns;
        this.brightness = brightness;
        this.answer = answer;
    }

    /**
     * Begins with a graph.
     *
     * @param name the name by which readers choose it, shown literally
     * @param graph whose parameters will change from frame to frame; the graphs of a film's samples share them, and
     *     have the same named values
     * @return the sample
     */
    public static FilmSample of(String name, Graph graph) {
        Objects.requireNonNull(name, "name");
        return new FilmSample(name, Objects.requireNonNull(graph, "graph"), "", 1, new double[0], () -> "");
    }

    /**
     * {@return this sample with a caption below the network}
     *
     * @param text a sentence, shown literally
     */
    public FilmSample caption(String text) {
        return new FilmSample(name, graph, Objects.requireNonNull(text, "text"), columns, brightness, answer);
    }

    /**
     * {@return this sample with an image that is shown beside the network}
     *
     * @param width the number of pixels in a row
     * @param pixels the brightness of each pixel from 0 to 1, row by row
     * @throws IllegalArgumentException if the pixels do not fill rows, or one is not from 0 to 1
     */
    public FilmSample image(int width, double... pixels) {
        Objects.requireNonNull(pixels, "pixels");
        if (width < 1 || pixels.length == 0 || pixels.length % width != 0) {
            throw new IllegalArgumentException(pixels.length + " pixels do not fill rows of " + width);
        }
        for (double pixel : pixels) {
            if (!(pixel >= 0 && pixel <= 1)) {
                throw new IllegalArgumentException("the brightness of a pixel is from 0 to 1, not " + pixel);
            }
        }
        return new FilmSample(name, graph, caption, width, pixels.clone(), answer);
    }

    /**
     * {@return this sample with the network's answer}
     *
     * @param words asked for the answer at each frame, such as {@code "predicted 3 (87 %)"}
     */
    public FilmSample answer(Supplier<String> words) {
        return new FilmSample(name, graph, caption, columns, brightness, Objects.requireNonNull(words, "words"));
    }

    /** Computes the graph's values anew, after its parameters have changed. */
    public void forward() {
        graph.forward();
    }

    String name() {
        return name;
    }

    Graph graph() {
        return graph;
    }

    String caption() {
        return caption;
    }

    boolean hasImage() {
        return brightness.length > 0;
    }

    int columns() {
        return columns;
    }

    double[] brightness() {
        return brightness.clone();
    }

    String answer() {
        return answer.get();
    }
}
