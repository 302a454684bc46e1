package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import java.util.ArrayList;
import java.util.List;

/** Films for tests. */
final class Films {
    private Films() {}

    static double weight(int epoch) {
        return epoch / 4.0;
    }

    /**
     * At every epoch the neuron n = w x with x = 2 and loss (n − 1)², where w is a quarter of the epoch, and a
     * classifier of two points at −1 and 1 whose border moves by one an epoch from −2.
     */
    static FilmPage.Builder slope(int first, int last) {
        Value w = Value.of(0, "w");
        Value x = Value.constant(2);
        Value loss = w.mul(x).named("n").sub(1).pow(2).named("loss");
        Graph graph = Graph.of(loss);
        double[][] points = {{-1, 0.5}, {1, -0.5}};
        FilmPage.Builder film = FilmPage.builder("A slope learns")
                .map(DecisionMap.of(points, new int[] {0, 1}, border(0)).classNames(List.of("left", "right")))
                .network(graph)
                .caption("One sample.")
                .note("A note.");
        for (int epoch = first; epoch <= last; epoch++) {
            w.setData(weight(epoch));
            graph.forward();
            film.frame(epoch, border(epoch - 2));
        }
        return film;
    }

    private static DecisionMap.Scores border(double x0) {
        return (x, y) -> {
            double p = 1 / (1 + Math.exp(-4 * (x - x0 - 0.25)));
            return new double[] {1 - p, p};
        };
    }

    /** With a chart of two curves. */
    static FilmPage losses(int last) {
        double[] epochs = new double[last];
        double[] training = new double[last];
        double[] validation = new double[last];
        for (int i = 0; i < last; i++) {
            epochs[i] = i + 1;
            training[i] = 1.0 / (i + 1);
            validation[i] = i == 2 ? Double.NaN : 1.5 / (i + 1);
        }
        return slope(0, last)
                .chart(LineChart.titled("Loss")
                        .axes("epoch", "loss")
                        .line("training", epochs, training)
                        .line("validation", epochs, validation)
                        .logarithmic())
                .build();
    }

    /**
     * Seventy neurons n1 = w x, n2 = 2 w x and so on with their sum as the loss, of which the second is dead in the
     * last frame; at epoch e w = e, and the samples have x = 1 and x = −1.
     */
    static FilmPage folded(int last) {
        Value w = Value.of(0, "w");
        List<FilmSample> samples = new ArrayList<>();
        for (int x = 1; x >= -1; x -= 2) {
            List<Value> neurons = new ArrayList<>();
            for (int k = 1; k <= 70; k++) {
                neurons.add(w.mul(k * x).named("layer1.neuron" + k));
            }
            Graph graph = Graph.of(Value.sum(neurons).named("loss"));
            int sign = x;
            samples.add(FilmSample.of("x = " + x, graph)
                    .image(2, 0, 1, x == 1 ? 1 : 0, 0.5)
                    .answer(() -> "The loss is " + sign * 2485 * w.data() + "."));
        }
        FilmPage.Builder film = FilmPage.builder("Seventy").samples(samples);
        for (int epoch = 0; epoch <= last; epoch++) {
            w.setData(epoch);
            samples.forEach(FilmSample::forward);
            film.frame(epoch);
        }
        return film.dead(List.of("layer1.neuron2")).build();
    }

    static FilmPage hostile() {
        String image = "<img src=x onerror=document.title='run'>";
        String script = "</script><script>alert(1)</script>{{data}}";
        Value x = Value.of(2, image);
        Value f = x.mul(x).named("n" + image).add(x).named(script);
        return FilmPage.builder(script)
                .network(Graph.of(f))
                .map(DecisionMap.of(new double[][] {{0, 1}}, new int[] {0}, (a, b) -> new double[] {1, 0})
                        .titled(image)
                        .axes(script, image)
                        .classNames(List.of(image, script)))
                .chart(LineChart.titled(image).axes(image, script).line(script, new double[] {1}, new double[] {2}))
                .caption(image)
                .note(script)
                .frame(0, (a, b) -> new double[] {1, 0})
                .frame(1, (a, b) -> new double[] {0, 1})
                .build();
    }
}
