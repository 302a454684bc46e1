package io.gradstep.demos.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Generator;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The version to read computes what the other, and the independent program in Python, compute. */
class MicroGptTest {
    /** The first losses that {@code cd nn/src/test/python; python3 gpt_reference.py names.txt} prints. */
    private static final double[] LOSSES = {3.1321637599676877, 3.2305627471325487, 3.2269174164341465};

    @Test
    void losses_are_those_of_the_reference() throws IOException {
        List<String> names = Files.readAllLines(Path.of("../nn/src/test/python/names.txt"));
        CharacterGpt writer = CharacterGpt.create(
                names, GptSizes::small, new GptTraining.Settings(1000, 0.01, 1), Generator.PYTHON, 42, 1);
        Iterator<Value> first = writer.gpt().parameters().iterator();
        MicroGpt gpt =
                new MicroGpt(writer.vocabulary().size(), () -> first.next().data() / 0.08);
        for (int step = 0; step < 20; step++) {
            int[] document = writer.training().document(step);
            double loss = gpt.step(document, step, 1000);
            assertThat(loss).as("step %d", step).isCloseTo(writer.training().next(), within(1e-12));
            if (step < LOSSES.length) {
                assertThat(loss).isCloseTo(LOSSES[step], within(1e-12));
            }
        }
    }

    @Test
    void it_is_short() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/java/io/gradstep/demos/gpt/MicroGpt.java")))
                .hasSizeLessThanOrEqualTo(100);
    }
}
