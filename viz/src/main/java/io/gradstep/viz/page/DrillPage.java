package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.page.parts.QuizScript;
import io.gradstep.viz.page.parts.TracedGraph;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web page that asks questions on one calculation after another, names the mistake behind a wrong answer, counts what
 * was right at the first try, and asks the misses again on new numbers.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Trace trace = Trace.of(x.mul(y).named("f"));
 * Question question = Questions.of(trace).gradient(0); // of x
 * DrillPage.of("Products", List.of(List.of(new DrillPage.Round("1", "f = x·y", trace, question))))
 *         .writeTo(Path.of("drill.html"));
 * }</pre>
 *
 * <p>The page is one file that loads nothing and sends nothing. It judges answers by itself, so it contains them, but
 * packed: neither its text nor its source shows one. The results print; the reader can save the first answers as JSON.
 */
public final class DrillPage {
    private static final Pattern STYLE = Pattern.compile("<style>([^<]*+)</style>");

    private static final List<String> MODULES =
            List.of("special", "numbers", "dom", "arithmetic", "question", "results", "drill", "drillStart");

    /**
     * A question on a calculation.
     *
     * @param id what the problem is called
     * @param program the calculation as a program, shown literally
     * @param trace the calculation, of at most as many values as a circuit can show
     * @param question the question on it
     */
    public record Round(String id, String program, Trace trace, Question question) {
        /**
         * Checks that nothing is missing.
         *
         * @param id the id
         * @param program the program
         * @param trace the calculation
         * @param question the question
         */
        public Round {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(program, "program");
            Objects.requireNonNull(trace, "trace");
            Objects.requireNonNull(question, "question");
        }
    }

    private final String title;
    private final List<List<Round>> problems;

    private DrillPage(String title, List<List<Round>> problems) {
        this.title = title;
        this.problems = problems;
    }

    /**
     * {@return the page that asks some problems}
     *
     * @param title the title, shown literally
     * @param problems the problems, at least one; of each the rounds in which it is asked, at least one: if the answer
     *     was wrong in the first, the second is asked, with other numbers, and so on
     * @throws IllegalArgumentException if there is no problem, or one without a round
     */
    public static DrillPage of(String title, List<List<Round>> problems) {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(problems, "problems");
        List<List<Round>> copy = problems.stream().map(List::copyOf).toList();
        if (copy.isEmpty() || copy.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a drill needs a problem, and each problem a round");
        }
        return new DrillPage(title, copy);
    }

    /**
     * {@return the page as an HTML document, in UTF-8} Takes as long as the pictures of all rounds.
     *
     * @throws LayoutException if a graph has too many values for a circuit, or no layout engine can place it
     */
    public String html() {
        Set<String> styles = new LinkedHashSet<>();
        Set<QuestionKind> kinds = EnumSet.noneOf(QuestionKind.class);
        Json json = new Json().beginObject();
        add(json, styles, kinds);
        json.endObject();
        HtmlPage page = new HtmlPage(HtmlPage.resource("drill.html"));
        page.style(PageColors.css()
                + HtmlPage.resource("page.css")
                + HtmlPage.resource("stepper.css")
                + HtmlPage.resource("drill.css")
                + String.join("\n", styles));
        page.packed(QuizScript.declaration(kinds) + "\nconst DRILL = " + json + ";\n" + HtmlPage.modules(MODULES));
        return page.html(Map.of("title", HtmlPage.escaped(Text.visible(title))));
    }

    /**
     * {@return what the page asks, as JSON: an object with a {@code title}, {@code problems}, and the {@code style} of
     * their pictures} Takes as long as {@link #html()}.
     *
     * @throws LayoutException as {@link #html()}
     */
    public String data() {
        Set<String> styles = new LinkedHashSet<>();
        Json json = new Json().beginObject();
        add(json, styles, EnumSet.noneOf(QuestionKind.class));
        return json.name("style").string(String.join("\n", styles)).endObject().toString();
    }

    private void add(Json json, Set<String> styles, Set<QuestionKind> kinds) {
        json.name("title").string(Text.visible(title));
        json.name("problems").beginArray();
        for (List<Round> rounds : problems) {
            json.beginArray();
            for (Round round : rounds) {
                kinds.add(round.question().kind());
                add(json, round, styles);
            }
            json.endArray();
        }
        json.endArray();
    }

    private static void add(Json json, Round round, Set<String> styles) {
        Question question = round.question();
        json.beginObject();
        json.name("id").string(Text.visible(round.id()));
        json.name("program").string(Text.visible(round.program()));
        json.name("picture").string(picture(round, styles));
        json.name("rule").string(rule(round));
        json.name("question").beginObject();
        json.name("kind").string(question.kind().name());
        json.name("gate").string(question.gate());
        json.name("names").beginObject();
        new TreeMap<>(question.names()).forEach((name, text) -> json.name(name).string(Text.visible(text)));
        json.endObject();
        json.name("facts");
        add(json, question.facts());
        json.name("candidates");
        if (question.kind().isNamed()) {
            json.beginObject();
            question.candidates().forEach((name, facts) -> {
                json.name(Text.visible(name));
                add(json, facts);
            });
            json.endObject();
        } else {
            json.nothing();
        }
        json.endObject().endObject();
    }

    private static void add(Json json, Map<String, Double> facts) {
        json.beginObject();
        new TreeMap<>(facts).forEach((name, number) -> json.name(name).number(number));
        json.endObject();
    }

    /** The circuit with the numbers that are given; its style sheet goes to that of the page. */
    private static String picture(Round round, Set<String> styles) {
        Graph graph = TracedGraph.of(round.trace());
        ShownNumbers shown = switch (round.question().kind()) {
            case VALUE, GRADIENT, UPDATE -> ShownNumbers.LEAVES_GIVEN;
            default -> ShownNumbers.VALUES_GIVEN;
        };
        Matcher style = STYLE.matcher(Theme.inStyleSheet(new CircuitView(graph, shown).svg()));
        return style.replaceAll(found -> {
            styles.add(found.group(1));
            return "";
        });
    }

    private static String rule(Round round) {
        String gate = round.question().gate();
        return round.trace().graph().topologicalOrder().stream()
                .filter(node -> !node.isLeaf() && node.op().functionName().equals(gate))
                .map(node -> Text.visible(node.op().explanation()))
                .findFirst()
                .orElse("");
    }

    /**
     * Saves the page.
     *
     * <p>The file is written completely or not at all: an existing file is kept until the new page is complete.
     *
     * @param file where to save it
     * @throws LayoutException as {@link #html()}
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
