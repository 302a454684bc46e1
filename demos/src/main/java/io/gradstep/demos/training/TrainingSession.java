package io.gradstep.demos.training;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training that a page plays: commands and answers are JSON, and the same commands give the same answers.
 *
 * <p>Commands, by {@code do}: {@code start} with a {@code setup}, and {@code "leave": true} to leave a lesson; {@code
 * lesson} with a {@code lesson}; {@code advance} by {@code batches}; {@code sample}; {@code goto} a {@code batch};
 * {@code set} other {@code live} settings from here; {@code fork} a second training with other {@code live} settings,
 * which then runs beside the first; {@code join} to drop it, {@code keep} to drop the first; {@code frame}; and {@code
 * why}. Those with {@code "frame": false} answer an empty object.
 *
 * <p>{@code advance} without a frame answers {@code {"moved": true}}, or false where the training can go no further.
 *
 * <p>Not thread-safe.
 */
public final class TrainingSession {
    private static final int MAX_AT_ONCE = 100_000;

    private Run run;
    private @Nullable Run other;
    private @Nullable Lesson lesson;

    /** The samples of the next batch that have been looked at one by one. */
    private int seen;

    /** Whether the page does not know the data and settings yet. */
    private boolean fresh = true;

    /** The training that the page is about, the first one of two. */
    Run run() {
        return run;
    }

    /** Starts with two moons. */
    public TrainingSession() {
        run = start(Setup.FIRST);
    }

    private static Run start(Setup setup) {
        return new Run(setup, TrainingData.of(setup));
    }

    /**
     * Carries out a command.
     *
     * @param command a JSON object
     * @return a JSON object: a frame, an explanation, or {@code {"error": "..."}} with a sentence for the user
     */
    public String answer(String command) {
        return Answer.to(command, this::answer);
    }

    private String answer(Fields command) {
        String what = command.text("do", "frame");
        switch (what) {
            case "start" ->
                begin(
                        Setup.read(given(command, "setup"), run.setup.with(run.live())),
                        command.truth("leave", false) ? null : lesson,
                        false);
            case "lesson" -> {
                Lesson next = Lesson.read(given(command, "lesson"));
                begin(next.start(), next, true);
            }
            case "advance" -> {
                boolean moved = advance((int) command.whole("batches", 1, 1, MAX_AT_ONCE));
                if (!command.truth("frame", true)) {
                    return Answer.of(answer -> answer.put("moved", moved));
                }
            }
            case "sample" -> sample();
            case "goto" -> goTo((int) command.whole("batch", 0, 0, Run.MAX_BATCHES));
            case "set" -> {
                run.live(Live.read(given(command, "live").only(Live.NAMES), run.live()));
                fresh = true;
            }
            case "fork" -> {
                other = run.fork(Live.read(given(command, "live").only(Live.NAMES), run.live()));
                fresh = true;
            }
            case "join" -> join(run);
            case "keep" -> join(other == null ? run : other);
            case "frame" -> fresh |= command.truth("full", false);
            case "why" -> {
                return Answer.of(answer -> why(answer, command));
            }
            default ->
                throw Fields.wrong(
                        "do", "one of start, lesson, advance, sample, goto, set, fork, join, keep, frame, why", what);
        }
        return command.truth("frame", true) ? Answer.of(this::frame) : "{}";
    }

    private static Fields given(Fields command, String name) {
        Fields fields = command.object(name);
        if (fields == null) {
            throw new IllegalArgumentException("the command needs '" + name + "', an object in braces");
        }
        return fields;
    }

    /** Starts anew; a lesson stays until it is left, but only opens once where it says. */
    private void begin(Setup setup, @Nullable Lesson next, boolean opens) {
        Run begun = start(setup);
        Run beside = null;
        if (next != null && opens) {
            for (int i = 0; i < next.batches() && begun.advance(); i++) {
                // until where the lesson starts
            }
            beside = next.fork() == null ? null : begun.fork(next.fork());
        }
        run = begun;
        other = beside;
        lesson = next;
        seen = 0;
        fresh = true;
    }

    private void join(Run kept) {
        run = kept;
        other = null;
        seen = 0;
        fresh = true;
    }

    /** Trains; returns false if neither training can go any further. */
    @CanIgnoreReturnValue
    private boolean advance(int batches) {
        seen = 0;
        for (int i = 0; i < batches; i++) {
            boolean moved = run.advance();
            boolean otherMoved = other != null && other.advance();
            if (!moved && !otherMoved) {
                return false;
            }
        }
        return true;
    }

    /** Looks at one more sample of the next batch; the last one ends it. */
    private void sample() {
        if (seen + 1 < run.batchRows().length) {
            seen++;
        } else {
            advance(1);
        }
    }

    private void goTo(int batch) {
        seen = 0;
        run.goTo(batch);
        if (other != null) {
            other.goTo(batch);
        }
    }

    private void why(Answer answer, Fields command) throws IOException {
        Run about = command.truth("other", false) && other != null ? other : run;
        Explanation explanation = new Explanation(about);
        List<Layer> layers = about.model.layers();
        int row = (int) command.whole("row", 0, 0, about.data.train.size() - 1);
        if (command.has("parameter")) {
            int parameter = (int)
                    command.whole("parameter", 0, 0, about.model.parameters().size() - 1);
            if (command.has("row")) {
                explanation.sample(answer, parameter, row);
            } else {
                explanation.batch(answer, parameter);
            }
        } else if (command.has("layer")) {
            int layer = (int) command.whole("layer", 0, 0, layers.size() - 1);
            int neuron = (int) command.whole("neuron", 0, 0, layers.get(layer).outputCount() - 1);
            if (command.has("row")) {
                explanation.delta(answer, layer, neuron, row);
            } else {
                explanation.batch(answer, Place.bias(layers, layer, neuron));
            }
        } else {
            explanation.point(answer, row);
        }
    }

    private void frame(Answer answer) throws IOException {
        if (fresh) {
            answer.object("known", this::known);
            fresh = false;
        }
        answer.put("batch", run.batch())
                .put("end", Math.max(run.end(), other == null ? 0 : other.end()))
                .put("perEpoch", run.batchesPerEpoch())
                .put("seen", seen)
                .put("rows", run.batchRows());
        answer.object("run", part -> state(part, run, seen));
        Run beside = other;
        if (beside != null) {
            answer.object("other", part -> state(part, beside, 0));
        }
    }

    private static void state(Answer answer, Run run, int seen) throws IOException {
        run.show();
        LossCurve.Point now = LossCurve.now(run);
        answer.put("batch", run.batch())
                .put("train", now.train())
                .put("held", now.held())
                .put("weights", run.weights())
                .put("gradient", run.nextGradient(seen == 0 ? run.batchRows().length : seen))
                .list("points", list -> {
                    for (LossCurve.Point point : run.curve.points()) {
                        list.row(point.batch(), (float) point.train(), (float) point.held());
                    }
                })
                .list("batches", list -> {
                    for (double[] batch : run.curve.batches()) {
                        list.row(batch[0], (float) batch[1]);
                    }
                });
        String explosion = run.explosion();
        if (explosion != null) {
            answer.put("explosion", explosion);
        }
        new Maps(run).write(answer);
    }

    /** What stays the same from frame to frame. */
    private void known(Answer answer) throws IOException {
        answer.object("setup", part -> setup(part, run.setup, run.live()));
        if (other != null) {
            Live live = other.live();
            answer.object("otherLive", part -> live(part, live));
        }
        List<Layer> layers = run.model.layers();
        int[] sizes = new int[layers.size() + 1];
        sizes[0] = run.model.inputCount();
        for (int i = 0; i < layers.size(); i++) {
            sizes[i + 1] = layers.get(i).outputCount();
        }
        Dataset train = run.data.train;
        answer.put("sizes", sizes)
                .put("loss", run.data.loss.label())
                .put("initializer", run.model.initializer().label())
                .put("inputNames", train.inputNames())
                .put("neuronNames", neuronNames(layers, train))
                .put("classNames", train.classNames())
                .put("scaled", !run.data.scaling.isNone());
        if (sizes[0] <= 2) {
            answer.list("ranges", list -> {
                for (int i = 0; i < sizes[0]; i++) {
                    list.row(run.data.range(i));
                }
            });
        }
        samples(answer, "samples", train);
        if (run.data.held != null) {
            samples(answer, "heldSamples", run.data.held);
        }
        Lesson shown = lesson;
        if (shown != null) {
            answer.object("lesson", shown::write);
        }
    }

    private static List<String> neuronNames(List<Layer> layers, Dataset data) {
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int neuron = 0; neuron < layers.get(layer).outputCount(); neuron++) {
                names.add(Place.name(layers, data, layer, neuron));
            }
        }
        return names;
    }

    private static void samples(Answer answer, String name, Dataset data) throws IOException {
        answer.list(name, list -> {
            for (int i = 0; i < data.size(); i++) {
                double[] inputs = data.input(i);
                double[] row = new double[inputs.length + 1];
                System.arraycopy(inputs, 0, row, 0, inputs.length);
                row[inputs.length] = data.target(i, 0);
                list.row(row);
            }
        });
    }

    static void setup(Answer answer, Setup setup, Live live) throws IOException {
        answer.put("data", setup.data())
                .put("noise", setup.noise())
                .put("samples", setup.samples())
                .put("held", setup.held())
                .put("csv", setup.csv())
                .list("points", list -> {
                    for (double[] point : setup.points()) {
                        list.row(point);
                    }
                })
                .put("hidden", setup.hidden().stream().mapToInt(size -> size).toArray())
                .put("activation", setup.activation().label())
                .put("initializer", setup.initializerLabel())
                .put("loss", setup.lossLabel())
                .put("optimizer", setup.optimizer())
                .put("momentum", setup.momentum())
                .put("batch", setup.batch())
                .put("seed", setup.seed());
        live(answer, live);
    }

    private static void live(Answer answer, Live live) throws IOException {
        answer.put("rate", live.rate())
                .put("l1", live.l1())
                .put("l2", live.l2())
                .put("mistake", live.mistakeLabel());
    }
}
