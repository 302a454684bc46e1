package io.gradstep.demos.train;

import io.gradstep.engine.Graph;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.page.FilmSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The samples that a film of a training offers: one of each class, or some from one end of the curve to the other. */
public final class FilmSamples {
    private static final int MAX_SAMPLES = 10;

    /** The limit for the weights of a network times its samples, each of which is a graph to compute at each frame. */
    private static final int MAX_WEIGHTS = 60_000;

    private static final int OF_A_CURVE = 5;
    private static final int MAX_LISTED_INPUTS = 4;

    private static final String SENTENCES = """
            The network on one training sample%s with %s: each neuron's value, and the gradient of the loss \
            with respect to it. Line widths compare the gradients within one frame.""";

    private final Dataset data;
    private final IntFunction<double[]> raw;
    private final IntFunction<Graph> network;
    private final Mlp model;
    private final Predictor predictor;

    /**
     * Takes what is filmed.
     *
     * @param data the training samples in the network's units
     * @param raw the inputs of a sample in the units of the table
     * @param network the network and its loss on a sample
     * @param model the network, whose weights change from frame to frame
     * @param predictor of the model, with any weights
     */
    public FilmSamples(
            Dataset data, IntFunction<double[]> raw, IntFunction<Graph> network, Mlp model, Predictor predictor) {
        this.data = data;
        this.raw = raw;
        this.network = network;
        this.model = model;
        this.predictor = predictor;
    }

    /** {@return the samples to choose from; the first is shown first} */
    public List<FilmSample> chosen() {
        int[] indices = data.classes().isPresent() ? ofEachClass() : alongTheCurve();
        return IntStream.of(indices)
                .limit(Math.max(1, MAX_WEIGHTS / Math.max(1, model.parameterCount())))
                .mapToObj(this::sample)
                .toList();
    }

    /** The first of each class, in the order of the classes. */
    private int[] ofEachClass() {
        return IntStream.range(0, data.classNames().size())
                .flatMap(k -> IntStream.range(0, data.size())
                        .filter(i -> data.label(i) == k)
                        .limit(1))
                .limit(MAX_SAMPLES)
                .toArray();
    }

    private int[] alongTheCurve() {
        List<Integer> sorted =
                new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        sorted.sort((a, b) -> Double.compare(data.input(a, 0), data.input(b, 0)));
        int count = Math.min(OF_A_CURVE, data.size());
        return IntStream.range(0, count)
                .map(k -> sorted.get(k * (data.size() - 1) / Math.max(1, count - 1)))
                .toArray();
    }

    private FilmSample sample(int i) {
        FilmSample sample =
                FilmSample.of(name(i), network.apply(i)).caption(caption(i)).answer(() -> answer(i));
        int width = imageWidth();
        if (width == 0) {
            return sample;
        }
        double[] pixels = raw.apply(i);
        double most = Arrays.stream(pixels).max().orElse(0);
        double least = Arrays.stream(pixels).min().orElse(0);
        double range = most > least ? most - least : 1;
        return sample.image(
                width, Arrays.stream(pixels).map(p -> (p - least) / range).toArray());
    }

    private String name(int i) {
        String target = data.classes().isPresent()
                ? data.classNames().get(data.label(i))
                : "%s = %s".formatted(data.inputNames().get(0), Numbers.format(raw.apply(i)[0]));
        return "%s (number %d)".formatted(target, i + 1);
    }

    /** The inputs and the target of a sample, and what the picture shows of it. */
    private String caption(int i) {
        String target = data.classes().isPresent()
                ? "the class %s".formatted(data.classNames().get(data.label(i)))
                : "%s = %s".formatted(data.targetNames().get(0), Numbers.format(data.target(i, 0)));
        if (showsImages()) {
            return SENTENCES.formatted("", target);
        }
        String inputs = IntStream.range(0, Math.min(MAX_LISTED_INPUTS, data.inputCount()))
                .mapToObj(j -> "%s = %s".formatted(data.inputNames().get(j), Numbers.format(data.input(i, j))))
                .collect(Collectors.joining(", "));
        int unlisted = data.inputCount() - MAX_LISTED_INPUTS;
        String more = unlisted > 0 ? " and %d more".formatted(unlisted) : "";
        return SENTENCES.formatted(", " + inputs + more, target);
    }

    /** The network's answer with its current weights, in the units of the data. */
    private String answer(int i) {
        Prediction prediction;
        try {
            prediction = predictor.with(model).predict(raw.apply(i));
        } catch (ArithmeticException tooLarge) {
            return "The outputs are too large for an answer.";
        }
        if (!predictor.tellsClasses()) {
            return "The network's answer: %s.".formatted(Numbers.format(prediction.value()));
        }
        String sure = prediction.probability().isPresent()
                ? " (%d %%)".formatted(Math.round(100 * prediction.probability().getAsDouble()))
                : "";
        return "The network's answer: %s%s.".formatted(prediction.label(), sure);
    }

    /** {@return whether the inputs are the pixels of images, which the film shows} */
    public boolean showsImages() {
        return imageWidth() > 0;
    }

    /** The number of pixels in a row if the inputs are an image, named r1c1, r1c2 and so on; otherwise 0. */
    private int imageWidth() {
        List<String> names = data.inputNames();
        int width = (int) names.stream().filter(name -> name.startsWith("r1c")).count();
        boolean image = width > 1 && names.size() % width == 0;
        for (int j = 0; j < names.size() && image; j++) {
            image = names.get(j).equals("r" + (j / width + 1) + "c" + (j % width + 1));
        }
        return image ? width : 0;
    }
}
