package io.gradstep.nn.gpt;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The characters that a {@link Gpt} reads and writes, each a token with the number of its place among them, and one
 * token more, the last, that stands before and after every text.
 */
public final class Vocabulary {
    private final int[] characters;

    private Vocabulary(int[] characters) {
        this.characters = characters;
    }

    /**
     * {@return the characters that occur in some texts}
     *
     * @param texts at least one with a character
     * @throws IllegalArgumentException if there is no character
     */
    public static Vocabulary of(List<String> texts) {
        Objects.requireNonNull(texts, "texts");
        BitSet all = new BitSet();
        for (String text : texts) {
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                all.set(text.codePointAt(i));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no character in the texts");
        }
        return new Vocabulary(all.stream().toArray());
    }

    /** {@return the characters in the order of their numbers, as one text} */
    public String characters() {
        return new String(characters, 0, characters.length);
    }

    /** {@return the number of tokens: the characters, and the one that delimits texts} */
    public int size() {
        return characters.length + 1;
    }

    /** {@return the token before and after every text} */
    public int delimiter() {
        return characters.length;
    }

    /**
     * Encodes a text.
     *
     * @param text characters of this vocabulary
     * @return their tokens, without delimiters
     * @throws IllegalArgumentException if a character is not in the vocabulary; the message names it
     */
    public int[] encode(String text) {
        Objects.requireNonNull(text, "text");
        int[] tokens = new int[text.codePointCount(0, text.length())];
        int at = 0;
        for (int i = 0; i < tokens.length; i++) {
            int character = text.codePointAt(at);
            tokens[i] = Arrays.binarySearch(characters, character);
            if (tokens[i] < 0) {
                throw new IllegalArgumentException("the character %s of '%s' is not in the vocabulary '%s'"
                        .formatted(shown(character), text, characters()));
            }
            at += Character.charCount(character);
        }
        return tokens;
    }

    private static String shown(int character) {
        return "'%s' (U+%04X)".formatted(Character.toString(character), character);
    }

    /**
     * Encodes a text with the delimiter before and after it.
     *
     * @param text characters of this vocabulary
     * @return the tokens
     * @throws IllegalArgumentException if a character is not in the vocabulary; the message names it
     */
    public int[] delimited(String text) {
        int[] inner = encode(text);
        int[] tokens = new int[inner.length + 2];
        System.arraycopy(inner, 0, tokens, 1, inner.length);
        tokens[0] = delimiter();
        tokens[tokens.length - 1] = delimiter();
        return tokens;
    }

    /**
     * Decodes one token.
     *
     * @param token the number of a character
     * @return the character as a string
     * @throws IndexOutOfBoundsException if it is not the number of a character
     */
    public String decode(int token) {
        return Character.toString(characters[Objects.checkIndex(token, characters.length)]);
    }

    /** {@return the characters, quoted} */
    @Override
    public String toString() {
        return "Vocabulary('" + characters() + "')";
    }
}
