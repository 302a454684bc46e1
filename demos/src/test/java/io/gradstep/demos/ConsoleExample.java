package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs one command of the documentation, {@code java -jar demos/target/gradstep.jar ...}, inside this JVM and compares
 * what it prints with what the documentation shows below it.
 *
 * <p>A line {@code ...} in the output shown stands for any lines. A command with no output shown must succeed. Files
 * that it writes go to a folder of the test's; files that {@code cat} shows are there for it to read.
 *
 * @param location where the command stands
 * @param arguments the words after the name of the jar
 * @param output the lines shown below the command
 */
record ConsoleExample(String location, List<String> arguments, List<String> output) {
    private static final Pattern COMMAND =
            Pattern.compile("(\\$ )?(.*&& )?java -jar demos/target/gradstep\\.jar\\b(?<rest>.*)");
    private static final Pattern WORD =
            Pattern.compile("\\s*(?<word>(?:\"[^\"$`\\\\]*\"|'[^']*'|[^\\s\"'\\\\$`|&;<>()#*?]+)+)");
    private static final Pattern NAMED_FILE =
            Pattern.compile("[\\w./-]+\\.(svg|png|dot|html|csv|json|xml|safetensors)");
    private static final Pattern SHOWN_FILE = Pattern.compile("\\$ cat (?<name>[\\w.-]+)");
    private static final String FOLDER_OPTION = "--out";

    /** The commands of a block: its output is shown only in a block of language {@code console}. */
    static List<ConsoleExample> in(Example block) {
        List<ConsoleExample> found = new ArrayList<>();
        List<String> output = new ArrayList<>();
        for (int i = 0; i < block.lines().size(); i++) {
            int line = block.line() + i;
            String text = block.lines().get(i);
            Matcher command = COMMAND.matcher(text);
            if (command.matches()) {
                output = new ArrayList<>();
                StringBuilder rest = new StringBuilder(command.group("rest"));
                while (rest.toString().endsWith("\\")) {
                    rest.setLength(rest.length() - 1);
                    rest.append(block.lines().get(++i));
                }
                String location = block.location(line);
                found.add(new ConsoleExample(location, words(location, rest.toString()), output));
            } else if (text.startsWith("$ ")) {
                output = new ArrayList<>(); // of another program: shown, but not ours to check
            } else if (block.language().equals("console")) {
                output.add(text);
            }
        }
        return found;
    }

    /** Writes the files that a block shows with {@code cat} to a folder, as they are shown. */
    static void writeShownFiles(Example block, Path folder) throws IOException {
        Path file = null;
        for (String line : block.lines()) {
            Matcher shown = SHOWN_FILE.matcher(line);
            if (shown.matches()) {
                file = Files.writeString(folder.resolve(shown.group("name")), "");
            } else if (line.startsWith("$ ")) {
                file = null;
            } else if (file != null) {
                Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
            }
        }
    }

    /** Runs the command, with the files it names in the given folder. */
    void check(Path folder) {
        String[] words = arguments.toArray(String[]::new);
        for (int i = 0; i < words.length; i++) {
            boolean isFolder = i > 0 && words[i - 1].equals(FOLDER_OPTION);
            if (isFolder || NAMED_FILE.matcher(words[i]).matches()) {
                words[i] = folder.resolve(words[i]).toString();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        int exitCode = Gradstep.run(words, InputStream.nullInputStream(), console, console);

        String printed = bytes.toString(StandardCharsets.UTF_8).replace(folder.toString() + "/", "");
        List<String> shown = withoutTrailingBlanks(output);
        if (shown.isEmpty()) {
            assertThat(exitCode)
                    .as("%s: exit code; it printed%n%s", location, printed)
                    .isZero();
        } else {
            List<String> lines = withoutTrailingBlanks(printed.lines().toList());
            assertThat(String.join("\n", lines)).as(location).matches(pattern(shown));
        }
    }

    private static Pattern pattern(List<String> shown) {
        return Pattern.compile(shown.stream()
                .map(line -> line.equals("...") ? "(?s:.*)" : Pattern.quote(line))
                .collect(Collectors.joining("\n")));
    }

    private static List<String> withoutTrailingBlanks(List<String> lines) {
        return String.join("\n", lines.stream().map(String::stripTrailing).toList())
                .stripTrailing()
                .lines()
                .toList();
    }

    /** The words a shell would make of a line, as far as quotes go; what needs a real shell is refused. */
    private static List<String> words(String location, String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find(end) && word.start() == end) {
            words.add(word.group("word").replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"));
            end = word.end();
        }
        String rest = line.substring(end).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw new IllegalArgumentException(
                    location + ": only plain and quoted words can be run here, not: " + rest);
        }
        return words;
    }
}
