package io.gradstep.viz.page;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A web page that looks into a language model at work on one text: the loss at each position, the shares of attention
 * of each head, and every weight with its gradient, opened down to upstream × local at each position.
 *
 * <pre>{@code
 * LanguagePage.Builder page = LanguagePage.builder("A model reads ab");
 * page.position("a", "b", 0.25, Math.log(4));
 * page.attention("layer 0, head 0", new double[][] {{1}});
 * page.map("head", new double[][] {{0.5, -1}}, new double[][] {{2, 3}}, new double[][] {{-0.75}});
 * page.build().writeTo(Path.of("look.html"));
 * }</pre>
 *
 * <p>The page is one file that loads nothing and sends nothing; without JavaScript it shows losses and attention.
 */
public final class LanguagePage {
    private static final List<String> MODULES = List.of("numbers", "dom", "language");
    private static final double CELL = 22;
    private static final double MARGIN = 26;

    private final Builder content;

    private LanguagePage(Builder content) {
        this.content = content;
    }

    /**
     * Begins a page.
     *
     * @param title the title, shown literally
     * @return its builder
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    private record Position(String read, String next, double probability, double loss) {}

    private static final class Head {
        private final String name;
        private final double[][] shares;

        Head(String name, double[][] shares) {
            this.name = name;
            this.shares = shares;
        }
    }

    /** Weights, and what passed through them at each position: inputs of a map, or chosen rows of a table. */
    private static final class Weights {
        private final String name;
        private final double[][] numbers;
        private final double[][] inputs;
        private final double[][] upstream;
        private final int[] rows;
        private final boolean table;

        Weights(String name, double[][] numbers, double[][] inputs, double[][] upstream, int[] rows, boolean table) {
            this.name = name;
            this.numbers = numbers;
            this.inputs = inputs;
            this.upstream = upstream;
            this.rows = rows;
            this.table = table;
        }
    }

    /** Builds a page. */
    public static final class Builder {
        private final String title;
        private final List<Position> positions = new ArrayList<>();
        private final List<Head> heads = new ArrayList<>();
        private final List<Weights> weights = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Builder(String title) {
            this.title = Objects.requireNonNull(title, "title");
        }

        /**
         * Adds the next position.
         *
         * @param read the token that is read there
         * @param next the token that follows
         * @param probability what the model gave to it
         * @param loss the loss there
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder position(String read, String next, double probability, double loss) {
            positions.add(new Position(
                    Objects.requireNonNull(read, "read"), Objects.requireNonNull(next, "next"), probability, loss));
            return this;
        }

        /**
         * Adds a head of attention.
         *
         * @param name of the head
         * @param shares for each position, its shares of the positions up to itself
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder attention(String name, double[][] shares) {
            heads.add(new Head(
                    Objects.requireNonNull(name, "name"),
                    Objects.requireNonNull(shares, "shares").clone()));
            return this;
        }

        /**
         * Adds the weights of a linear map y = W·x.
         *
         * @param name of the weights
         * @param numbers W, row by row
         * @param inputs x at each position
         * @param upstream the gradient of the loss with respect to y at each position
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder map(String name, double[][] numbers, double[][] inputs, double[][] upstream) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(numbers, "numbers");
            Objects.requireNonNull(inputs, "inputs");
            Objects.requireNonNull(upstream, "upstream");
            weights.add(new Weights(name, numbers.clone(), inputs.clone(), upstream.clone(), new int[0], false));
            return this;
        }

        /**
         * Adds a table whose rows are added to something.
         *
         * @param name of the table
         * @param numbers its rows
         * @param rows which row is taken at each position
         * @param upstream the gradient of the loss with respect to the sum at each position
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder table(String name, double[][] numbers, int[] rows, double[][] upstream) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(numbers, "numbers");
            Objects.requireNonNull(rows, "rows");
            Objects.requireNonNull(upstream, "upstream");
            weights.add(new Weights(name, numbers.clone(), new double[0][], upstream.clone(), rows.clone(), true));
            return this;
        }

        /**
         * Adds a sentence at the end.
         *
         * @param text shown literally
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder note(String text) {
            notes.add(Objects.requireNonNull(text, "text"));
            return this;
        }

        /** {@return the page} */
        public LanguagePage build() {
            return new LanguagePage(this);
        }
    }

    /** {@return the whole page} */
    public String html() {
        HtmlPage page = new HtmlPage(HtmlPage.resource("language.html"))
                .style(PageColors.css() + HtmlPage.resource("page.css") + HtmlPage.resource("language.css"))
                .program(HtmlPage.modules(MODULES))
                .markup("positions", positions())
                .markup("attention", attention())
                .markup("notes", notes());
        return page.html(Map.of("title", HtmlPage.escaped(content.title), "data", data()));
    }

    private String positions() {
        Svg table = new Svg();
        double greatest =
                content.positions.stream().mapToDouble(Position::loss).max().orElse(1);
        for (int t = 0; t < content.positions.size(); t++) {
            Position position = content.positions.get(t);
            table.add(
                    "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
                    t,
                    Text.visible(position.read),
                    Text.visible(position.next),
                    Numbers.format(position.probability),
                    Numbers.format(position.loss));
            table.add(
                    "<td><svg width=\"160\" height=\"12\" aria-hidden=\"true\"><rect class=\"bar\" height=\"12\""
                            + " width={} /></svg></td></tr>\n",
                    160 * position.loss / greatest);
        }
        return table.toString();
    }

    private String attention() {
        Svg all = new Svg();
        for (Head head : content.heads) {
            double size = MARGIN + head.shares.length * CELL;
            all.add("<figure><figcaption>{}</figcaption>\n", Text.visible(head.name));
            all.add("<svg width={} height={} role=\"img\" aria-label={}>\n", size, size, "attention of " + head.name);
            for (int t = 0; t < head.shares.length; t++) {
                String token = t < content.positions.size() ? Text.visible(content.positions.get(t).read) : "";
                all.add("<text class=\"token\" x={} y={}>{}</text>", MARGIN - 6, MARGIN + t * CELL + 16, token);
                all.add("<text class=\"seen\" x={} y={}>{}</text>\n", MARGIN + t * CELL + CELL / 2, MARGIN - 6, token);
                for (int s = 0; s < head.shares[t].length; s++) {
                    all.add(
                            "<rect class=\"share\" x={} y={} width={} height={}"
                                    + " fill-opacity={}><title>{}</title></rect>",
                            MARGIN + s * CELL,
                            MARGIN + t * CELL,
                            CELL - 1,
                            CELL - 1,
                            head.shares[t][s],
                            "position %d takes %s of position %d".formatted(t, Numbers.format(head.shares[t][s]), s));
                }
                all.addRaw("\n");
            }
            all.addRaw("</svg></figure>\n");
        }
        return all.toString();
    }

    private String notes() {
        Svg all = new Svg();
        content.notes.forEach(note -> all.add("<p class=\"words\">{}</p>\n", Text.visible(note)));
        return all.toString();
    }

    private String data() {
        Json json = new Json().beginObject();
        json.name("tokens").beginArray();
        content.positions.forEach(position -> json.string(Text.visible(position.read)));
        json.endArray();
        json.name("weights").beginArray();
        for (Weights each : content.weights) {
            json.beginObject();
            json.name("name").string(each.name);
            json.name("table").bool(each.table);
            json.name("rows").beginArray();
            for (int row : each.rows) {
                json.number(row);
            }
            json.endArray();
            write(json.name("numbers"), each.numbers);
            write(json.name("inputs"), each.inputs);
            write(json.name("upstream"), each.upstream);
            json.endObject();
        }
        return json.endArray().endObject().toString();
    }

    private static void write(Json json, double[][] rows) {
        json.beginArray();
        for (double[] row : rows) {
            json.beginArray();
            for (double number : row) {
                json.number(number);
            }
            json.endArray();
        }
        json.endArray();
    }

    /**
     * Saves the page.
     *
     * <p>The file is written completely or not at all: an existing file is kept until the new page is complete.
     *
     * @param file where to save it
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
