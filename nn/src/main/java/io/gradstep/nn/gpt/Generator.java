package io.gradstep.nn.gpt;

import io.gradstep.nn.random.PythonRandom;
import io.gradstep.nn.random.RandomSource;
import io.gradstep.nn.random.RandomStream;

/** The random numbers of a {@link CharacterGpt}. */
public enum Generator {
    /** Gradstep's own: separate streams for the order of documents, for weights and for samples. */
    GRADSTEP {
        @Override
        Streams start(long seed) {
            return new Streams(new RandomStream(seed, 0), new RandomStream(seed, 1), new RandomStream(seed, 2));
        }
    },

    /**
     * Python's module {@code random} after {@code random.seed(seed)}: one stream, from which {@code shuffle} takes its
     * numbers first, then {@code gauss}, then {@code choices}.
     */
    PYTHON {
        @Override
        Streams start(long seed) {
            RandomSource source = new PythonRandom(seed);
            return new Streams(source, source, source);
        }
    };

    /** Where each kind of random numbers comes from. */
    record Streams(RandomSource order, RandomSource weights, RandomSource samples) {}

    abstract Streams start(long seed);
}
