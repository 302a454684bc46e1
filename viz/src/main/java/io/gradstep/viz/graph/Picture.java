package io.gradstep.viz.graph;

import guru.nidi.graphviz.model.MutableGraph;
import io.gradstep.engine.Graph;
import io.gradstep.viz.ColorScheme;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Format;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Png;
import io.gradstep.viz.svg.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture of a computation graph, to view, save or embed in a page.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).named("q").mul(z).named("f");
 * f.backward();
 * Picture.of(Graph.of(f)).writeTo(Path.of("f.svg"));
 * }</pre>
 *
 * <p>It shows values and gradients as they are when it is drawn, with four significant digits (see {@link Numbers}); a
 * gradient that no backward pass has computed is a dot, never a zero. Equal graphs give equal pictures.
 *
 * <p>Graphviz places the gates: the program {@code dot} where it is on the {@code PATH}, else the same algorithm in
 * Java, which comes with this library; graphs that are too large for it are placed by simpler rules. The system
 * property {@code gradstep.layout} selects one of the two, {@code dot} or {@code java}.
 */
public final class Picture {
    private final Graph graph;
    private final View view;
    private final boolean gradients;
    private final ColorScheme colors;

    private Picture(Graph graph, View view, boolean gradients, ColorScheme colors) {
        this.graph = graph;
        this.view = view;
        this.gradients = gradients;
        this.colors = colors;
    }

    /**
     * {@return a picture of a graph with gradients, in the {@linkplain View#AUTO view} that suits its size}
     *
     * @param graph what to draw
     */
    public static Picture of(Graph graph) {
        return new Picture(Objects.requireNonNull(graph, "graph"), View.AUTO, true, ColorScheme.AUTO);
    }

    /**
     * {@return this picture in another view}
     *
     * @param other how to show the graph
     */
    public Picture view(View other) {
        return new Picture(graph, Objects.requireNonNull(other, "other"), gradients, colors);
    }

    /** {@return this picture with values alone, as the forward pass leaves them} */
    public Picture forwardOnly() {
        return new Picture(graph, view, false, colors);
    }

    /**
     * {@return this picture in other colours} The default follows each reader's preference.
     *
     * @param scheme light, dark, or as the reader prefers
     */
    public Picture colors(ColorScheme scheme) {
        return new Picture(graph, view, gradients, Objects.requireNonNull(scheme, "scheme"));
    }

    /**
     * {@return the picture as a standalone SVG document, which can also be embedded in an HTML page}
     *
     * <p>It is light or dark as the reader prefers. Nodes and edges have stable ids ({@code n3}: node 3 of the graph;
     * {@code e3_0}: the edge that brings its first operand), the classes {@code leaf}, {@code constant}, {@code gate}
     * and {@code edge}, and the attributes {@code data-node}, {@code data-op}, {@code data-name} and {@code data-edge}
     * (operand, consumer and position); within them are the classes {@code wire}, {@code val} and {@code grad}.
     *
     * <p>Takes a few milliseconds for a small graph and below a second for 300 nodes; as {@linkplain View#NEURONS
     * neurons} or {@linkplain View#HEAT heat}, about two seconds for a hundred thousand.
     *
     * @throws LayoutException if the graph has too many values for the view, or no layout engine can place it
     */
    public String svg() {
        return Theme.apply(colors, view.svg(graph, gradients));
    }

    /**
     * {@return the graph in Graphviz's language, in the style of micrograd} It has a record of name, data and gradient
     * for each value, and a round node for each gate. The view makes no difference.
     */
    public String dot() {
        return new DotExport(graph, gradients).dot();
    }

    /**
     * {@return the graph as a model of graphviz-java, in the style of {@link #dot()}, to change and to render with that
     * library}
     *
     * <p>Values are the nodes {@code n0}, {@code n1}, … with the attributes {@code name}, {@code value} and, where
     * there is one, {@code gradient}; gates are {@code g2}, … with the attribute {@code op}; a link into a gate has the
     * attribute {@code operand}, from 0. A node of the model that has no attributes only holds links, and Graphviz
     * merges it with the one of the same name.
     *
     * <pre>{@code
     * import guru.nidi.graphviz.attribute.*;
     * import guru.nidi.graphviz.model.MutableGraph;
     *
     * Value x = Value.of(-2, "x");
     * Value f = x.mul(x).named("f");
     * f.backward();
     * MutableGraph model = Picture.of(Graph.of(f)).graphviz();
     * model.graphAttrs().add(Rank.dir(Rank.RankDir.TOP_TO_BOTTOM));
     * model.nodeAttrs().add(Color.BLUE);
     * String text = model.toString(); // or Graphviz.fromGraph(model).render(Format.SVG)
     * }</pre>
     *
     * <p>Takes time linear in the size of the graph; to print or render the model takes that library a second at the
     * limit.
     *
     * @throws LayoutException if the graph has more than 2,000 values
     */
    public MutableGraph graphviz() {
        return new DotExport(graph, gradients).model();
    }

    /**
     * {@return the picture as a PNG file, with two pixels for each of the SVG document's, or fewer for very large
     * pictures}
     *
     * <p>This needs a font, which some servers and containers lack.
     *
     * @throws LayoutException as {@link #svg()}, and if the picture is too large for pixels or there is no font
     */
    public byte[] png() {
        return Png.of(svg());
    }

    /**
     * Saves the picture in the format given by the file's extension, {@code .svg}, {@code .png} or {@code .dot}.
     *
     * <p>The file is written completely or not at all: an existing file is kept until the new picture is complete.
     *
     * @param file where to save it
     * @throws IllegalArgumentException if the name ends with anything else
     * @throws LayoutException if the graph has too many values for the view, no layout engine can place it, or there is
     *     no font for a PNG
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, Format.ofPicture(file).content(new Format.Source() {
            @Override
            public String svg() {
                return Picture.this.svg();
            }

            @Override
            public String dot() {
                return Picture.this.dot();
            }
        }));
    }
}
