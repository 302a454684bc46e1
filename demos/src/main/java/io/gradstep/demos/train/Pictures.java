package io.gradstep.demos.train;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Draws a training: loss curve, decision boundary or fitted curve, and the network. */
public final class Pictures {
    /** The number of points on a fitted curve. */
    private static final int CURVE = 300;

    private final Path folder;
    private final TrainingConfig config;
    private final Samples samples;
    private final Predictor predictor;

    /**
     * Prepares the pictures.
     *
     * @param folder the output folder
     * @param config the training's settings
     * @param samples the training's samples
     * @param predictor the trained network
     */
    public Pictures(Path folder, TrainingConfig config, Samples samples, Predictor predictor) {
        this.folder = folder;
        this.config = config;
        this.samples = samples;
        this.predictor = predictor;
    }

    /**
     * Draws all pictures that fit the data.
     *
     * @param history the training's history
     * @param drawn receives each picture's name and file
     * @param leftOut receives a sentence for each picture left out, with the reason
     * @throws IOException if a file cannot be written; the message names it and the reason
     */
    public void draw(History history, BiConsumer<String, Path> drawn, Consumer<String> leftOut) throws IOException {
        if (history.epochs().isEmpty()) {
            leftOut.accept("loss.svg is left out: no epoch was completed.");
        } else {
            drawn.accept("loss curve", loss(history.epochs(), folder.resolve("loss.svg")));
        }
        if (dividesThePlane(predictor)) {
            drawn.accept("decision boundary", decision(folder.resolve("decision.svg")));
        } else if (fitsACurve(predictor)) {
            drawn.accept("fitted curve", fit(folder.resolve("fit.svg")));
        } else {
            leftOut.accept(
                    "decision.svg is left out: it shows classes over two inputs, or a curve over one, but here %s."
                            .formatted(subject(predictor)));
        }
        try {
            drawn.accept("network", network(folder.resolve("network.svg")));
        } catch (LayoutException e) {
            leftOut.accept("network.svg is left out: %s.".formatted(e.getMessage()));
        }
    }

    private Path loss(List<EpochRecord> epochs, Path file) throws IOException {
        losses(config, epochs).writeTo(file);
        return file;
    }

    /** Charts the losses of at least one completed epoch. */
    static LineChart losses(TrainingConfig config, List<EpochRecord> epochs) {
        double[] x = epochs.stream().mapToDouble(EpochRecord::epoch).toArray();
        double[] training = epochs.stream().mapToDouble(EpochRecord::loss).toArray();
        double[] validation = epochs.stream()
                .flatMapToDouble(epoch -> epoch.validationLoss().stream())
                .toArray();
        LineChart chart = LineChart.titled(
                        "Loss of %s".formatted(config.source().title()))
                .axes("epoch", config.lossLabel())
                .line("training", x, training);
        if (validation.length == x.length) {
            chart = chart.line("validation", x, validation);
        }
        // A loss of exactly 0, which hinge reaches, has no place on a logarithmic axis.
        boolean positive = Arrays.stream(training).allMatch(y -> y > 0)
                && Arrays.stream(validation).allMatch(y -> y > 0);
        return positive ? chart.logarithmic() : chart;
    }

    private Path decision(Path file) throws IOException {
        decisions(config, samples, predictor).writeTo(file);
        return file;
    }

    /** Maps a network's decisions over the plane. */
    static DecisionMap decisions(TrainingConfig config, Samples samples, Predictor predictor) {
        Dataset data = Samples.inMemory(samples.raw());
        double[][] points = new double[data.size()][];
        int[] classes = new int[data.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = data.input(i);
            classes[i] = data.label(i);
        }
        return DecisionMap.of(points, classes, (x, y) -> scoresAt(predictor, x, y))
                .titled("Decisions on %s".formatted(config.source().title()))
                .axes(data.inputNames().get(0), data.inputNames().get(1))
                .classNames(data.classNames());
    }

    /** {@return whether the network predicts classes from two inputs, as a map can show} */
    static boolean dividesThePlane(Predictor predictor) {
        return predictor.tellsClasses() && predictor.inputNames().size() == 2;
    }

    /** {@return the network's outputs and inputs as a clause that follows "here"} */
    static String subject(Predictor predictor) {
        int inputs = predictor.inputNames().size();
        return "%s %s"
                .formatted(
                        predictor.tellsClasses() ? "are classes over" : "is a quantity over",
                        inputs == 1 ? "one input" : inputs + " inputs");
    }

    /**
     * Returns a score from 0 to 1 for each class at a point of the plane: its probability, or 1 for the predicted
     * class; NaN where the outputs are too large to decide.
     *
     * @param predictor of classes from two inputs
     * @param x the first input
     * @param y the second input
     * @return a score for each class
     */
    public static double[] scoresAt(Predictor predictor, double x, double y) {
        double[] scores = new double[predictor.classNames().size()];
        Prediction prediction;
        try {
            prediction = predictor.predict(x, y);
        } catch (ArithmeticException tooLarge) {
            Arrays.fill(scores, Double.NaN);
            return scores;
        }
        List<Double> probabilities = List.copyOf(prediction.probabilities().values());
        if (probabilities.isEmpty()) {
            scores[prediction.classIndex()] = 1;
        } else {
            Arrays.setAll(scores, probabilities::get);
        }
        return scores;
    }

    /**
     * Returns a network's output, or NaN where it is too large.
     *
     * @param predictor of a quantity from one input
     * @param x the input
     * @return the quantity
     */
    public static double valueAt(Predictor predictor, double x) {
        try {
            return predictor.predict(x).value();
        } catch (ArithmeticException tooLarge) {
            return Double.NaN;
        }
    }

    private Path fit(Path file) throws IOException {
        double[] along = along(samples);
        double[] fitted =
                Arrays.stream(along).map(x -> predictor.predict(x).value()).toArray();
        sampled(config, samples).line("network", along, fitted).writeTo(file);
        return file;
    }

    /** {@return whether the network predicts a quantity from one input, as a curve can show} */
    static boolean fitsACurve(Predictor predictor) {
        return !predictor.tellsClasses() && predictor.inputNames().size() == 1;
    }

    /** Charts the samples of a curve. */
    static LineChart sampled(TrainingConfig config, Samples samples) {
        Dataset data = Samples.inMemory(samples.raw());
        double[] y = new double[data.size()];
        Arrays.setAll(y, i -> data.target(i, 0));
        return LineChart.titled("Fit of %s".formatted(config.source().title()))
                .axes(data.inputNames().get(0), data.targetNames().get(0))
                .points("samples", inputs(data), y);
    }

    private static double[] inputs(Dataset data) {
        double[] x = new double[data.size()];
        Arrays.setAll(x, i -> data.input(i, 0));
        return x;
    }

    /** Where a fitted curve is computed: from the least input to the greatest. */
    static double[] along(Samples samples) {
        double[] x = inputs(Samples.inMemory(samples.raw()));
        double least = Arrays.stream(x).min().orElseThrow();
        double most = Arrays.stream(x).max().orElseThrow();
        double[] along = new double[CURVE];
        Arrays.setAll(along, i -> least + (most - least) * i / (CURVE - 1));
        return along;
    }

    private Path network(Path file) throws IOException {
        Graph graph = network(config, samples, predictor.model(), 0);
        graph.backward();
        Picture.of(graph).view(View.AUTO).writeTo(file);
        return file;
    }

    /** Returns the graph of the network and its loss on a training sample. */
    static Graph network(TrainingConfig config, Samples samples, Mlp model, int sample) {
        Dataset data = Samples.inMemory(samples.train());
        List<Value> inputs = new ArrayList<>();
        for (int j = 0; j < data.inputCount(); j++) {
            inputs.add(Value.of(data.input(sample, j), data.inputNames().get(j)));
        }
        List<Value> outputs = model.forward(inputs, GraphStyle.NAMED);
        return Graph.of(
                config.weightedLoss(data).of(outputs, data.target(sample)).named("loss"));
    }
}
