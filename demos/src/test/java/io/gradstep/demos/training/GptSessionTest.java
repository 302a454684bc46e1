package io.gradstep.demos.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Generator;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.module.StateDict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A played GPT: it learns as nn does, goes back, and explains each gradient. */
class GptSessionTest {
    private static final List<String> NAMES = List.of("anna", "nina", "ann", "ian", "naima");

    private final GptSession session = new GptSession();

    private JsonObject ask(String command) {
        return JsonParser.parseString(session.answer(command.replace('\'', '"')))
                .getAsJsonObject();
    }

    @BeforeEach
    void start() {
        ask("{'do': 'start', 'setup': {'text': 'anna\\nnina\\n\\nann\\nian\\nnaima', 'steps': 40, 'batch': 2,"
                + " 'width': 4, 'heads': 2, 'block': 6, 'seed': 7}}");
    }

    private double[] weights() {
        return StateDict.numbers(session.writer().gpt());
    }

    private static double number(JsonObject object, String name) {
        return object.get(name).getAsDouble();
    }

    private static CharacterGpt trained(int steps) {
        CharacterGpt writer = CharacterGpt.create(
                NAMES,
                vocabulary -> new GptSizes(vocabulary, 4, 2, 1, 6),
                new GptTraining.Settings(40, 0.01, 2),
                Generator.GRADSTEP,
                7,
                1);
        while (writer.training().step() < steps) {
            assertThat(writer.training().next()).isFinite();
        }
        return writer;
    }

    @Test
    void it_learns_what_gradstep_gpt_learns_to_the_last_bit() {
        ask("{'do': 'advance', 'batches': 3}");
        ask("{'do': 'why', 'parameter': 5}");
        ask("{'do': 'advance', 'batches': 20, 'frame': false}");
        assertThat(weights()).containsExactly(StateDict.numbers(trained(23).gpt()));
    }

    @Test
    void it_goes_back_to_any_step_with_the_same_weights_and_texts() {
        double[][] seen = new double[41][];
        JsonArray[] texts = new JsonArray[seen.length];
        for (int i = 0; i < seen.length; i++) {
            JsonObject frame = ask(i == 0 ? "{'do': 'frame'}" : "{'do': 'advance'}");
            seen[i] = weights();
            texts[i] = frame.getAsJsonArray("texts");
        }
        for (int step : new int[] {39, 0, 17, 16, 40, 3}) {
            JsonObject frame = ask("{'do': 'goto', 'batch': %d}".formatted(step));
            assertThat(weights()).as("step %d", step).containsExactly(seen[step]);
            assertThat(frame.get("texts")).isEqualTo(texts[step]);
            assertThat(number(frame, "end")).isEqualTo(40);
        }
        assertThat(ask("{'do': 'goto', 'batch': 40}").getAsJsonArray("earlier").asList())
                .hasSize(21);
        assertThat(ask("{'do': 'advance', 'frame': false}").get("moved").getAsBoolean())
                .isFalse();
    }

    /** Tables of tokens and positions, attention, both maps of the layer, and the head. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 30, 53, 60, 90, 120, 200, 250})
    void a_gradient_opens_from_gate_to_gate_up_to_the_loss(int parameter) {
        ask("{'do': 'advance', 'batches': 12}");
        JsonObject why = ask("{'do': 'why', 'parameter': %d}".formatted(parameter));
        double gradient = number(why, "gradient");
        assertThat(number(why, "difference")).isCloseTo(gradient, within(1e-8));
        double[] eager = eagerGradient();
        assertThat(gradient).isCloseTo(eager[parameter], within(1e-15));
        JsonObject opened = why;
        for (int depth = 0; !opened.getAsJsonArray("uses").isEmpty(); depth++) {
            assertThat(depth).isLessThan(60);
            double sum = 0;
            for (JsonElement use : opened.getAsJsonArray("uses")) {
                sum += number(use.getAsJsonObject(), "product");
            }
            assertThat(sum).isCloseTo(number(opened, "gradient"), within(1e-15));
            JsonObject use = opened.getAsJsonArray("uses").get(0).getAsJsonObject();
            opened = ask("{'do': 'why', 'node': %s, 'slot': %s}".formatted(use.get("node"), use.get("slot")));
            JsonObject gate = opened.getAsJsonObject("gate");
            assertThat(number(gate, "upstream")).isEqualTo(number(use, "upstream"));
            assertThat(number(gate, "product")).isEqualTo(number(use, "product"));
            assertThat(number(gate, "difference")).isCloseTo(number(gate, "local"), within(1e-6));
        }
        assertThat(opened.get("output").getAsBoolean() || gradient == 0).isTrue();
        double next = number(why, "next");
        ask("{'do': 'advance'}");
        assertThat(weights()[parameter]).isEqualTo(next);
        JsonArray update = why.getAsJsonArray("update");
        assertThat(number(update.get(update.size() - 1).getAsJsonObject(), "value"))
                .isEqualTo(next);
    }

    /** The gradient of the mean loss of the step's documents, by graphs of its own. */
    private double[] eagerGradient() {
        CharacterGpt same = trained(12);
        same.gpt().zeroGrad();
        for (int i = 0; i < 2; i++) {
            same.gpt().loss(same.training().document(24 + i)).backward(0.5);
        }
        return same.gpt().parameters().stream()
                .mapToDouble(value -> value.grad())
                .toArray();
    }

    @Test
    void the_model_file_goes_on_in_gradstep_gpt_and_the_page_is_of_this_moment(@TempDir Path folder)
            throws IOException {
        ask("{'do': 'advance', 'batches': 5}");
        Path file = Files.write(folder.resolve("gpt.safetensors"), GptExport.MODEL.write(session));
        CharacterGpt resumed = CharacterGpt.resume(file, NAMES, 0, 1);
        assertThat(resumed.training().step()).isEqualTo(5);
        assertThat(StateDict.numbers(resumed.gpt())).containsExactly(weights());
        assertThat(new String(GptExport.PAGE.write(session), StandardCharsets.UTF_8))
                .contains("A GPT reads ", "layer 0, head 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'do': 'fly'} | 'do' must be one of start, advance, goto",
                "{'do': 'start', 'setup': {'width': 5, 'heads': 2}} | the width 5 is not a multiple",
                "{'do': 'start', 'setup': {'steps': 0}} | 'steps' must be a whole number from 1 to 5000",
                "{'do': 'start', 'setup': {'colour': 1}} | unknown field 'colour'",
                "{'do': 'start', 'setup': {'text': 'a\\u0007'}} | the text is not text: line 1 has the control"
                        + " character U+0007",
                "{'do': 'why', 'parameter': 99999} | 'parameter' must be a whole number from 0 to",
                "{'do': 'why', 'node': 1e7} | 'node' must be a whole number from 0 to",
            })
    void a_bad_command_gets_one_clear_message_and_changes_nothing(String command, String message) {
        ask("{'do': 'advance', 'batches': 2}");
        double[] before = weights();
        assertThat(ask(command).get("error").getAsString()).contains(message);
        assertThat(weights()).containsExactly(before);
    }
}
