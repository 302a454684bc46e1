package io.gradstep.demos.training;

import io.gradstep.demos.gpt.Documents;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Generator;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.gpt.SyllableNames;
import java.io.IOException;

/**
 * The settings of a played GPT, whose defaults are those of {@code gradstep gpt}.
 *
 * @param text one document a line; blank for made-up names
 * @param steps of the whole training, over which the rate falls to 0
 * @param rate of the first step
 * @param batch the number of documents a step
 * @param width the length of each token's vector
 * @param heads of attention
 * @param layers of the model
 * @param block the most characters that it looks at
 * @param seed of everything random
 */
record GptSetup(
        String text, int steps, double rate, int batch, int width, int heads, int layers, int block, long seed) {
    private static final int MAX_TEXT = 50_000;
    private static final int NAMES = 2000;

    static final GptSetup FIRST = new GptSetup("", 1000, 0.01, 1, 16, 4, 1, 16, 42);

    /**
     * Reads the settings that are given; the others stay.
     *
     * @throws IllegalArgumentException if one is outside its range; the message names it and the range
     */
    static GptSetup read(Fields fields, GptSetup before) {
        fields.only("text", "steps", "rate", "batch", "width", "heads", "layers", "block", "seed");
        String text = fields.text("text", before.text);
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "the text is too long: " + text.length() + " characters, " + MAX_TEXT + " at most");
        }
        return new GptSetup(
                text,
                (int) fields.whole("steps", before.steps, 1, 5000),
                fields.number("rate", before.rate, 1e-9, 10),
                (int) fields.whole("batch", before.batch, 1, 8),
                (int) fields.whole("width", before.width, 1, 32),
                (int) fields.whole("heads", before.heads, 1, 8),
                (int) fields.whole("layers", before.layers, 1, 3),
                (int) fields.whole("block", before.block, 2, 24),
                fields.whole("seed", before.seed, 0, 1L << 53));
    }

    /** A model with its initial weights, as {@code gradstep gpt} makes it of the same settings. */
    CharacterGpt model() {
        try {
            return CharacterGpt.create(
                    text.isBlank() ? SyllableNames.of(NAMES, seed) : Documents.parse(text),
                    vocabulary -> new GptSizes(vocabulary, width, heads, layers, block),
                    new GptTraining.Settings(steps, rate, batch),
                    Generator.GRADSTEP,
                    seed,
                    1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).startsWith("is ") ? "the text " + e.getMessage() : e.getMessage(),
                    e);
        }
    }

    void write(Answer answer) throws IOException {
        answer.put("text", text)
                .put("steps", steps)
                .put("rate", rate)
                .put("batch", batch)
                .put("width", width)
                .put("heads", heads)
                .put("layers", layers)
                .put("block", block)
                .put("seed", seed);
    }
}
