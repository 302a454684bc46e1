package io.gradstep.demos.training;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.BatchResult;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.OptimizerStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One training, between two batches. It does what {@link Trainer} does with eager graphs, to the last bit, and also
 * goes back: to the nearest snapshot, from where it computes the batches again.
 */
final class Run {
    /** Longer trainings must be started anew. */
    static final int MAX_BATCHES = 1_000_000;

    private static final int MAX_SEEN = 4000;

    final Setup setup;
    final TrainingData data;
    final Mlp model;
    final LossCurve curve;

    private final Trainer trainer;
    private final OptimizerStep optimizer;
    private final List<Value> parameters;
    private final Snapshots snapshots;
    private final NavigableMap<Integer, Live> lives;
    private final double[] gradient;

    /** The batches that were shown, thinned out when there are many. */
    private final NavigableSet<Integer> seen = new TreeSet<>();

    /** The sum of all gradients so far, where they are never cleared. */
    private final double[] uncleared;

    private BatchGradient gradients;
    private int batch;
    private int end;
    private int[] order = {};
    private int orderEpoch = -1;
    private @Nullable String explosion;

    Run(Setup setup, TrainingData data) {
        this(setup, data, new Snapshots(), new TreeMap<>(Map.of(0, setup.live())), new LossCurve());
        snapshots.keep(state());
        curve.measure(this);
    }

    private Run(
            Setup setup, TrainingData data, Snapshots snapshots, NavigableMap<Integer, Live> lives, LossCurve curve) {
        this.setup = setup;
        this.data = data;
        this.snapshots = snapshots;
        this.lives = lives;
        this.curve = curve;
        this.model = data.network(setup);
        this.parameters = model.parameters();
        this.optimizer = setup.rule().over(parameters);
        this.trainer = Trainer.builder()
                .loss(data.loss)
                .seed(setup.seed())
                .batchSize(setup.batch())
                .build();
        this.gradient = new double[parameters.size()];
        this.uncleared = new double[parameters.size()];
        this.gradients = prepare();
    }

    /** Another training that is equal up to now, and goes on with other settings. */
    Run fork(Live live) {
        Run other = new Run(setup, data, snapshots.upTo(batch), new TreeMap<>(lives), curve.upTo(batch));
        other.end = batch;
        other.seen.addAll(seen.headSet(batch, true));
        other.restore(state());
        other.live(live);
        return other;
    }

    private BatchGradient prepare() {
        return BatchGradient.EAGER.prepare(model, model::forward, data.loss, live().regularization(), data.train);
    }

    /** The settings of the next batch. */
    Live live() {
        return lives.floorEntry(batch).getValue();
    }

    /** The settings of the first batch. */
    Live firstLive() {
        return lives.floorEntry(0).getValue();
    }

    /** Whether a batch so far had other settings than the first one, or any was trained with a mistake. */
    boolean changed() {
        return lives.headMap(Math.max(1, batch)).values().stream()
                .anyMatch(live -> live.mistake() != null || !live.equals(firstLive()));
    }

    /** Goes on from here with other settings; what came after is forgotten. */
    void live(Live live) {
        lives.tailMap(batch, true).clear();
        seen.tailSet(batch, false).clear();
        lives.put(batch, live);
        snapshots.forgetAfter(batch);
        curve.forgetAfter(batch);
        end = batch;
        explosion = null;
        gradients = prepare();
    }

    /** Trains on one batch; returns false, and changes nothing, where numbers would no longer be finite. */
    boolean advance() {
        if (batch == MAX_BATCHES) {
            return false;
        }
        Dataset samples = batchSamples(batchSize(batch));
        double loss = gradient(samples, gradient);
        Live live = live();
        try {
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException(cause(samples));
            }
            optimizer.step(live.rate(), GradientClip.NONE, gradient);
        } catch (ArithmeticException e) {
            explosion = e.getMessage() + "; try a smaller learning rate";
            return false;
        }
        for (int i = 0; i < gradient.length; i++) {
            uncleared[i] = live.mistake() == Mistake.NO_ZERO_GRAD ? gradient[i] : 0;
        }
        batch++;
        if (lives.containsKey(batch)) {
            gradients = prepare();
        }
        if (batch > end) {
            end = batch;
            curve.add(this, loss);
            snapshots.offer(this::state, batch);
        }
        return true;
    }

    /** Names the first number of a sample that is not finite. */
    private String cause(Dataset samples) {
        for (int i = 0; i < samples.size(); i++) {
            Optional<NonFinite> bad =
                    Graph.of(new SampleGraph(this, samples, i).loss).firstNonFinite();
            if (bad.isPresent()) {
                return bad.get().message();
            }
        }
        return "the batch's loss overflows";
    }

    /** Goes to any batch so far. */
    void goTo(int wanted) {
        int target = Math.max(0, Math.min(wanted, end));
        explosion = null;
        if (target < batch || snapshots.before(target).batch() > batch) {
            restore(snapshots.before(target));
        }
        while (batch < target && advance()) {
            // again, to the same bits
        }
    }

    private Snapshots.State state() {
        return new Snapshots.State(batch, weights(), optimizer.stepCount(), optimizer.rows(), uncleared.clone());
    }

    private void restore(Snapshots.State state) {
        batch = state.batch();
        for (int i = 0; i < gradient.length; i++) {
            parameters.get(i).setData(state.weights()[i]);
        }
        optimizer.restore(state.steps(), state.rows());
        System.arraycopy(state.uncleared(), 0, uncleared, 0, uncleared.length);
        gradients = prepare();
    }

    /** Computes the loss of samples, penalty included, and the gradient that the update takes. */
    private double gradient(Dataset samples, double[] into) {
        Mistake mistake = live().mistake();
        if (mistake == Mistake.ASSIGN) {
            return assigned(samples, into);
        }
        BatchResult result = gradients.compute(samples, weights(), into);
        if (mistake == Mistake.NO_ZERO_GRAD) {
            for (int i = 0; i < into.length; i++) {
                into[i] += uncleared[i];
            }
        }
        return result.loss() + result.penalty();
    }

    /** The gradient of a batch's whole graph by a backward pass that assigns. */
    private double assigned(Dataset samples, double[] into) {
        List<Value> losses = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            losses.add(new SampleGraph(this, samples, i).loss);
        }
        Value loss = Value.mean(losses);
        if (!live().regularization().isNone()) {
            loss = loss.add(live().regularization().penalty(parameters));
        }
        Trace trace = Trace.of(loss);
        BrokenBackward broken = BrokenBackward.of(trace, Mistake.ASSIGN);
        IdentityHashMap<Value, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < trace.graph().size(); i++) {
            places.put(trace.graph().node(i), i);
        }
        for (int i = 0; i < into.length; i++) {
            Integer place = places.get(parameters.get(i));
            into[i] = place == null ? 0 : broken.wrong(place);
        }
        return loss.data();
    }

    /** The gradient of the next batch at the present weights, of which the first so many samples count. */
    double[] nextGradient(int samples) {
        double[] next = new double[gradient.length];
        int size = batchSize(batch);
        gradient(batchSamples(samples), next);
        if (samples < size) {
            for (int i = 0; i < next.length; i++) {
                next[i] *= (double) samples / size;
            }
        }
        return next;
    }

    /** The optimizer as it stands, over copies of the parameters, for a step that is only shown. */
    OptimizerStep rehearsal(List<Value> copies) {
        OptimizerStep copy = setup.rule().over(copies);
        copy.restore(optimizer.stepCount(), optimizer.rows());
        return copy;
    }

    private Dataset batchSamples(int count) {
        return data.train.subset(Arrays.copyOf(batchRows(), count));
    }

    /** The numbers of the training samples of the next batch. */
    int[] batchRows() {
        int epoch = batch / batchesPerEpoch();
        if (epoch != orderEpoch) {
            order = trainer.order(data.train.size(), epoch);
            orderEpoch = epoch;
        }
        int from = batch % batchesPerEpoch() * fullBatch();
        return Arrays.copyOfRange(order, from, from + batchSize(batch));
    }

    /** The number of samples of a batch, which is less than usual for the last one of an epoch. */
    int batchSize(int number) {
        int from = number % batchesPerEpoch() * fullBatch();
        return Math.min(fullBatch(), data.train.size() - from);
    }

    private int fullBatch() {
        return Math.min(setup.batch(), data.train.size());
    }

    int batchesPerEpoch() {
        return (data.train.size() - 1) / fullBatch() + 1;
    }

    /** The batches done. */
    int batch() {
        return batch;
    }

    /** Notes that the training is shown as it stands. */
    void show() {
        seen.add(batch);
        if (seen.size() > MAX_SEEN) {
            int[] index = {0};
            seen.removeIf(each -> index[0]++ % 2 == 1);
        }
    }

    /** The batches that were shown up to the present one, from the first to this one. */
    List<Integer> seenSoFar() {
        NavigableSet<Integer> all = new TreeSet<>(seen.headSet(batch, true));
        all.add(0);
        all.add(batch);
        return List.copyOf(all);
    }

    /** The batches done before it went back. */
    int end() {
        return end;
    }

    /** The reason why the next batch cannot be computed; null if none is known. */
    @Nullable
    String explosion() {
        return explosion;
    }

    double[] weights() {
        double[] weights = new double[parameters.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = parameters.get(i).data();
        }
        return weights;
    }

    double[] sumOfEarlierGradients() {
        return uncleared.clone();
    }
}
