package io.gradstep.viz.page.parts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JavaScript program without comments, indentation and the blanks that do not separate words, which makes a page a
 * tenth shorter. Line ends stay where they may end statements.
 *
 * <p>It is for the modules of this package: a regular expression in them follows a bracket, a comma or an operator, and
 * no text goes over several lines but templates.
 */
final class Squeezed {
    private static final String TEMPLATE = "`(?:[^`\\\\]++|\\\\.)*+`";

    /**
     * What is kept as it is: texts, templates, in whose blanks may be other templates, and regular expressions. Runs of
     * plain characters are one repetition each (++): a matcher recurses once a repetition of a group, and a browser's
     * stack does not hold a recursion a character of a long template.
     */
    private static final String LITERAL = "'(?:[^'\\\\\\n]++|\\\\.)*+'|\"(?:[^\"\\\\\\n]++|\\\\.)*+\""
            + "|`(?:[^`\\\\$]++|\\\\.|\\$(?!\\{)|\\$\\{(?:[^`}]++|" + TEMPLATE + ")*+\\})*+`"
            + "|(?<=[(,=:!&|?>] ?)/(?![/* ])(?:[^/\\\\\\[\\n]++|\\\\.|\\[(?:[^]\\\\\\n]++|\\\\.)*+])++/[a-z]*";

    private static final String COMMENT = "//[^\\n]*+|/\\*(?s:.*?)\\*/";

    private static final Pattern TOKEN = Pattern.compile("(" + LITERAL + ")|(" + COMMENT + ")|(\\s*\\n\\s*)|( +)");

    private static final Pattern STYLE_COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/");
    private static final Pattern STYLE_BLANKS = Pattern.compile("\\s*([{};,])\\s*");

    private Squeezed() {}

    static String of(String program) {
        StringBuilder text = new StringBuilder(program.length());
        Matcher token = TOKEN.matcher(program);
        int done = 0;
        while (token.find()) {
            text.append(program, done, token.start());
            done = token.end();
            if (token.group(1) != null) {
                text.append(token.group());
            } else if (token.group(3) != null) {
                separate(text);
            } else if (token.group(4) != null && done < program.length() && joins(text, program.charAt(done))) {
                text.append(' ');
            }
        }
        return text.append(program, done, program.length()).toString();
    }

    /** Ends a line, unless an empty one is last, or a sign after which a statement goes on or has ended anyway. */
    private static void separate(StringBuilder text) {
        if (!text.isEmpty() && "\n;,{(".indexOf(text.charAt(text.length() - 1)) < 0) {
            text.append('\n');
        }
    }

    /** Returns a style sheet without comments, and without blanks at brackets, commas and the ends of declarations. */
    static String styleSheet(String css) {
        String text = STYLE_COMMENT.matcher(css).replaceAll("");
        text = STYLE_BLANKS.matcher(text).replaceAll("$1");
        // After a colon, since in "td :checked" the blank before it matters.
        return text.replace(": ", ":").replace(";}", "}").strip();
    }

    /** Whether two words, or two signs such as + and −, would be read as one. */
    private static boolean joins(StringBuilder text, char next) {
        if (text.isEmpty()) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        boolean words = Character.isJavaIdentifierPart(last) && Character.isJavaIdentifierPart(next);
        boolean signs = last == next && (next == '+' || next == '-' || next == '/');
        return words || signs;
    }
}
