package io.gradstep.demos.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help text of a command, broken to the width of a terminal: at spaces, with the rest below the column that it
 * continues, and examples so that they can still be copied.
 */
final class HelpText {
    /** Where the terminal's width is unknown. */
    static final int USUAL_WIDTH = 80;

    private static final int LEAST_WIDTH = 40;

    /** Longer lines are hard to read. */
    private static final int MOST_WIDTH = 100;

    /** Longer than any line: picocli breaks before a full stop too, as in {@code .json}. */
    private static final int UNBROKEN = 4000;

    private static final String SYNOPSIS = "Usage: ";
    private static final String EXAMPLES = "Examples:";
    private static final String CONTINUED = " \\";

    /** The name of an option or a command, with the space up to its description. */
    private static final Pattern NAME = Pattern.compile(" {2,}\\S.*? {2,}(?=\\S)| {10,}(?=\\S)");

    /** A narrower description has its own lines, below its name. */
    private static final int LEAST_DESCRIPTION = 24;

    private static final int BELOW_NAME = 10;
    private static final int BELOW_EXAMPLE = 6;

    /** What is in brackets stays together, and an option with its value. */
    private static final Pattern SYNOPSIS_WORD =
            Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\]]*])*]\\S*|-\\S+ [A-Z]\\S*|\\S+");

    /** What is in quotation marks is one word to a shell. */
    private static final Pattern EXAMPLE_WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");

    private final int width;
    private final StringBuilder text = new StringBuilder();

    private HelpText(int width) {
        this.width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
    }

    /** {@return the width of a terminal: as the environment says, or as the system does where it is one} */
    static int width(Terminal terminal) {
        String columns = Objects.requireNonNullElse(System.getenv("COLUMNS"), "");
        if (columns.matches("[1-9][0-9]{0,5}")) {
            return Integer.parseInt(columns);
        }
        return terminal.watched() ? new UsageMessageSpec().autoWidth(true).width() : USUAL_WIDTH;
    }

    /** {@return the help of a command, in lines of at most so many characters where words allow} */
    static String of(CommandLine command, int width) {
        HelpText help = new HelpText(width);
        help.addAll(command.setUsageHelpWidth(UNBROKEN).getUsageMessage(Ansi.OFF), command.getCommandSpec());
        return help.text.toString();
    }

    private void addAll(String usage, CommandSpec command) {
        List<String> lines = usage.lines().toList();
        boolean example = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            example = line.equals(EXAMPLES) || (example && !line.isEmpty());
            Matcher name = NAME.matcher(line);
            if (line.startsWith(SYNOPSIS)) {
                String[] forms = command.usageMessage().customSynopsis();
                for (String form : forms) {
                    addSynopsis(form.equals(forms[0]) ? SYNOPSIS : " ".repeat(SYNOPSIS.length()), form, command.name());
                }
                i += forms.length - 1;
            } else if (example && !line.equals(EXAMPLES)) {
                addExample(line);
            } else if (name.lookingAt()) {
                addDescription(name.group(), line.substring(name.end()));
            } else {
                addLines(Paragraph.lines(line, width, String::length), "", "", "");
            }
        }
    }

    private void addSynopsis(String heading, String form, String command) {
        String indent = " ".repeat(heading.length() + form.indexOf(command) + command.length() + 1);
        addLines(
                filled(words(SYNOPSIS_WORD, form), width - heading.length(), width - indent.length()),
                heading,
                indent,
                "");
    }

    private void addExample(String line) {
        String command = line.strip();
        String heading = line.substring(0, line.indexOf(command));
        int room = width - CONTINUED.length();
        List<String> words = optionsWithValues(words(EXAMPLE_WORD, command));
        addLines(
                line.length() <= width
                        ? List.of(command)
                        : filled(words, room - heading.length(), room - BELOW_EXAMPLE),
                heading,
                " ".repeat(BELOW_EXAMPLE),
                CONTINUED);
    }

    private void addDescription(String name, String description) {
        boolean beside = width - name.length() >= LEAST_DESCRIPTION;
        String indent = " ".repeat(beside ? name.length() : BELOW_NAME);
        if (!beside && !name.isBlank()) {
            text.append(name.stripTrailing()).append('\n');
        }
        List<String> lines = Paragraph.lines(description, width - indent.length(), String::length);
        addLines(lines, beside ? name : indent, indent, "");
    }

    private void addLines(List<String> lines, String first, String others, String end) {
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? first : others).append(lines.get(i));
            text.append(i < lines.size() - 1 ? end : "").append('\n');
        }
    }

    private static List<String> words(Pattern word, String line) {
        return word.matcher(line).results().map(MatchResult::group).toList();
    }

    private static List<String> optionsWithValues(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean hasValue = words.get(i).startsWith("-")
                    && i + 1 < words.size()
                    && !words.get(i + 1).startsWith("-");
            joined.add(hasValue ? words.get(i) + " " + words.get(++i) : words.get(i));
        }
        return joined;
    }

    private static List<String> filled(List<String> words, int first, int others) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            int room = lines.isEmpty() ? first : others;
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
