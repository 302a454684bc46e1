package io.gradstep.viz.page;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Graph;
import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A web page that plays a training: epoch by epoch the map of decisions or the fitted curve, the place on the curves of
 * the loss, and the network at work on one sample, with the value and the gradient of every neuron.
 *
 * <pre>{@code
 * Value w = Value.of(0, "w");
 * Value loss = w.mul(2).named("score").sub(1).pow(2).named("loss");
 * FilmPage.Builder film = FilmPage.builder("A line learns").network(Graph.of(loss));
 * double[][] points = {{-1, 0.5}, {1, -0.5}};
 * film.map(DecisionMap.of(points, new int[] {0, 1}, (x, y) -> new double[] {1, 0}));
 * for (int epoch = 0; epoch <= 10; epoch++) {
 *     double slope = 0.05 * epoch;
 *     w.setData(slope);
 *     Graph.of(loss).forward();
 *     film.frame(epoch, (x, y) -> new double[] {0.5, slope * x});
 * }
 * film.build().writeTo(Path.of("film.html"));
 * }</pre>
 *
 * <p>The page is one file that loads nothing and sends nothing; without JavaScript it shows the last frame. Readers go
 * from frame to frame by buttons, slider or keys, and {@code film.html#epoch=12} opens at the last frame up to epoch
 * 12. A frame adds up to some ten kilobytes to it; equal films give equal pages.
 */
public final class FilmPage {
    /** In order of dependency. */
    private static final List<String> MODULES = List.of(
            "numbers",
            "dom",
            "decisions",
            "curves",
            "fit",
            "links",
            "neurons",
            "fragment",
            "zoom",
            "lecture",
            "player",
            "film");

    private final String title;
    private final FilmFrames frames;
    private final @Nullable FilmMap map;
    private final @Nullable FilmFit fit;
    private final @Nullable FilmCurves curves;
    private final @Nullable FilmNetwork network;
    private final String caption;
    private final List<String> notes;

    private FilmPage(Builder builder) {
        this.title = builder.title;
        this.frames = builder.frames;
        this.map = builder.map;
        this.fit = builder.fit;
        this.curves = builder.chart == null ? null : new FilmCurves(builder.chart, frames.epochs());
        this.network = builder.network;
        this.caption = builder.caption;
        this.notes = List.copyOf(builder.notes);
    }

    /**
     * Begins a film that has no frames yet.
     *
     * @param title the title, shown literally
     * @return its builder
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    /** Builds a film, frame by frame. Set its content first; the chart may come last, when all losses are known. */
    public static final class Builder {
        private final String title;
        private final FilmFrames frames = new FilmFrames();
        private final List<String> notes = new ArrayList<>();
        private String caption = "";
        private @Nullable FilmMap map;
        private @Nullable FilmFit fit;
        private @Nullable LineChart chart;
        private @Nullable FilmNetwork network;

        private Builder(String title) {
            this.title = Objects.requireNonNull(title, "title");
        }

        /**
         * Shows a decision map, with another classifier in every frame.
         *
         * @param decisions the samples and all texts; its own classifier is not used
         * @return this builder
         * @throws IllegalStateException if there are frames already
         */
        @CanIgnoreReturnValue
        public Builder map(DecisionMap decisions) {
            Objects.requireNonNull(decisions, "decisions");
            requireNoFrames();
            map = new FilmMap(decisions);
            return this;
        }

        /**
         * Shows samples and a fitted curve, another one in every frame.
         *
         * @param samples a chart of the samples alone
         * @param along where the curve is computed, from left to right
         * @return this builder
         * @throws IllegalStateException if there are frames already
         */
        @CanIgnoreReturnValue
        public Builder fit(LineChart samples, double... along) {
            Objects.requireNonNull(samples, "samples");
            Objects.requireNonNull(along, "along");
            requireNoFrames();
            fit = new FilmFit(samples, along);
            return this;
        }

        /**
         * Shows a graph in the view of {@linkplain View#NEURONS neurons}, with its values in every frame and the
         * gradients that belong to them. Layers of more than 20 neurons are folded, and smaller ones too in a graph of
         * more than 64 named values: those with names such as {@code layer1.neuron3} are squares in one card. A graph
         * without enough layers is left out, and the page says so.
         *
         * @param graph whose leaves will change from frame to frame
         * @return this builder
         * @throws IllegalStateException if there are frames already
         */
        @CanIgnoreReturnValue
        public Builder network(Graph graph) {
            return samples(List.of(FilmSample.of("", graph)));
        }

        /**
         * Shows a network as {@link #network}, on samples of which readers choose one.
         *
         * @param samples the graphs of one network; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none, or their graphs differ in their named values
         * @throws IllegalStateException if there are frames already
         */
        @CanIgnoreReturnValue
        public Builder samples(List<FilmSample> samples) {
            if (Objects.requireNonNull(samples, "samples").isEmpty()) {
                throw new IllegalArgumentException("a network needs at least one sample");
            }
            requireNoFrames();
            int cards = FilmNetwork.cards(samples.get(0).graph());
            if (cards > FilmNetwork.MAX_CARDS) {
                note("The network is left out: it needs %d cards, and there is room for %d."
                        .formatted(cards, FilmNetwork.MAX_CARDS));
            } else {
                network = new FilmNetwork(samples);
            }
            return this;
        }

        /**
         * Counts the frames in another unit than epochs: the numbers of the frames, and the chart's horizontal axis.
         *
         * @param name one word in the singular, such as batch
         * @return this builder
         * @throws IllegalArgumentException if it is anything but letters from a to z
         */
        @CanIgnoreReturnValue
        public Builder counting(String name) {
            frames.counting(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Marks neurons as dead in the last frame, and tells of them: no gradient passes them, whatever the sample.
         *
         * @param names the names of their values
         * @return this builder
         * @throws IllegalStateException if there is no frame yet
         */
        @CanIgnoreReturnValue
        public Builder dead(List<String> names) {
            frames.dead(Objects.requireNonNull(names, "names"));
            return this;
        }

        /**
         * Sets the caption below the network.
         *
         * @param text a sentence, shown literally
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder caption(String text) {
            caption = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Shows curves with the position of each frame.
         *
         * @param curves whose horizontal axis counts epochs
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder chart(LineChart curves) {
            chart = Objects.requireNonNull(curves, "curves");
            return this;
        }

        /**
         * Adds a sentence below the pictures, such as why there is no map.
         *
         * @param text the sentence, shown literally
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder note(String text) {
            notes.add(Objects.requireNonNull(text, "text"));
            return this;
        }

        /**
         * Adds a frame to a film without a map and without a fitted curve.
         *
         * @param epoch the number of epochs after which the network has its current state, greater than in the frame
         * before
         * @return this builder
         * @throws IllegalStateException if there is a map, which needs a classifier, or a fitted curve
         * @throws IllegalArgumentException if the epoch is negative or not greater than the one before
         */
        @CanIgnoreReturnValue
        public Builder frame(int epoch) {
            if (map != null) {
                throw new IllegalStateException("a frame of a film with a map needs a classifier");
            }
            requireNoCurve();
            add(epoch);
            return this;
        }

        /**
         * Adds a frame to a film with a fitted curve.
         *
         * @param epoch the number of epochs after which the network has its current state, greater than in the frame
         * before
         * @param curve the curve of this epoch; NaN leaves a gap
         * @return this builder
         * @throws IllegalStateException if there is no fitted curve
         * @throws IllegalArgumentException if the epoch is negative or not greater than the one before
         */
        @CanIgnoreReturnValue
        public Builder frame(int epoch, DoubleUnaryOperator curve) {
            Objects.requireNonNull(curve, "curve");
            if (fit == null) {
                throw new IllegalStateException("a frame with a curve needs a film with a fitted curve");
            }
            add(epoch);
            fit.add(curve);
            return this;
        }

        /**
         * Adds a frame. It calls the classifier about 2,600 times and once per sample, and records the network's
         * current values.
         *
         * @param epoch the number of epochs after which the network has its current state, greater than in the frame
         * before
         * @param scores the classifier of this epoch; not called without a map
         * @return this builder
         * @throws IllegalStateException if there is a fitted curve
         * @throws IllegalArgumentException if the epoch is negative or not greater than the one before, or the
         *     classifier does not match the map
         */
        @CanIgnoreReturnValue
        public Builder frame(int epoch, DecisionMap.Scores scores) {
            Objects.requireNonNull(scores, "scores");
            requireNoCurve();
            add(epoch);
            if (map != null) {
                map.add(scores);
            }
            return this;
        }

        private void add(int epoch) {
            frames.add(epoch);
            if (network != null) {
                network.add();
            }
        }

        private void requireNoCurve() {
            if (fit != null) {
                throw new IllegalStateException("a frame of a film with a fitted curve needs the curve");
            }
        }

        private void requireNoFrames() {
            if (!frames.epochs().isEmpty()) {
                throw new IllegalStateException("set the content of a film before its first frame");
            }
        }

        /**
         * Builds the page.
         *
         * @return the page
         * @throws IllegalStateException if there is no frame, or the chart has no series
         */
        public FilmPage build() {
            if (frames.epochs().isEmpty()) {
                throw new IllegalStateException("a film needs at least one frame");
            }
            return new FilmPage(this);
        }
    }

    /** {@return the page as an HTML document, in UTF-8} Takes time and memory linear in its size. */
    public String html() {
        HtmlPage page = new HtmlPage(HtmlPage.resource("film.html"));
        FilmPanels panels = new FilmPanels(map, fit, curves, network, caption);
        page.style(PageColors.css()
                + HtmlPage.resource("page.css")
                + HtmlPage.resource("lecture.css")
                + HtmlPage.resource("film.css")
                + HtmlPage.resource("links.css")
                + panels.style());
        page.markup("subject", panels.subject());
        page.markup("chart", panels.chart());
        page.markup("network", panels.network());
        page.program(HtmlPage.modules(MODULES));
        return page.html(Map.of(
                "title", HtmlPage.escaped(Text.visible(title)),
                "unit", frames.unit(),
                "units", frames.units(),
                "facts", HtmlPage.escaped(panels.facts(frames)),
                "samples", network == null ? "" : FilmPanels.options(network.names()),
                "notes", notes.stream().map(FilmPanels::paragraph).collect(Collectors.joining()),
                "data", data()));
    }

    private String data() {
        Json json = new Json().beginObject();
        frames.write(json);
        if (map != null) {
            map.write(json.name("map"));
        }
        if (fit != null) {
            fit.write(json.name("fit"));
        }
        if (curves != null) {
            curves.write(json.name("chart"), frames.epochs());
        }
        if (network != null) {
            network.write(json.name("network"));
        }
        return json.endObject().toString();
    }

    /**
     * Saves the page.
     *
     * <p>The file is written completely or not at all: an existing file is kept until the new page is complete.
     *
     * @param file where to save it
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
