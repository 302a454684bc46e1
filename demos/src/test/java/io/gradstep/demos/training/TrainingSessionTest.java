package io.gradstep.demos.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.engine.Value;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.Regularization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSessionTest {
    private final TrainingSession session = new TrainingSession();

    private JsonObject ask(String command) {
        return JsonParser.parseString(session.answer(command.replace('\'', '"')))
                .getAsJsonObject();
    }

    private JsonObject start(String setup) {
        return ask("{'do': 'start', 'setup': {%s}}".formatted(setup));
    }

    private JsonObject advance(int batches) {
        return ask("{'do': 'advance', 'batches': %d}".formatted(batches));
    }

    private static double[] weights(JsonObject frame) {
        return numbers(frame.getAsJsonObject("run").getAsJsonArray("weights"));
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    private static double number(JsonObject answer, String name) {
        return answer.get(name).getAsDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsProp", "adam", "adamW"})
    void it_trains_as_the_trainer_does_to_the_last_bit(String optimizer) {
        // 150 samples are trained on: 22 batches an epoch, the last one of 3.
        start("'optimizer': '%s', 'rate': 0.03, 'l1': 0.001, 'l2': 0.002, 'batch': 7, 'seed': 5".formatted(optimizer));
        JsonObject frame = advance(3 * 22);
        Mlp model = Mlp.builder().inputs(2).hidden(6, 4).outputs(1).seed(5).build();
        Trainer.builder()
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .optimizer(Optimizer.named(optimizer, 0.03))
                .regularization(new Regularization(0.001, 0.002))
                .gradients(BatchGradient.EAGER)
                .batchSize(7)
                .epochs(3)
                .seed(5)
                .validationShare(0.25)
                .build()
                .train(model, NamedGenerator.MOONS.generate(5));
        assertThat(weights(frame))
                .containsExactly(
                        model.parameters().stream().mapToDouble(Value::data).toArray());
    }

    @Test
    void it_goes_back_to_any_batch_and_comes_forward_again_to_the_last_bit() {
        start("'batch': 20, 'optimizer': 'adam'");
        double[][] seen = new double[600][];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = weights(i == 0 ? ask("{'do': 'frame'}") : advance(1));
        }
        for (int batch : new int[] {599, 130, 131, 129, 0, 7, 500, 598}) {
            JsonObject frame = ask("{'do': 'goto', 'batch': %d}".formatted(batch));
            assertThat(weights(frame)).as("batch %d", batch).containsExactly(seen[batch]);
            assertThat(number(frame, "end")).isEqualTo(599);
        }
    }

    @Test
    void a_fork_with_the_same_settings_stays_the_same_and_with_another_rate_does_not() {
        advance(10);
        ask("{'do': 'fork', 'live': {}}");
        JsonObject frame = advance(15);
        assertThat(numbers(frame.getAsJsonObject("other").getAsJsonArray("weights")))
                .containsExactly(weights(frame));
        ask("{'do': 'goto', 'batch': 5}");
        ask("{'do': 'fork', 'live': {'rate': 0.5}}");
        JsonObject apart = advance(20);
        assertThat(weights(apart)).containsExactly(weights(frame));
        assertThat(numbers(apart.getAsJsonObject("other").getAsJsonArray("weights")))
                .isNotEqualTo(weights(frame));
        double[] later = numbers(apart.getAsJsonObject("other").getAsJsonArray("weights"));
        JsonObject kept = ask("{'do': 'keep'}");
        assertThat(weights(kept)).containsExactly(later);
        assertThat(kept.has("other")).isFalse();
    }

    @Test
    void a_changed_rate_holds_from_its_batch_on_and_is_recomputed_so() {
        advance(4);
        ask("{'do': 'set', 'live': {'rate': 0.3, 'l2': 0.01}}");
        double[] later = weights(advance(140));
        ask("{'do': 'goto', 'batch': 2}");
        assertThat(weights(ask("{'do': 'goto', 'batch': 144}"))).containsExactly(later);
    }

    /** Plain SGD: after two steps without zeroGrad the weights are w − η·g₁ − η·(g₁ + g₂). */
    @Test
    void without_zeroGrad_a_step_takes_the_sum_of_all_gradients() {
        JsonObject begun = start("'optimizer': 'sgd', 'rate': 0.25, 'mistake': 'no-zero-grad'");
        double before = weights(begun)[3];
        double first = number(ask("{'do': 'why', 'parameter': 3}"), "mean");
        double between = weights(advance(1))[3];
        JsonObject why = ask("{'do': 'why', 'parameter': 3}");
        double second = number(why, "mean");
        assertThat(number(why, "earlier")).isCloseTo(first, within(1e-15));
        assertThat(between).isCloseTo(before - 0.25 * first, within(1e-15));
        assertThat(weights(advance(1))[3]).isCloseTo(between - 0.25 * (first + second), within(1e-15));
    }

    /** A squared error uses the error twice: half of it is lost, and all but one sample of the batch. */
    @Test
    void a_pass_that_assigns_keeps_one_contribution() {
        JsonObject begun =
                start("'data': 'sine', 'hidden': [], 'optimizer': 'sgd', 'rate': 1, 'batch': 2, 'mistake': 'assign'");
        double[] terms = numbers(ask("{'do': 'why', 'parameter': 0}").getAsJsonArray("terms"));
        double step = weights(begun)[0] - weights(advance(1))[0];
        assertThat(Math.min(Math.abs(step - terms[0] / 4), Math.abs(step - terms[1] / 4)))
                .isLessThan(1e-15);
    }

    @ParameterizedTest
    @CsvSource({"moons, 3", "moons, 13", "moons, 24", "moons, 43", "moons, 46", "blobs, 55", "sine, 0", "digits, 70"})
    void a_gradient_is_explained_down_to_one_gate(String data, int parameter) {
        start("'data': '%s', 'l2': 0.01, 'activation': 'gelu'".formatted(data));
        advance(9);
        JsonObject batch = ask("{'do': 'why', 'parameter': %d}".formatted(parameter));
        double[] terms = numbers(batch.getAsJsonArray("terms"));
        double[] rows = numbers(batch.getAsJsonArray("rows"));
        assertThat(number(batch, "mean") + number(batch, "penalty"))
                .isCloseTo(number(batch, "gradient"), within(1e-15));
        for (int i = 0; i < 3; i++) {
            JsonObject sample = ask("{'do': 'why', 'parameter': %d, 'row': %.0f}".formatted(parameter, rows[i]));
            assertThat(number(sample, "gradient")).isEqualTo(terms[i]);
            assertThat(number(sample, "delta") * number(sample, "factor")).isEqualTo(terms[i]);
            assertThat(number(sample, "difference")).isCloseTo(terms[i], within(1e-8));
            explainDelta(sample, rows[i]);
        }
        double next = number(batch, "next");
        assertThat(weights(advance(1))[parameter]).isEqualTo(next);
    }

    private void explainDelta(JsonObject above, double row) {
        JsonObject delta = ask("{'do': 'why', 'layer': %s, 'neuron': %s, 'row': %.0f}"
                .formatted(above.get("layer"), above.get("neuron"), row));
        assertThat(number(delta, "delta")).isEqualTo(number(above, "delta"));
        assertThat(number(delta, "difference")).isCloseTo(number(delta, "delta"), within(1e-8));
        if (delta.has("gate")) {
            JsonObject gate = delta.getAsJsonObject("gate");
            assertThat(number(gate, "upstream") * number(gate, "local")).isEqualTo(number(gate, "product"));
            assertThat(number(gate, "local")).isCloseTo(number(gate, "difference"), within(1e-8));
        }
        if (delta.has("terms")) {
            double sum = 0;
            for (JsonElement term : delta.getAsJsonArray("terms")) {
                sum += number(term.getAsJsonObject(), "product");
            }
            assertThat(sum).isCloseTo(number(delta, "upstream"), within(1e-15));
            explainDelta(delta.getAsJsonArray("terms").get(0).getAsJsonObject(), row);
        } else {
            assertThat(delta.getAsJsonArray("steps")).isNotEmpty();
        }
    }

    @Test
    void one_sample_after_the_other_adds_up_to_the_batch() {
        JsonObject begun = start("'batch': 4");
        double[] whole = numbers(begun.getAsJsonObject("run").getAsJsonArray("gradient"));
        double[] terms = numbers(ask("{'do': 'why', 'parameter': 5}").getAsJsonArray("terms"));
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            JsonObject frame = ask("{'do': 'sample'}");
            sum += terms[i] / 4;
            assertThat(number(frame, "seen")).isEqualTo(i + 1);
            assertThat(numbers(frame.getAsJsonObject("run").getAsJsonArray("gradient"))[5])
                    .isCloseTo(sum, within(1e-15));
        }
        assertThat(sum + terms[3] / 4).isCloseTo(whole[5], within(1e-15));
        JsonObject done = ask("{'do': 'sample'}");
        assertThat(number(done, "batch")).isEqualTo(1);
        assertThat(number(done, "seen")).isZero();
    }

    @Test
    void dead_units_are_marked_and_an_explosion_ends_the_run_where_it_is() {
        start("'activation': 'relu', 'optimizer': 'sgd', 'rate': 30, 'hidden': [8]");
        JsonObject dead = advance(40);
        assertThat(numbers(dead.getAsJsonObject("run").getAsJsonArray("units"))).contains(1);
        start("'data': 'sine', 'activation': 'relu', 'optimizer': 'sgd', 'rate': 1000, 'hidden': [8, 8]");
        JsonObject frame = advance(400);
        JsonObject run = frame.getAsJsonObject("run");
        assertThat(number(frame, "batch")).isLessThan(400);
        assertThat(run.get("explosion").getAsString()).contains("try a smaller learning rate");
        assertThat(weights(frame)).doesNotContain(Double.NaN);
    }

    @Test
    void a_reset_keeps_a_changed_rate_and_the_lesson_until_it_is_left() {
        ask("{'do': 'lesson', 'lesson': {'title': 't', 'caption': 'c', 'batches': 4, 'start': {'rate': 0.5}}}");
        ask("{'do': 'set', 'live': {'rate': 0.125}}");
        JsonObject again = start("");
        JsonObject known = again.getAsJsonObject("known");
        assertThat(number(again, "batch")).isZero();
        assertThat(known.getAsJsonObject("setup").get("rate").getAsDouble()).isEqualTo(0.125);
        assertThat(known.getAsJsonObject("lesson").get("title").getAsString()).isEqualTo("t");
        JsonObject left = ask("{'do': 'start', 'setup': {}, 'leave': true}");
        assertThat(left.getAsJsonObject("known").has("lesson")).isFalse();
    }

    /** The digit 7 is known by its name, although it is the eighth. */
    @Test
    void outputs_are_named_by_their_classes() {
        JsonObject known = start("'data': 'digits', 'hidden': [2]").getAsJsonObject("known");
        assertThat(known.getAsJsonArray("neuronNames").asList().stream().map(JsonElement::getAsString))
                .startsWith("h1.1", "h1.2", "out.0", "out.1")
                .endsWith("out.9");
        JsonObject delta = ask("{'do': 'why', 'layer': 1, 'neuron': 7, 'row': 0}");
        assertThat(delta.get("name").getAsString()).isEqualTo("out.7");
        known = start("'data': 'moons', 'hidden': [6, 4]").getAsJsonObject("known");
        assertThat(known.getAsJsonArray("neuronNames").asList())
                .hasSize(11)
                .last()
                .hasToString("\"out\"");
    }

    @Test
    void a_table_is_read_with_its_header_and_classes() {
        JsonObject frame = start("'data': 'csv', 'csv': 'a;b;kind\\n1;2;red\\n3;5;<b>\\n2;7;red\\n'");
        JsonObject known = frame.getAsJsonObject("known");
        assertThat(known.get("inputNames")).hasToString("[\"a\",\"b\"]");
        assertThat(known.get("classNames").getAsJsonArray().get(0).getAsString())
                .isEqualTo("<b>");
        assertThat(number(start("'csv': '1,2.5\\n2,3.5\\n3,4'"), "batch")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'do': 'fly'} | 'do' must be one of start",
                "{'do' | not valid JSON",
                "[1] | must be a JSON object",
                "{'do': 'start', 'setup': {'data': 'moon'}} | did you mean 'moons'?",
                "{'do': 'start', 'setup': {'rate': -1}} | 'rate' must be a number from",
                "{'do': 'start', 'setup': {'hidden': [0]}} | 'hidden' must be a whole number from 1 to 32, not 0",
                "{'do': 'start', 'setup': {'hidden': [1,1,1,1,1,1,1]}} | at most 6 layers",
                "{'do': 'start', 'setup': {'colour': 1}} | unknown field 'colour'",
                "{'do': 'start', 'setup': {'data': 'blobs', 'loss': 'mse'}} | 3 classes need crossEntropy or hinge",
                "{'do': 'start', 'setup': {'data': 'points'}} | draw at least two points",
                "{'do': 'start', 'setup': {'data': 'csv', 'csv': '1,2,a\\n1,x,b'}} | line 2 of the table: 'x' in"
                        + " column 2",
                "{'do': 'start', 'setup': {'data': 'csv', 'csv': '1,2,a\\n1,b'}} | there are 2 columns, but 3",
                "{'do': 'start', 'setup': {'data': 'csv', 'csv': ''}} | the table has 0 lines",
                "{'do': 'advance', 'batches': 1e9} | 'batches' must be a whole number",
                "{'do': 'why', 'parameter': 99} | 'parameter' must be a whole number from 0 to 50",
                "{'do': 'set', 'live': {'mistake': 'typo'}} | one of none, no-zero-grad, assign",
                "{'do': 'set'} | the command needs 'live'",
            })
    void a_bad_command_gets_one_clear_message_and_changes_nothing(String command, String message) {
        double[] before = weights(advance(3));
        JsonObject answer = ask(command);
        assertThat(answer.get("error").getAsString()).contains(message);
        assertThat(weights(ask("{'do': 'frame'}"))).containsExactly(before);
    }
}
