package io.gradstep.demos.training;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.demos.gpt.GptPage;
import io.gradstep.engine.Value;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.gpt.Vocabulary;
import io.gradstep.nn.module.ParameterTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The training of a GPT that a page plays, as a {@link TrainingSession} is one of a network: commands and answers are
 * JSON, and it goes back to any step, to the same bits.
 *
 * <p>Commands, by {@code do}: {@code start} with a {@code setup}; {@code advance} by {@code batches}, which are steps;
 * {@code goto} a {@code batch}; {@code frame}; and {@code why} with a {@code parameter}, or with a {@code node} of the
 * loss's graph and the {@code slot} of one of its operands.
 *
 * <p>Not thread-safe.
 */
public final class GptSession {
    private static final int MAX_AT_ONCE = 5000;
    private static final int MAX_SNAPSHOTS = 64;
    private static final double[] BETAS = {0.85, 0.99};

    /** The texts in each frame, and the number of earlier ones that are kept. */
    private static final int TEXTS = 6;

    private static final int EARLIER = 20;
    private static final double TEMPERATURE = 0.5;

    private GptSetup setup = GptSetup.FIRST;
    private CharacterGpt writer = setup.model();
    private final NavigableMap<Integer, GptTraining.Snapshot> snapshots = new TreeMap<>();
    private final NavigableMap<Integer, String> earlier = new TreeMap<>();
    private final GptLosses losses = new GptLosses();
    private @Nullable GptReading reading;
    private @Nullable String explosion;
    private int end;
    private boolean fresh = true;

    /** Starts with names made of syllables. */
    public GptSession() {
        keep();
    }

    CharacterGpt writer() {
        return writer;
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
            case "start" -> start(command);
            case "advance" -> {
                boolean moved = advance((int) command.whole("batches", 1, 1, MAX_AT_ONCE));
                if (!command.truth("frame", true)) {
                    return Answer.of(answer -> answer.put("moved", moved));
                }
            }
            case "goto" -> goTo((int) command.whole("batch", 0, 0, setup.steps()));
            case "frame" -> fresh |= command.truth("full", false);
            case "why" -> {
                return Answer.of(answer -> why(answer, command));
            }
            default -> throw Fields.wrong("do", "one of start, advance, goto, frame, why", what);
        }
        return Answer.of(this::frame);
    }

    private void start(Fields command) {
        Fields given = command.object("setup");
        GptSetup next = given == null ? setup : GptSetup.read(given, setup);
        CharacterGpt begun = next.model();
        setup = next;
        writer = begun;
        snapshots.clear();
        earlier.clear();
        losses.clear();
        end = 0;
        explosion = null;
        fresh = true;
        keep();
    }

    private int step() {
        return writer.training().step();
    }

    /** Notes the state that is reached, and what it writes, where that is due. */
    private void keep() {
        reading = null;
        int every = Math.max(1, setup.steps() / MAX_SNAPSHOTS);
        if (step() % every == 0 && !snapshots.containsKey(step())) {
            snapshots.put(step(), writer.training().snapshot());
        }
        if (step() % Math.max(1, setup.steps() / EARLIER) == 0) {
            earlier.computeIfAbsent(step(), step -> texts(1).get(0));
        }
    }

    /** Trains; returns false if it can go no further. */
    @CanIgnoreReturnValue
    private boolean advance(int steps) {
        for (int i = 0; i < steps; i++) {
            if (step() == setup.steps()) {
                return false;
            }
            try {
                losses.add(step(), writer.training().next());
            } catch (ArithmeticException e) {
                explosion = e.getMessage() + "; try a smaller learning rate";
                return false;
            }
            end = Math.max(end, step());
            keep();
        }
        return true;
    }

    /** Goes to any step so far. */
    private void goTo(int wanted) {
        int target = Math.min(wanted, end);
        explosion = null;
        if (target < step() || snapshots.floorKey(target) > step()) {
            writer.training().restore(snapshots.floorEntry(target).getValue());
            reading = null;
        }
        while (step() < target) {
            advance(1);
        }
    }

    /** Texts that the model writes at the present weights; the same step writes the same. */
    private List<String> texts(int count) {
        Random random = new Random(setup.seed() * 31 + step());
        List<String> texts = new ArrayList<>();
        Vocabulary vocabulary = writer.vocabulary();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            var reader = writer.gpt().start();
            int token = vocabulary.delimiter();
            for (int position = 0; position < setup.block(); position++) {
                token = drawn(CharacterGpt.probabilities(reader.next(token), TEMPERATURE), random.nextDouble());
                if (token == vocabulary.delimiter()) {
                    break;
                }
                text.append(vocabulary.decode(token));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static int drawn(double[] probabilities, double at) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i];
            if (at < sum) {
                return i;
            }
        }
        return probabilities.length - 1;
    }

    /** The documents of the next step. */
    private List<int[]> documents() {
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < setup.batch(); i++) {
            documents.add(writer.training().document((long) step() * setup.batch() + i));
        }
        return documents;
    }

    private GptReading reading() {
        GptReading known = reading;
        if (known == null) {
            known = new GptReading(writer, documents());
            reading = known;
        }
        return known;
    }

    private void why(Answer answer, Fields command) throws IOException {
        GptReading about = reading();
        if (command.has("node")) {
            int node = (int) command.whole("node", 0, 0, about.size() - 1);
            about.node(answer, node, (int) command.whole("slot", 0, 0, Integer.MAX_VALUE));
            return;
        }
        int parameter =
                (int) command.whole("parameter", 0, 0, writer.gpt().parameters().size() - 1);
        Value weight = writer.gpt().parameters().get(parameter);
        double before = weight.data();
        answer.put("kind", "weight")
                .put("parameter", parameter)
                .put("weight", before)
                .put("gradient", about.gradient(parameter))
                .put("difference", about.difference(writer, parameter));
        about.parameter(answer, parameter);
        update(answer, parameter, about.gradient(parameter));
    }

    /** Takes the next step, tells what it does to a weight, and takes it back. */
    private void update(Answer answer, int parameter, double gradient) throws IOException {
        GptTraining training = writer.training();
        if (step() == setup.steps()) {
            answer.put("noUpdate", "all steps are done");
            return;
        }
        Value weight = writer.gpt().parameters().get(parameter);
        GptTraining.Snapshot here = training.snapshot();
        double before = weight.data();
        double rate = setup.rate() * (1 - (double) here.step() / setup.steps());
        try {
            double loss = training.next();
            double[] change = {before, weight.data()};
            answer.put("loss", loss).put("next", change[1]).put("rate", rate);
            new UpdateSteps(change, gradient, here.moments(parameter), here.step() + 1, rate, BETAS).write(answer);
        } catch (ArithmeticException e) {
            answer.put("noUpdate", String.valueOf(e.getMessage()));
        } finally {
            training.restore(here);
        }
    }

    private void frame(Answer answer) throws IOException {
        if (fresh) {
            answer.object("known", this::known);
            fresh = false;
        }
        GptReading about = reading();
        answer.put("batch", step()).put("end", end).put("steps", setup.steps());
        answer.object("run", run -> {
            losses.write(run, step(), about.loss.data());
            if (explosion != null) {
                run.put("explosion", explosion);
            }
        });
        answer.put("texts", texts(TEXTS)).list("earlier", list -> {
            for (var each : earlier.headMap(step(), true).entrySet()) {
                list.element(one -> one.put("step", each.getKey()).put("text", each.getValue()));
            }
        });
        int[] tokens = documents().get(0);
        answer.list("positions", list -> {
            for (int t = 0; t < about.losses.size(); t++) {
                double loss = about.losses.get(t).data();
                String read = GptPage.shown(writer.vocabulary(), tokens[t]);
                String next = GptPage.shown(writer.vocabulary(), tokens[t + 1]);
                list.element(each -> each.put("read", read).put("next", next).put("loss", loss));
            }
        });
        about.attention(answer);
        gradients(answer, about);
    }

    /** The shades of the weights, and of the gradient of the next step. */
    private void gradients(Answer answer, GptReading about) throws IOException {
        writer.gpt().zeroGrad();
        about.loss.backward();
        List<String> weights = new ArrayList<>();
        List<String> slopes = new ArrayList<>();
        for (ParameterTensor tensor : writer.gpt().tensors()) {
            weights.add(Maps.shades(tensor.data()));
            slopes.add(Maps.shades(
                    tensor.values().stream().mapToDouble(Value::grad).toArray()));
        }
        writer.gpt().zeroGrad();
        answer.put("weights", weights).put("gradients", slopes);
    }

    private void known(Answer answer) throws IOException {
        answer.object("setup", setup::write)
                .put("documents", writer.documentCount())
                .put("characters", writer.vocabulary().size() - 1)
                .put("parameters", writer.gpt().parameters().size())
                .list("tensors", list -> {
                    int first = 0;
                    for (ParameterTensor tensor : writer.gpt().tensors()) {
                        int begin = first;
                        list.element(each -> each.put("name", tensor.name())
                                .put("rows", tensor.shape().get(0))
                                .put("columns", tensor.shape().get(1))
                                .put("first", begin));
                        first += tensor.values().size();
                    }
                });
    }
}
