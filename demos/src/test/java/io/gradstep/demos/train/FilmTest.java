package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.train.DataSource.Generated;
import io.gradstep.engine.Value;
import io.gradstep.nn.Training;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.viz.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FilmTest {
    private static final Pattern DATA = Pattern.compile("type=\"application/json\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern NODE = Pattern.compile("<g id=\"n(\\d+)\"[^>]* data-name=\"([^\"]*)\"");

    private final TrainingConfig config;
    private final Samples samples;
    private final Film film;
    private final Training training;
    private final List<List<double[]>> weights = new ArrayList<>();

    /** Four hidden tanh neurons between two inputs and one logit, under binary cross-entropy. */
    FilmTest() throws IOException {
        DataSource source = new Generated(NamedGenerator.MOONS, 40, 0.1);
        config = TrainingConfig.suited(source, source.read(1), 1)
                .with(Map.of(
                        TrainingConfig.HIDDEN, "4", TrainingConfig.EPOCHS, "5", TrainingConfig.VALIDATION, "0.25"));
        samples = Samples.of(config, source.read(1));
        film = new Film(config, samples);
        TrainingListener witness = new TrainingListener() {
            @Override
            public void epochEnded(EpochRecord epoch) {
                weights.add(copy());
            }
        };
        training = config.trainer(samples, List.of(film, witness))
                .build()
                .start(config.network(source.read(1)), samples.train());
        weights.add(copy());
        film.begin(training);
    }

    private List<double[]> copy() {
        return training.model().tensors().stream()
                .map(ParameterTensor::values)
                .map(values -> values.stream().mapToDouble(Value::data).toArray())
                .toList();
    }

    private static JsonObject data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return JsonParser.parseString(data.group(1)).getAsJsonObject();
    }

    /** The value and the gradient of each neuron for an offered sample in a frame, as shown. */
    private static Map<String, List<String>> neurons(String page, int sample, int frame) {
        Map<Integer, String> names = new HashMap<>();
        Matcher node = NODE.matcher(page);
        while (node.find()) {
            names.put(Integer.valueOf(node.group(1)), node.group(2));
        }
        JsonObject network = data(page).getAsJsonObject("network");
        JsonArray nodes = network.getAsJsonArray("nodes");
        JsonObject numbers = network.getAsJsonArray("samples")
                .get(sample)
                .getAsJsonObject()
                .getAsJsonArray("frames")
                .get(frame)
                .getAsJsonObject();
        Map<String, List<String>> shown = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            shown.put(
                    names.get(nodes.get(i).getAsInt()),
                    List.of(shown(numbers, "values", i), shown(numbers, "gradients", i)));
        }
        return shown;
    }

    private static String shown(JsonObject numbers, String kind, int i) {
        return Numbers.format(numbers.getAsJsonArray(kind).get(i).getAsDouble());
    }

    /** By hand: o = v·tanh(W x + b) + c, loss log(1 + eᵒ) − t o, ∂/∂o = σ(o) − t, ∂/∂h = v ∂/∂o. */
    @Test
    void every_frame_has_the_numbers_of_the_network_at_that_epoch() {
        training.run();
        String page = film.page(training.history()).html();

        assertThat(data(page).getAsJsonArray("epochs").toString()).isEqualTo("[0,1,2,3,4,5]");
        JsonArray offered = data(page).getAsJsonObject("network").getAsJsonArray("samples");
        assertThat(offered).as("one of each class").hasSize(2);
        for (int s = 0; s < offered.size(); s++) {
            String name = offered.get(s).getAsJsonObject().get("name").getAsString();
            Matcher number =
                    Pattern.compile("(upper|lower) \\(number (\\d+)\\)").matcher(name);
            assertThat(number.matches()).as(name).isTrue();
            int sample = Integer.parseInt(number.group(2)) - 1;
            assertThat(Samples.inMemory(samples.train()).label(sample))
                    .isEqualTo(number.group(1).equals("upper") ? 0 : 1);
            for (int epoch = 0; epoch <= 5; epoch++) {
                assertNumbers(neurons(page, s, epoch), sample, epoch);
            }
        }
    }

    private void assertNumbers(Map<String, List<String>> shown, int sample, int epoch) {
        double[] x = Samples.inMemory(samples.train()).input(sample);
        int target = Samples.inMemory(samples.train()).label(sample);
        double[] w = weights.get(epoch).get(0);
        double[] b = weights.get(epoch).get(1);
        double[] v = weights.get(epoch).get(2);
        double[] h = new double[4];
        double o = weights.get(epoch).get(3)[0];
        for (int j = 0; j < 4; j++) {
            h[j] = Math.tanh(w[2 * j] * x[0] + w[2 * j + 1] * x[1] + b[j]);
            o += v[j] * h[j];
        }
        double slope = 1 / (1 + Math.exp(-o)) - target;
        for (int j = 0; j < 4; j++) {
            assertThat(shown.get("layer1.neuron" + (j + 1)))
                    .as("epoch %d, neuron %d", epoch, j + 1)
                    .containsExactly(Numbers.format(h[j]), Numbers.format(v[j] * slope));
        }
        assertThat(shown.get("layer2.neuron1")).containsExactly(Numbers.format(o), Numbers.format(slope));
        assertThat(shown.get("loss")).containsExactly(Numbers.format(Math.log1p(Math.exp(o)) - target * o), "1");
    }

    @Test
    void every_frame_counts_the_mistakes_of_that_epoch_and_has_its_losses() {
        training.run();
        JsonObject data = data(film.page(training.history()).html());

        for (int epoch = 0; epoch <= 5; epoch++) {
            double[] w = weights.get(epoch).get(0);
            double[] b = weights.get(epoch).get(1);
            double[] v = weights.get(epoch).get(2);
            int wrong = 0;
            Dataset all = Samples.inMemory(samples.raw());
            for (int i = 0; i < all.size(); i++) {
                double[] x = all.input(i);
                double o = weights.get(epoch).get(3)[0];
                for (int j = 0; j < 4; j++) {
                    o += v[j] * Math.tanh(w[2 * j] * x[0] + w[2 * j + 1] * x[1] + b[j]);
                }
                wrong += (o > 0 ? 1 : 0) == all.label(i) ? 0 : 1;
            }
            JsonArray frames = data.getAsJsonObject("map").getAsJsonArray("frames");
            assertThat(frames.get(epoch).getAsJsonObject().get("wrong").getAsInt())
                    .as("epoch %d", epoch)
                    .isEqualTo(wrong);
        }
        JsonArray series = data.getAsJsonObject("chart").getAsJsonArray("series");
        assertThat(series).hasSize(2);
        for (EpochRecord epoch : training.history().epochs()) {
            assertThat(value(series.get(0), epoch.epoch())).isEqualTo(Numbers.format(epoch.loss()));
            assertThat(value(series.get(1), epoch.epoch()))
                    .isEqualTo(Numbers.format(epoch.validationLoss().orElseThrow()));
        }
    }

    /** A long training does not remember all epochs; the film knows those that it shows. */
    @Test
    void every_frame_has_the_loss_that_the_history_may_have_dropped() {
        List<EpochRecord> records = new ArrayList<>();
        for (int epoch = 1; epoch <= 200; epoch++) {
            records.add(new EpochRecord(
                    epoch, 1.0 / epoch, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 1));
        }
        records.forEach(film::epochEnded);
        History history = new History(
                ImmutableList.of(records.get(0), records.get(199)),
                ImmutableList.of(),
                History.Outcome.FINISHED,
                OptionalInt.empty());

        JsonObject data = data(film.page(history).html());

        JsonArray epochs = data.getAsJsonArray("epochs");
        JsonElement losses =
                data.getAsJsonObject("chart").getAsJsonArray("series").get(0);
        assertThat(epochs.size()).isEqualTo(80);
        for (int frame = 1; frame < epochs.size(); frame++) {
            assertThat(value(losses, frame))
                    .isEqualTo(Numbers.format(1.0 / epochs.get(frame).getAsInt()));
        }
    }

    private static String value(JsonElement series, int frame) {
        JsonElement number = series.getAsJsonObject().getAsJsonArray("values").get(frame);
        return Numbers.format(number.getAsDouble());
    }

    @Test
    void filming_changes_nothing_in_the_training() throws IOException {
        training.run();
        Training alone = config.trainer(samples)
                .build()
                .start(config.network(config.source().read(1)), samples.train());
        alone.run();
        film.page(training.history());
        assertThat(training.model().parameters().stream().map(Value::data))
                .isEqualTo(alone.model().parameters().stream().map(Value::data).toList());
    }

    @Test
    void before_the_first_epoch_is_over_it_has_one_frame_and_no_curve() {
        String page = film.page(training.history()).html();

        assertThat(data(page).getAsJsonArray("epochs").toString()).isEqualTo("[0]");
        assertThat(page)
                .contains("The loss curve is left out: no epoch was completed.")
                .contains("The training was stopped in epoch 1 of 5.");
    }

    /** Its numbers overflow, so that nothing is decided anywhere, and everything is wrong. */
    @Test
    void a_network_of_infinite_numbers_is_filmed_too() {
        double[] everywhere = {0, 1, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int i = 0; i < everywhere.length; i++) {
            for (Value parameter : training.model().tensors().get(i).values()) {
                parameter.setData(everywhere[i]);
            }
        }
        film.begin(training);

        String page = film.page(training.history()).html();

        assertThat(page).contains("40 of 40 misclassified");
        assertThat(neurons(page, 0, 0).get("layer2.neuron1").get(0)).isEqualTo("∞");
    }

    @Test
    void large_networks_have_fewer_frames() {
        assertThat(Film.frames(337)).isEqualTo(80);
        assertThat(Film.frames(1_000_000)).isEqualTo(8);
        assertThat(Film.frames(100_000_000)).isEqualTo(4);
    }

    @Test
    void a_film_that_was_not_begun_has_no_page() {
        assertThatIllegalStateException().isThrownBy(() -> new Film(config, samples).page(training.history()));
    }
}
