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

/** The pictures of a training: its course, what the network makes of the plane, and the network itself. */
public final class Pictures {
    /** Points of a fitted curve. */
    private static final int CURVE = 300;

    private final Path folder;
    private final TrainingConfig config;
    private final Samples samples;
    private final Predictor predictor;

    /**
     * Makes ready to draw.
     *
     * @param folder where to
     * @param config of the training
     * @param samples of the training
     * @param predictor the network that came of it
     */
    public Pictures(Path folder, TrainingConfig config, Samples samples, Predictor predictor) {
        this.folder = folder;
        this.config = config;
        this.samples = samples;
        this.predictor = predictor;
    }

    /**
     * Draws what can be drawn.
     *
     * @param history the course of the training
     * @param drawn is told of every picture: what it shows, and its file
     * @param leftOut is told which picture there is not, and why
     * @throws IOException if a file cannot be written; the message says which and why
     */
    public void draw(History history, BiConsumer<String, Path> drawn, Consumer<String> leftOut) throws IOException {
        if (history.epochs().isEmpty()) {
            leftOut.accept("loss.svg is left out: no epoch was finished.");
        } else {
            drawn.accept("loss curve", loss(history.epochs(), folder.resolve("loss.svg")));
        }
        int inputs = predictor.inputNames().size();
        if (dividesThePlane(predictor)) {
            drawn.accept("decision boundary", decision(folder.resolve("decision.svg")));
        } else if (!predictor.tellsClasses() && inputs == 1) {
            drawn.accept("fitted curve", fit(folder.resolve("fit.svg")));
        } else {
            leftOut.accept(
                    "decision.svg is left out: a map shows classes over two inputs, or a curve over one; here %s."
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

    /** The course of a training that has finished an epoch at least. */
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
        // A loss of exactly 0, which hinge reaches, is on no logarithmic axis.
        boolean positive = Arrays.stream(training).allMatch(y -> y > 0)
                && Arrays.stream(validation).allMatch(y -> y > 0);
        return positive ? chart.logarithmic() : chart;
    }

    private Path decision(Path file) throws IOException {
        decisions(config, samples, predictor).writeTo(file);
        return file;
    }

    /** What a network makes of the plane. */
    static DecisionMap decisions(TrainingConfig config, Samples samples, Predictor predictor) {
        Dataset data = samples.raw();
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

    /** Whether it tells classes from two inputs, which a map can show. */
    static boolean dividesThePlane(Predictor predictor) {
        return predictor.tellsClasses() && predictor.inputNames().size() == 2;
    }

    /** What it tells from what, after "here". */
    static String subject(Predictor predictor) {
        int inputs = predictor.inputNames().size();
        return "%s %s"
                .formatted(
                        predictor.tellsClasses() ? "are classes over" : "is a quantity over",
                        inputs == 1 ? "one input" : inputs + " inputs");
    }

    /**
     * A number from 0 to 1 for each class at a point of the plane: its probability, or 1 for the class that is chosen; NaN
     * where the network's numbers have become too large to decide.
     */
    static double[] scoresAt(Predictor predictor, double x, double y) {
        double[] scores = new double[predictor.classNames().size()];
        Prediction prediction;
        try {
            prediction = predictor.predict(x, y);
        } catch (ArithmeticException tooLarge) {
            Arrays.fill(scores, Double.NaN);
            return scores;
        }
        List<Double> probabilities = prediction.probabilities().values().asList();
        if (probabilities.isEmpty()) {
            scores[prediction.classIndex()] = 1;
        } else {
            Arrays.setAll(scores, probabilities::get);
        }
        return scores;
    }

    private Path fit(Path file) throws IOException {
        Dataset data = samples.raw();
        double[] x = new double[data.size()];
        double[] y = new double[data.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = data.input(i, 0);
            y[i] = data.target(i, 0);
        }
        double least = Arrays.stream(x).min().orElseThrow();
        double most = Arrays.stream(x).max().orElseThrow();
        double[] along = new double[CURVE];
        double[] fitted = new double[CURVE];
        for (int i = 0; i < CURVE; i++) {
            along[i] = least + (most - least) * i / (CURVE - 1);
            fitted[i] = predictor.predict(along[i]).value();
        }
        LineChart.titled("Fit of %s".formatted(config.source().title()))
                .axes(data.inputNames().get(0), data.targetNames().get(0))
                .points("samples", x, y)
                .line("network", along, fitted)
                .writeTo(file);
        return file;
    }

    private Path network(Path file) throws IOException {
        Graph graph = network(config, samples, predictor.model());
        graph.backward();
        Picture.of(graph).view(View.AUTO).writeTo(file);
        return file;
    }

    /** The network at work on the first training sample, and its loss. */
    static Graph network(TrainingConfig config, Samples samples, Mlp model) {
        Dataset data = samples.train();
        List<Value> inputs = new ArrayList<>();
        for (int j = 0; j < data.inputCount(); j++) {
            inputs.add(Value.of(data.input(0, j), data.inputNames().get(j)));
        }
        List<Value> outputs = model.forward(inputs, GraphStyle.NAMED);
        return Graph.of(config.weightedLoss(data).of(outputs, data.target(0)).named("loss"));
    }
}
