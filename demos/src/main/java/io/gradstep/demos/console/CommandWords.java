package io.gradstep.demos.console;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Prepares command-line arguments for picocli, which treats every argument with a leading hyphen as an option. Here
 * only known options and arguments that begin with {@code --} are options, so that {@code -x^2} is a program.
 */
public final class CommandWords {
    /** Hides a leading hyphen from picocli; no operating system allows this character in an argument. */
    private static final String SHIELD = "\0";

    /** Java's replacement for bytes that it cannot decode. */
    private static final char LOST = '\ufffd';

    private static final String END_OF_OPTIONS = "--";

    private CommandWords() {}

    /** Rejects arguments with undecodable characters; under {@code LC_ALL=C} these are all but ASCII. */
    public static void checkReadable(String[] words) {
        for (String word : words) {
            if (word.indexOf(LOST) >= 0) {
                throw new CommandException(("'%s' has characters that this terminal's locale cannot represent; use a"
                                + " UTF-8 locale such as LC_ALL=C.UTF-8, or read the program from a file with -f FILE")
                        .formatted(Glyphs.visible(word).replace(LOST, '?')));
            }
        }
    }

    /** Returns the arguments; {@code help} and {@code help COMMAND} are asked for by the option {@code --help}. */
    public static String[] help(String[] words, CommandLine gradstep) {
        if (words.length == 0 || !words[0].equals("help")) {
            return words;
        }
        String[] asked = Arrays.copyOfRange(words, 1, words.length);
        // Beside an option that asks for help, picocli does not mind an unknown command.
        boolean known = asked.length == 0 || gradstep.getSubcommands().containsKey(asked[0]);
        return known ? Stream.concat(Arrays.stream(asked), Stream.of("--help")).toArray(String[]::new) : asked;
    }

    /** Returns the arguments; those that begin with a hyphen but are not options are shielded. */
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

    /** Recognises {@code -o} and {@code -o=FILE}. */
    private static boolean isOption(String word, Set<String> options) {
        return options.contains(Arrays.asList(word.split("=", 2)).get(0));
    }

    /** Registers converters that remove the shield; negative numbers have one. */
    public static void registerConverters(CommandLine commandLine) {
        commandLine.registerConverter(String.class, new Unshielding<>(text -> text, ""));
        commandLine.registerConverter(Integer.class, new Unshielding<>(Integer::valueOf, "a whole number"));
        commandLine.registerConverter(Long.class, new Unshielding<>(Long::valueOf, "a whole number"));
        commandLine.registerConverter(Double.class, new Unshielding<>(Double::valueOf, "a number"));
    }

    /**
     * Converts a word without its shield. A class, because a lambda of picocli's interface would keep it and all that
     * implement it out of a class-data archive: picocli is compiled for Java 5.
     */
    private record Unshielding<T>(Function<String, T> parser, String wanted) implements ITypeConverter<T> {
        @Override
        public T convert(String word) {
            String text = unshield(word);
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                boolean large = wanted.contains("whole") && text.matches("[-+]?[0-9]+");
                throw new TypeConversionException("expected %s, found '%s'%s"
                        .formatted(wanted, Glyphs.visible(text), large ? ", which is too large" : ""));
            }
        }
    }

    public static String unshield(String word) {
        return word.startsWith(SHIELD) ? word.substring(SHIELD.length()) : word;
    }
}
