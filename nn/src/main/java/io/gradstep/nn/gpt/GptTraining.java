package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.module.CompiledFamily;
import io.gradstep.nn.module.FlatParameters;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.OptimizerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Trains a {@link Gpt} with Adam (β = 0.85 and 0.99, ε = 10⁻⁸), at a rate that falls in a straight line to 0. Step k
 * takes the next documents in order, from the first again after the last; the loss is the mean of theirs.
 *
 * <pre>{@code
 * Vocabulary letters = Vocabulary.of(List.of("anna", "nina"));
 * Gpt gpt = Gpt.of(GptSizes.small(letters.size()), 42);
 * List<int[]> documents = List.of(letters.delimited("anna"), letters.delimited("nina"));
 * GptTraining training = new GptTraining(gpt, documents, new GptTraining.Settings(100, 0.01, 1), 1);
 * double loss = 0;
 * while (training.step() < 100) {
 *     loss = training.next();
 * }
 * System.out.println(loss < 0.5); // true
 * }</pre>
 */
public final class GptTraining {
    private final Gpt gpt;
    private final List<int[]> documents;
    private final Settings settings;
    private final OptimizerStep optimizer;
    private final int threads;
    private final double[] gradient;
    private final FlatParameters parameters;

    /**
     * The settings that a training keeps when it is resumed.
     *
     * @param steps how many steps the whole training has, at least 1
     * @param learningRate of the first step, positive
     * @param batch how many documents a step takes, at least 1
     */
    public record Settings(int steps, double learningRate, int batch) {
        /**
         * Checks the settings.
         *
         * @param steps at least 1
         * @param learningRate positive
         * @param batch at least 1
         * @throws IllegalArgumentException if one is out of range
         */
        public Settings {
            ArgumentChecks.positive("the number of steps", steps);
            ArgumentChecks.positive("the learning rate", learningRate);
            ArgumentChecks.positive("the number of documents a step", batch);
        }
    }

    /**
     * Prepares a training; nothing is computed yet.
     *
     * @param gpt the model
     * @param documents texts as tokens, each with at least two
     * @param settings of the training
     * @param threads the number of threads that share the documents of a step; the result does not depend on it
     * @throws IllegalArgumentException if there is no document, or no thread
     */
    public GptTraining(Gpt gpt, List<int[]> documents, Settings settings, int threads) {
        this.gpt = Objects.requireNonNull(gpt, "gpt");
        this.documents = ImmutableList.copyOf(documents);
        this.settings = Objects.requireNonNull(settings, "settings");
        this.threads = ArgumentChecks.positive("threads", threads);
        ArgumentChecks.positive("the number of documents", this.documents.size());
        this.optimizer =
                Optimizer.adam(settings.learningRate).withBetas(0.85, 0.99).over(gpt.parameters());
        this.gradient = new double[gpt.parameterCount()];
        this.parameters = FlatParameters.of(gpt);
    }

    /** {@return the number of steps done} */
    public int step() {
        return (int) optimizer.stepCount();
    }

    /** {@return the settings} */
    public Settings settings() {
        return settings;
    }

    /** {@return the model, whose parameters have the numbers after the last step} */
    public Gpt gpt() {
        parameters.write();
        return gpt;
    }

    /**
     * {@return the tokens of a document, copied}
     *
     * @param i from 0, in the order of the steps; after the last document comes the first again
     */
    public int[] document(long i) {
        return documents.get((int) (i % documents.size())).clone();
    }

    private static int tokens(List<CompiledFamily.Sequence> batch) {
        int tokens = 0;
        for (CompiledFamily.Sequence sequence : batch) {
            tokens += sequence.length();
        }
        return tokens;
    }

    /** {@return a copy of the numbers of all parameters} */
    double[] numbers() {
        return parameters.numbers().clone();
    }

    /**
     * Does the next step.
     *
     * @return the loss before the step
     * @throws IllegalStateException if all steps are done
     * @throws ArithmeticException if a gradient or parameter would be NaN or infinite; no parameter has changed then
     */
    public double next() {
        if (step() >= settings.steps) {
            throw new IllegalStateException("all %d steps are done".formatted(step()));
        }
        double loss = next(sequences());
        parameters.write();
        return loss;
    }

    /** Receives the result of each step of a {@link #run}, and decides whether there is another one. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Receives the result of a step.
         *
         * @param loss before the step
         * @param tokens how many tokens it predicted
         * @return whether to go on
         */
        boolean done(double loss, int tokens);
    }

    /**
     * Does all steps that are left, or those until the watcher stops it: faster than {@link #next}, because the
     * parameters get their numbers only at the end, and when the watcher asks for {@link #gpt()}.
     *
     * @param watcher called after each step
     * @throws ArithmeticException if a gradient or parameter would be NaN or infinite; the steps before count
     */
    public void run(Watcher watcher) {
        Objects.requireNonNull(watcher, "watcher");
        try {
            boolean goesOn = true;
            while (goesOn && step() < settings.steps) {
                List<CompiledFamily.Sequence> batch = sequences();
                goesOn = watcher.done(next(batch), tokens(batch));
            }
        } finally {
            parameters.write();
        }
    }

    private double next(List<CompiledFamily.Sequence> batch) {
        double[] losses = new double[batch.size()];
        gpt.losses().sumGradient(parameters.numbers(), batch, gradient, losses, threads);
        double loss = 0;
        for (double each : losses) {
            loss += each;
        }
        if (batch.size() > 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= batch.size();
            }
        }
        double rate = settings.learningRate * (1 - (double) step() / settings.steps);
        optimizer.step(rate, GradientClip.NONE, gradient, parameters.change());
        return loss / batch.size();
    }

    private List<CompiledFamily.Sequence> sequences() {
        List<CompiledFamily.Sequence> sequences = new ArrayList<>();
        long first = (long) step() * settings.batch;
        for (int i = 0; i < settings.batch; i++) {
            sequences.add(gpt.sequence(document(first + i)));
        }
        return sequences;
    }

    /** {@return the state of Adam: the moving means of gradients and of their squares, copied} */
    List<double[]> optimizerRows() {
        return optimizer.rows();
    }

    /** The names of the rows, as PyTorch has them. */
    List<String> optimizerNames() {
        return optimizer.optimizer().stateNames();
    }

    /** A training between two steps, to go back to. Immutable. */
    public static final class Snapshot {
        private final int steps;
        private final double[] numbers;
        private final List<double[]> rows;

        private Snapshot(int steps, double[] numbers, List<double[]> rows) {
            this.steps = steps;
            this.numbers = numbers;
            this.rows = rows;
        }

        /** {@return the number of steps done} */
        public int step() {
            return steps;
        }

        /**
         * {@return what Adam keeps of a parameter: the moving means of its gradient and of the gradient's square}
         *
         * @param parameter its number, from 0
         * @throws IndexOutOfBoundsException if there is no such parameter
         */
        public double[] moments(int parameter) {
            return rows.stream().mapToDouble(row -> row[parameter]).toArray();
        }
    }

    /** {@return the training as it stands} */
    public Snapshot snapshot() {
        return new Snapshot(step(), numbers(), optimizer.rows());
    }

    /**
     * Goes back, or forward, to a step that this training has been at; what follows is computed again to the same bits.
     *
     * @param snapshot of this training
     * @throws IllegalArgumentException if it is of a model of another size
     */
    public void restore(Snapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        if (snapshot.numbers.length != gradient.length) {
            throw new IllegalArgumentException("the snapshot is of a model of %d parameters, but this one has %d"
                    .formatted(snapshot.numbers.length, gradient.length));
        }
        restore(snapshot.steps, snapshot.numbers, snapshot.rows);
    }

    /** Goes on from a saved state. */
    void restore(int steps, double[] numbers, List<double[]> rows) {
        parameters.set(numbers);
        parameters.write();
        optimizer.restore(steps, rows);
    }
}
