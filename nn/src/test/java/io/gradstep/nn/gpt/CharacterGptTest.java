package io.gradstep.nn.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CharacterGptTest {
    private static final List<String> NAMES = SyllableNames.of(30, 1);

    @TempDir
    private Path folder;

    private static GptSizes sizes(int vocabulary) {
        return new GptSizes(vocabulary, 4, 2, 1, 6);
    }

    private static CharacterGpt create(Generator generator, int steps, int batch, int threads) {
        return CharacterGpt.create(
                NAMES, CharacterGptTest::sizes, new GptTraining.Settings(steps, 0.01, batch), generator, 42, threads);
    }

    private static void train(CharacterGpt writer, int until) {
        while (writer.training().step() < until) {
            assertThat(writer.training().next()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Generator.class)
    void a_resumed_training_equals_one_that_never_stopped(Generator generator) throws IOException {
        CharacterGpt whole = create(generator, 12, 1, 1);
        train(whole, 12);
        CharacterGpt part = create(generator, 12, 1, 1);
        train(part, 5);
        Path file = folder.resolve("part.safetensors");
        part.save(file, Map.of("data", "names.txt"));
        CharacterGpt resumed = CharacterGpt.resume(file, NAMES, 0, 1);
        assertThat(resumed.training().step()).isEqualTo(5);
        train(resumed, 12);
        assertThat(resumed.training().numbers()).isEqualTo(whole.training().numbers());
        resumed.save(file, Map.of());
        CharacterGpt loaded = CharacterGpt.load(file);
        for (int i = 0; i < 5; i++) {
            String text = whole.write("", 0.5);
            assertThat(resumed.write("", 0.5)).isEqualTo(text);
            assertThat(loaded.write("", 0.5)).isEqualTo(text);
        }
        assertThatThrownBy(() -> resumed.training().next())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("all 12 steps are done");
    }

    @Test
    void a_training_goes_back_to_a_snapshot_and_comes_forward_to_the_same_bits() {
        CharacterGpt writer = create(Generator.GRADSTEP, 20, 1, 1);
        train(writer, 5);
        GptTraining.Snapshot then = writer.training().snapshot();
        assertThat(then.moments(0)).hasSize(2);
        train(writer, 12);
        double[] later = writer.training().numbers();
        writer.training().restore(then);
        assertThat(writer.training().step()).isEqualTo(then.step()).isEqualTo(5);
        assertThat(writer.training().numbers()).isNotEqualTo(later);
        train(writer, 12);
        assertThat(writer.training().numbers()).isEqualTo(later);
        GptTraining other = CharacterGpt.create(
                        List.of("ab"), GptSizes::small, new GptTraining.Settings(2, 0.01, 1), Generator.GRADSTEP, 1, 1)
                .training();
        assertThatThrownBy(() -> other.restore(then))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the snapshot is of a model of");
    }

    @Test
    void a_run_does_the_steps_of_next_and_its_watcher_sees_the_numbers_after_each() {
        CharacterGpt stepped = create(Generator.GRADSTEP, 12, 1, 1);
        CharacterGpt run = create(Generator.GRADSTEP, 12, 1, 1);
        Value weight = run.gpt().parameters().get(400);
        List<Double> losses = new ArrayList<>();
        run.training().run((loss, tokens) -> {
            losses.add(stepped.training().next());
            assertThat(loss).isEqualTo(losses.get(losses.size() - 1));
            int document = run.training().document(losses.size() - 1).length;
            assertThat(tokens).isEqualTo(Math.min(run.gpt().sizes().block(), document - 1));
            assertThat(StateDict.numbers(run.training().gpt())).isEqualTo(StateDict.numbers(stepped.gpt()));
            assertThat(run.write("", 0.5)).isEqualTo(stepped.write("", 0.5));
            return losses.size() < 5;
        });
        assertThat(losses).hasSize(5);
        run.training().run((loss, tokens) -> true);
        assertThat(run.training().step()).isEqualTo(12);
        train(stepped, 12);
        assertThat(weight.data())
                .isEqualTo(stepped.gpt().parameters().get(400).data())
                .isEqualTo(run.training().numbers()[400]);
    }

    @Test
    void a_batch_does_not_depend_on_the_number_of_threads() {
        CharacterGpt one = create(Generator.GRADSTEP, 4, 7, 1);
        CharacterGpt three = create(Generator.GRADSTEP, 4, 7, 3);
        for (int i = 0; i < 4; i++) {
            assertThat(three.training().next()).isEqualTo(one.training().next());
        }
        assertThat(three.training().numbers()).isEqualTo(one.training().numbers());
    }

    @Test
    void a_loss_of_a_batch_is_the_mean_of_its_documents() {
        CharacterGpt writer = create(Generator.PYTHON, 1, 30, 1);
        List<Value> each = new ArrayList<>();
        for (String name : NAMES) {
            each.add(writer.gpt().loss(writer.vocabulary().delimited(name)));
        }
        assertThat(writer.training().next()).isCloseTo(Value.mean(each).data(), within(1e-14));
    }

    @Test
    void a_prompt_is_continued_and_a_text_fits_into_the_block() {
        CharacterGpt writer = create(Generator.GRADSTEP, 1, 1, 1);
        for (int i = 0; i < 20; i++) {
            assertThat(writer.write("an", 1)).startsWith("an").hasSizeLessThanOrEqualTo(6);
        }
        assertThatThrownBy(() -> writer.write("a é", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the character ' ' (U+0020) of 'a é' is not in the vocabulary '%s'",
                        writer.vocabulary().characters());
        assertThatThrownBy(() -> writer.write("anannn", 1))
                .hasMessage("the prompt has 6 characters, but the model was trained on blocks of 6: give at most 5");
        assertThatThrownBy(() -> writer.write("", 0)).hasMessage("the temperature must be positive, not 0.0");
    }

    @Test
    void other_documents_do_not_go_on_with_a_training() throws IOException {
        CharacterGpt writer = create(Generator.GRADSTEP, 8, 1, 1);
        train(writer, 3);
        Path file = folder.resolve("writer.safetensors");
        writer.save(file, Map.of());
        List<String> other = new ArrayList<>(NAMES);
        other.set(0, "anna");
        assertThatThrownBy(() -> CharacterGpt.resume(file, other, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": these documents are not those that the training began with (30 of");
        other.set(0, "Änne");
        assertThatThrownBy(() -> CharacterGpt.resume(file, other, 0, 1))
                .hasMessageStartingWith(file + ": the character 'Ä' (U+00C4) of 'Änne' is not in the vocabulary");
        assertThatThrownBy(() -> CharacterGpt.resume(file, NAMES, 2, 1))
                .hasMessage(file + ": 3 steps are done already; give at least as many");
    }

    @ParameterizedTest
    @CsvSource({
        "gradstep, network 1, it is a 'network 1'",
        "width, 8, tensor wte.weight has the shape",
        "width, x, the metadata entry 'width' is 'x'",
        "training.step, -3, the metadata entry 'training.step' is '-3'",
        "documents, 2000000000, the number of documents must be from 1 to",
        "generator, NONE, the metadata entry 'generator' is 'NONE'",
        "vocabulary, ab, has the shape"
    })
    void a_damaged_file_is_rejected_with_its_name_and_what_is_wrong(String key, String text, String message)
            throws IOException {
        Path file = folder.resolve("writer.safetensors");
        create(Generator.GRADSTEP, 1, 1, 1).save(file, Map.of());
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(key, text);
        new Safetensors(content.tensors(), metadata).write(file);
        assertThatThrownBy(() -> CharacterGpt.load(file))
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void a_file_without_the_state_of_the_optimizer_is_rejected() throws IOException {
        CharacterGpt writer = create(Generator.GRADSTEP, 1, 1, 1);
        Path file = folder.resolve("writer.safetensors");
        writer.save(file, Map.of());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateDict.put(tensors, "", writer.gpt(), writer.training().numbers());
        new Safetensors(tensors, CharacterGpt.notes(file)).write(file);
        assertThatThrownBy(() -> CharacterGpt.load(file))
                .hasMessage(file + ": tensor optimizer.exp_avg.wte.weight is missing");
    }

    @Test
    void a_vocabulary_needs_a_character() {
        assertThatThrownBy(() -> Vocabulary.of(List.of("", ""))).hasMessage("there is no character in the texts");
        Vocabulary letters = Vocabulary.of(List.of("ba", "a\uD83D\uDE00"));
        assertThat(letters.size()).isEqualTo(4);
        assertThat(letters.delimited("ab\uD83D\uDE00")).containsExactly(3, 0, 1, 2, 3);
        assertThat(letters.decode(2)).isEqualTo("\uD83D\uDE00");
        assertThat(letters).hasToString("Vocabulary('ab\uD83D\uDE00')");
    }
}
