package io.gradstep.demos.train;

import io.gradstep.engine.Value;
import io.gradstep.nn.DeadUnits;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.History.Outcome;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.viz.page.FilmPage;
import io.gradstep.viz.page.FilmSample;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records a training as a film: the network before training and after its epochs, of which a bounded number is kept.
 *
 * <p>During training only weights are copied; the contents of the frames are computed with the page.
 */
public final class Film implements TrainingListener {
    private static final int MAX_FRAMES = 80;
    private static final int MIN_FRAMES = 4;

    /** The limit for all frames together: 64 megabytes. */
    private static final int MAX_WEIGHTS = 8_000_000;

    private final TrainingConfig config;
    private final Samples samples;
    private @Nullable Mlp model;
    private @Nullable Moments moments;

    /**
     * Prepares a film.
     *
     * @param config the training's settings
     * @param samples the training's samples
     */
    public Film(TrainingConfig config, Samples samples) {
        this.config = config;
        this.samples = samples;
    }

    /**
     * Records the first frame.
     *
     * @param training a training that is about to start or resume
     */
    public void begin(Training training) {
        model = training.model();
        moments = new Moments(frames(training.model().parameterCount()));
        History before = training.history();
        moments.add(before.done(), before.epochs().isEmpty() ? null : before.last(), weights(training.model()));
    }

    /** {@return the most frames to keep of a network} */
    static int frames(int parameters) {
        return Math.max(MIN_FRAMES, Math.min(MAX_FRAMES, MAX_WEIGHTS / Math.max(1, parameters)));
    }

    private static double[] weights(Mlp model) {
        return model.parameters().stream().mapToDouble(Value::data).toArray();
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        if (moments != null && model != null) {
            moments.add(epoch.epoch(), epoch, weights(model));
        }
    }

    /**
     * Renders the film as a page.
     *
     * @param history the training's history
     * @return the page
     * @throws IllegalStateException if the film was not begun
     */
    public FilmPage page(History history) {
        if (moments == null) {
            throw new IllegalStateException("call begin() before page()");
        }
        Mlp actor = config.network(samples.raw());
        List<Value> parameters = actor.parameters();
        Predictor predictor = config.predictor(actor, samples);
        FilmSamples offered = new FilmSamples(
                Samples.inMemory(samples.train()),
                Samples.inMemory(samples.rawTrain())::input,
                i -> Pictures.network(config, samples, actor, i),
                actor,
                predictor);
        List<FilmSample> shown = offered.chosen();
        FilmPage.Builder film =
                FilmPage.builder("Training on %s".formatted(config.source().title()));
        film.samples(shown);
        boolean curve = Pictures.fitsACurve(predictor);
        if (Pictures.dividesThePlane(predictor)) {
            film.map(Pictures.decisions(config, samples, predictor));
        } else if (curve) {
            film.fit(Pictures.sampled(config, samples), Pictures.along(samples));
        } else if (!offered.showsImages()) {
            film.note("The decision boundary is left out: it shows classes over two inputs, but here %s."
                    .formatted(Pictures.subject(predictor)));
        }
        if (history.epochs().isEmpty()) {
            film.note("The loss curve is left out: no epoch was completed.");
        } else {
            film.chart(Pictures.losses(config, records(history, moments)));
        }
        for (Moments.Moment moment : moments.all()) {
            for (int i = 0; i < moment.weights.length; i++) {
                parameters.get(i).setData(moment.weights[i]);
            }
            shown.forEach(FilmSample::forward);
            Predictor then = predictor.with(actor);
            if (curve) {
                film.frame(moment.epoch, x -> Pictures.valueAt(then, x));
            } else {
                film.frame(moment.epoch, (x, y) -> Pictures.scoresAt(then, x, y));
            }
            film.dead(DeadUnits.of(actor, samples.train()));
        }
        note(film, history);
        return film.build();
    }

    /** Returns the epochs of the history, and those with a frame that the history may have dropped. */
    private static List<EpochRecord> records(History history, Moments moments) {
        TreeMap<Integer, EpochRecord> records = new TreeMap<>();
        history.epochs().forEach(record -> records.put(record.epoch(), record));
        for (Moments.Moment moment : moments.all()) {
            if (moment.record != null) {
                records.put(moment.epoch, moment.record);
            }
        }
        return List.copyOf(records.values());
    }

    private void note(FilmPage.Builder film, History history) {
        List<Moments.Moment> all = Objects.requireNonNull(moments).all();
        int first = all.get(0).epoch;
        int last = all.get(all.size() - 1).epoch;
        if (all.size() < last - first + 1) {
            film.note("The film shows %d of %d epochs, the early ones more densely."
                    .formatted(all.size() - 1, last - first));
        }
        if (first > 0) {
            film.note("The training was resumed from epoch %d, where the film begins.".formatted(first));
        }
        if (history.outcome() == Outcome.STOPPED_ON_REQUEST) {
            film.note("The training was stopped in epoch %d of %d.".formatted(last + 1, config.epochs()));
        } else if (history.outcome() == Outcome.DIVERGED) {
            film.note("The training ended in epoch %d, when its numbers became infinite or NaN.".formatted(last + 1));
        }
    }
}
