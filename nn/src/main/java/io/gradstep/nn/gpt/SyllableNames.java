package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.util.List;

/**
 * Made-up names: two or three syllables, each of a consonant or two and a vowel, the last mostly with an ending; all 26
 * letters occur.
 */
public final class SyllableNames {
    private static final String[] ONSETS = {
        "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "h", "j", "k", "kr", "l", "l", "l", "m", "m", "n", "n", "p",
        "qu", "r", "r", "r", "s", "sh", "st", "t", "th", "tr", "v", "w", "x", "y", "z"
    };
    private static final String[] VOWELS = {"a", "a", "a", "e", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ia"};
    private static final String[] ENDINGS = {"", "", "", "n", "n", "l", "r", "s", "th", "na", "la", "lyn", "ra", "x"};

    private SyllableNames() {}

    /**
     * {@return an immutable list of made-up names, some of which may be equal}
     *
     * @param count how many, at least 1
     * @param seed the same seed gives the same names
     * @throws IllegalArgumentException if the count is less than 1
     */
    public static List<String> of(int count, long seed) {
        ArgumentChecks.positive("the number of names", count);
        RandomStream random = new RandomStream(seed);
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            StringBuilder name = new StringBuilder();
            int syllables = random.nextDouble() < 0.6 ? 2 : 3;
            for (int k = 0; k < syllables; k++) {
                name.append(k == 0 && random.nextDouble() < 0.15 ? "" : one(ONSETS, random))
                        .append(one(VOWELS, random));
            }
            names.add(name.append(one(ENDINGS, random)).toString());
        }
        return names.build();
    }

    private static String one(String[] parts, RandomStream random) {
        return parts[(int) (random.nextDouble() * parts.length)];
    }
}
