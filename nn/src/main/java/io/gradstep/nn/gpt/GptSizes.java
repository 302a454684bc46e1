package io.gradstep.nn.gpt;

import io.gradstep.nn.arguments.ArgumentChecks;

/**
 * The sizes of a {@link Gpt}.
 *
 * @param vocabulary the number of tokens, the one that begins and ends a text included
 * @param width the length of the vector of each token, a multiple of the number of heads
 * @param heads the number of heads of attention in each layer
 * @param layers the number of layers
 * @param block the greatest number of positions
 */
public record GptSizes(int vocabulary, int width, int heads, int layers, int block) {
    /** The most parameters: their gradients and the state of Adam fit into one gigabyte. */
    private static final long MAX_PARAMETERS = 20_000_000;

    /**
     * Checks the sizes.
     *
     * @param vocabulary at least 2
     * @param width at least 1
     * @param heads at least 1
     * @param layers at least 1
     * @param block at least 1
     * @throws IllegalArgumentException if one is too small, the width is no multiple of the number of heads, or there
     *     would be more than 20 million parameters
     */
    public GptSizes {
        ArgumentChecks.positive("the vocabulary", vocabulary);
        ArgumentChecks.positive("the width", width);
        ArgumentChecks.positive("the number of heads", heads);
        ArgumentChecks.positive("the number of layers", layers);
        ArgumentChecks.positive("the length of a block", block);
        if (vocabulary < 2) {
            throw new IllegalArgumentException("a vocabulary needs at least one character");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "the width %d is not a multiple of the number of heads, %d".formatted(width, heads));
        }
        double parameters = width * (2.0 * vocabulary + block + 12.0 * layers * width);
        if (parameters > MAX_PARAMETERS) {
            throw new IllegalArgumentException("a model of these sizes has %.0f parameters; at most %d are allowed"
                    .formatted(parameters, MAX_PARAMETERS));
        }
    }

    /**
     * {@return the sizes of microgpt: 1 layer of width 16 with 4 heads, and 16 positions}
     *
     * @param vocabulary the number of tokens
     * @throws IllegalArgumentException if it is less than 2
     */
    public static GptSizes small(int vocabulary) {
        return new GptSizes(vocabulary, 16, 4, 1, 16);
    }

    /** {@return the number of parameters} */
    public int parameterCount() {
        return width * (2 * vocabulary + block + 12 * layers * width);
    }
}
