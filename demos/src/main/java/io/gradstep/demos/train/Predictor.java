package io.gradstep.demos.train;

import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A network that knows what its numbers mean: what goes in, in which units, and what comes out.
 *
 * @param model the network
 * @param loss it was trained with, which says how classes are told
 * @param inputNames of the columns it takes
 * @param targetNames of the columns it tells
 * @param classNames empty if quantities come out
 * @param scales from the units of a table to the network's
 */
public record Predictor(
        Mlp model,
        Loss loss,
        List<String> inputNames,
        List<String> targetNames,
        List<String> classNames,
        Scales scales) {
    private static final String LOSS = "predict.loss";
    private static final String INPUTS = "predict.inputs";
    private static final String TARGETS = "predict.targets";
    private static final String CLASSES = "predict.classes";

    /**
     * Makes the predictor of a network in training.
     *
     * @param model the network
     * @param recipe of the training
     * @param samples of the training
     * @return the network with its meaning
     */
    public static Predictor of(Mlp model, Recipe recipe, Samples samples) {
        Dataset data = samples.raw();
        return new Predictor(
                model, recipe.loss(), data.inputNames(), data.targetNames(), data.classNames(), samples.scales());
    }

    /**
     * Reads a model's file. A network that was saved by other means than {@code train} says its outputs as they are.
     *
     * @param file what was saved
     * @return the predictor
     * @throws IOException if the file cannot be read or holds no network; the message names it and says why
     */
    public static Predictor read(Path file) throws IOException {
        Mlp model = Mlp.load(file);
        Notes notes = new Notes(file, Safetensors.read(file).metadata());
        if (!notes.has(LOSS)) {
            return new Predictor(
                    model,
                    Loss.MSE,
                    numbered("x", model.inputs()),
                    numbered("y", model.outputs()),
                    List.of(),
                    Scales.NONE);
        }
        Loss loss = notes.parsed(LOSS, Loss::named);
        List<String> classes = words(notes, CLASSES, loss, model);
        return new Predictor(
                model,
                loss,
                counted(notes, INPUTS, model.inputs()),
                classes.isEmpty() ? counted(notes, TARGETS, model.outputs()) : notes.words(TARGETS),
                classes,
                Scales.read(notes, model.inputs(), model.outputs()));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> counted(Notes notes, String key, int count) throws IOException {
        List<String> words = notes.words(key);
        notes.parsed(key, text -> {
            if (words.size() != count) {
                throw new IllegalArgumentException("there should be %d names".formatted(count));
            }
            return text;
        });
        return words;
    }

    private static List<String> words(Notes notes, String key, Loss loss, Mlp model) throws IOException {
        List<String> names = notes.words(key);
        return notes.parsed(key, text -> {
            boolean fits = names.isEmpty() || names.size() == Math.max(2, model.outputs());
            if (!fits) {
                throw new IllegalArgumentException("%d names do not go with %d outputs under %s"
                        .formatted(names.size(), model.outputs(), loss.label()));
            }
            return names;
        });
    }

    /**
     * Puts down what {@link #read} needs beside the network.
     *
     * @param notes are added to
     */
    public void describe(Map<String, String> notes) {
        notes.put(LOSS, loss.label());
        notes.put(INPUTS, Notes.written(inputNames));
        notes.put(TARGETS, Notes.written(targetNames));
        notes.put(CLASSES, Notes.written(classNames));
        scales.describe(notes);
    }

    /**
     * Tells whether classes come out.
     *
     * @return false for quantities
     */
    public boolean tellsClasses() {
        return !classNames.isEmpty();
    }

    /**
     * Runs the network.
     *
     * @param row a number for each input, in the units of the table
     * @return the outputs: scores of classes, or quantities in the units of the table
     * @throws ArithmeticException if an output is not finite
     */
    public double[] outputs(double[] row) {
        double[] outputs = scales.fromNetwork(model.predict(scales.toNetwork(row)));
        for (double output : outputs) {
            if (!Double.isFinite(output)) {
                throw new ArithmeticException(
                        "the network's output is %s; the inputs are too large for it".formatted(output));
            }
        }
        return outputs;
    }

    /**
     * Decides for a class.
     *
     * @param outputs of the network
     * @return its index
     */
    public int classOf(double[] outputs) {
        return loss.decide(outputs);
    }

    /**
     * Tells how likely that class is.
     *
     * @param outputs of the network
     * @return from 0 to 1; empty if there are no classes, or the loss did not teach the network to say so
     */
    public OptionalDouble probability(double[] outputs) {
        return tellsClasses() && Losses.hasProbabilities(loss)
                ? OptionalDouble.of(scores(outputs)[classOf(outputs)])
                : OptionalDouble.empty();
    }

    /**
     * Measures the typical error.
     *
     * @param data samples in the network's units
     * @return the root of the mean squared error, in the units of the table
     */
    public double rootMeanSquareError(Dataset data) {
        double squares = 0;
        for (int i = 0; i < data.size(); i++) {
            double[] said = scales.fromNetwork(model.predict(data.input(i)));
            double[] right = scales.fromNetwork(data.target(i));
            for (int j = 0; j < said.length; j++) {
                squares += (said[j] - right[j]) * (said[j] - right[j]);
            }
        }
        return Math.sqrt(squares / (data.size() * (double) data.outputs()));
    }

    /** Whether it tells classes from two inputs, which a map can show. */
    boolean dividesThePlane() {
        return tellsClasses() && model.inputs() == 2;
    }

    /** What it tells from what, after "here". */
    String subject() {
        int inputs = model.inputs();
        return "%s %s"
                .formatted(
                        tellsClasses() ? "are classes over" : "is a quantity over",
                        inputs == 1 ? "one input" : inputs + " inputs");
    }

    /** The scores at a point of the plane; NaN where the network's numbers have become too large to decide. */
    double[] scoresAt(double x, double y) {
        double[] outputs;
        try {
            outputs = outputs(new double[] {x, y});
        } catch (ArithmeticException tooLarge) {
            double[] none = new double[classNames.size()];
            Arrays.fill(none, Double.NaN);
            return none;
        }
        return scores(outputs);
    }

    /** Returns a number from 0 to 1 for each class: its probability, or 1 for the class that is chosen. */
    double[] scores(double[] outputs) {
        return Losses.scores(loss, outputs, classNames.size());
    }
}
