package io.gradstep.demos.training;

import io.gradstep.demos.train.FilmSamples;
import io.gradstep.demos.train.Pictures;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.nn.DeadUnits;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.page.FilmPage;
import io.gradstep.viz.page.FilmSample;
import java.util.ArrayList;
import java.util.List;

/** The film of a training: the batches that were seen, one by one where it was stepped, fewer where it played. */
final class TrainingFilm {
    private static final int MAX_FRAMES = 60;

    /** The places along a fitted curve. */
    private static final int ALONG = 120;

    private TrainingFilm() {}

    /** Goes through the batches that were seen, up to the present one, and back to it. */
    static FilmPage of(Run run) {
        int here = run.batch();
        Dataset data = run.data.train;
        FilmSamples offered = new FilmSamples(
                data,
                i -> TrainingExport.inOwnUnits(run, data.input(i)),
                i -> network(run, i),
                run.model,
                TrainingExport.predictor(run));
        List<FilmSample> shown = offered.chosen();
        FilmPage.Builder film = FilmPage.builder("Training on " + run.setup.data())
                .counting("batch")
                .samples(shown);
        boolean map = TrainingExport.hasMap(run);
        boolean curve = TrainingExport.hasCurve(run);
        if (map) {
            film.map(
                    TrainingExport.decisions(run, TrainingExport.predictor(run)).titled("Decisions"));
        } else if (curve) {
            film.fit(samples("Fit", run), along(run));
        }
        List<LossCurve.Point> losses = new ArrayList<>();
        try {
            for (int batch : chosen(run.seenSoFar())) {
                run.goTo(batch);
                shown.forEach(FilmSample::forward);
                losses.add(LossCurve.now(run));
                if (map) {
                    Predictor then = TrainingExport.predictor(run);
                    film.frame(batch, (x, y) -> Pictures.scoresAt(then, x, y));
                } else if (curve) {
                    Predictor then = TrainingExport.predictor(run);
                    film.frame(batch, x -> Pictures.valueAt(then, x));
                } else {
                    film.frame(batch);
                }
                film.dead(DeadUnits.of(run.model, data));
            }
        } finally {
            run.goTo(here);
        }
        return film.chart(losses("Losses", run, losses, "batch", 1)).build();
    }

    /** At most {@value #MAX_FRAMES} of them, evenly, and the first and the last. */
    private static List<Integer> chosen(List<Integer> seen) {
        int count = Math.min(MAX_FRAMES, seen.size());
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(seen.get(count == 1 ? 0 : (int) ((long) i * (seen.size() - 1) / (count - 1))));
        }
        return chosen;
    }

    /** The network at work on a training sample. */
    private static Graph network(Run run, int sample) {
        Dataset data = run.data.train;
        List<Value> inputs = new ArrayList<>();
        for (int j = 0; j < data.inputCount(); j++) {
            inputs.add(Value.of(data.input(sample, j), data.inputNames().get(j)));
        }
        return Graph.of(run.data
                .loss
                .of(run.model.forward(inputs, GraphStyle.NAMED), data.target(sample))
                .named("loss"));
    }

    /** Charts losses; the axis counts batches, or so many of them. */
    static LineChart losses(String title, Run run, List<LossCurve.Point> points, String unit, double batches) {
        double[] x =
                points.stream().mapToDouble(point -> point.batch() / batches).toArray();
        LineChart chart = LineChart.titled(title)
                .axes(unit, run.data.loss.label())
                .line(
                        "training",
                        x,
                        points.stream().mapToDouble(LossCurve.Point::train).toArray());
        return run.data.held == null
                ? chart
                : chart.line(
                        "held out",
                        x,
                        points.stream().mapToDouble(LossCurve.Point::held).toArray());
    }

    /** The fitted curve over the training samples, in their own units. */
    static LineChart fitted(Run run) {
        double[] along = along(run);
        Predictor now = TrainingExport.predictor(run);
        double[] y = new double[along.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Pictures.valueAt(now, along[i]);
        }
        return samples("Fit at batch " + run.batch(), run).line("network", along, y);
    }

    private static LineChart samples(String title, Run run) {
        Dataset data = run.data.train;
        double[] x = new double[data.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = TrainingExport.inOwnUnits(run, data.input(i))[0];
            y[i] = run.data.scaling.fromNetwork(data.target(i))[0];
        }
        return LineChart.titled(title)
                .axes(data.inputNames().get(0), data.targetNames().get(0))
                .points("samples", x, y);
    }

    private static double[] along(Run run) {
        double[] range = run.data.range(0);
        double[] along = new double[ALONG];
        for (int i = 0; i < along.length; i++) {
            double x = range[0] + (range[1] - range[0]) * i / (along.length - 1);
            along[i] = TrainingExport.inOwnUnits(run, new double[] {x})[0];
        }
        return along;
    }
}
