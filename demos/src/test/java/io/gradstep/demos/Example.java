package io.gradstep.demos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of documentation that claims to work.
 *
 * @param file where it stands
 * @param line the line of the file, from 1, on which the first of {@code lines} stands
 * @param language what the block says it is written in, as after a Markdown fence
 * @param lines the block itself
 */
record Example(Path file, int line, String language, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("\\s*```\\s*(\\w*).*");
    private static final Pattern JAVADOC_MARGIN = Pattern.compile("^\\s*\\* ?");
    private static final String JAVADOC_START = "<pre>{@code";
    private static final String JAVADOC_END = "}</pre>";

    /** The fenced blocks of a Markdown file, whatever their language. */
    static List<Example> ofMarkdown(Path file, List<String> lines) {
        List<Example> found = new ArrayList<>();
        int start = -1;
        String language = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            if (start < 0) {
                start = i + 1;
                language = fence.group(1);
            } else {
                found.add(new Example(file, start + 1, language, List.copyOf(lines.subList(start, i))));
                start = -1;
            }
        }
        if (start >= 0) {
            throw new IllegalArgumentException(file + ":" + start + ": this fence is never closed");
        }
        return found;
    }

    /** The blocks of Java in a source file: every preformatted code block of its documentation comments. */
    static List<Example> ofJavadoc(Path file, List<String> lines) {
        List<Example> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).contains(JAVADOC_START)) {
                continue;
            }
            int start = i + 1;
            List<String> block = new ArrayList<>();
            while (++i < lines.size() && !lines.get(i).contains(JAVADOC_END)) {
                block.add(JAVADOC_MARGIN.matcher(lines.get(i)).replaceFirst(""));
            }
            if (i == lines.size()) {
                throw new IllegalArgumentException(file + ":" + start + ": no " + JAVADOC_END + " ends this example");
            }
            found.add(new Example(file, start + 1, "java", block));
        }
        return found;
    }

    /** The file and one of its lines, so that a reader finds the example that failed. */
    String location(long lineInFile) {
        Path root = SourceTree.root();
        return (file.startsWith(root) ? root.relativize(file) : file) + ":" + lineInFile;
    }
}
