package io.gradstep.demos.console;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * The words of a command line. Only known options and words that begin with {@code --} are options, so that
 * {@code -x^2} is a program; picocli takes every word with a hyphen for one.
 */
public final class CommandWords {
    /** Hides a hyphen from picocli; no operating system passes this character in a word. */
    private static final String SHIELD = "\0";

    /** What Java passes for bytes that it cannot decode. */
    private static final char LOST = '\ufffd';

    private static final String END_OF_OPTIONS = "--";

    private CommandWords() {}

    /** Refuses words that lost characters on their way here, as under {@code LC_ALL=C} all but ASCII's do. */
    public static void checkReadable(String[] words) {
        for (String word : words) {
            if (word.indexOf(LOST) >= 0) {
                throw new CommandException(("'%s' has characters that the locale of this terminal does not have;"
                                + " use a UTF-8 locale as in LC_ALL=C.UTF-8, or put the program in a file with -f FILE")
                        .formatted(Glyphs.visible(word).replace(LOST, '?')));
            }
        }
    }

    /** Returns the words with those shielded that begin with a hyphen and are no options. */
    public static String[] shield(String[] words, CommandLine gradstep) {
        String[] shielded = words.clone();
        Set<String> options = null;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (options == null) {
                CommandLine command = gradstep.getSubcommands().get(word);
                if (command != null) {
                    options = command.getCommandSpec().optionsMap().keySet();
                }
            } else if (word.equals(END_OF_OPTIONS)) {
                break;
            } else if (word.startsWith("-") && !word.startsWith("--") && !isOption(word, options)) {
                shielded[i] = SHIELD + word;
            }
        }
        return shielded;
    }

    /** {@code -o} and {@code -o=FILE}. */
    private static boolean isOption(String word, Set<String> options) {
        return options.contains(Arrays.asList(word.split("=", 2)).get(0));
    }

    /** Has words and numbers read without their shields; a negative number has one. */
    public static void registerConverters(CommandLine commandLine) {
        commandLine.registerConverter(String.class, CommandWords::unshield);
        commandLine.registerConverter(Integer.class, word -> number(word, Integer::valueOf, "a whole number"));
        commandLine.registerConverter(Long.class, word -> number(word, Long::valueOf, "a whole number"));
        commandLine.registerConverter(Double.class, word -> number(word, Double::valueOf, "a number"));
    }

    private static <T> T number(String word, Function<String, T> parser, String wanted) {
        String text = unshield(word);
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            boolean large = wanted.contains("whole") && text.matches("[-+]?[0-9]+");
            throw new TypeConversionException("expected %s, found '%s'%s"
                    .formatted(wanted, Glyphs.visible(text), large ? ", which is too large" : ""));
        }
    }

    public static String unshield(String word) {
        return word.startsWith(SHIELD) ? word.substring(SHIELD.length()) : word;
    }
}
