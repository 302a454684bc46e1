package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.NumberRow.row;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.ActivationFunction;
import io.gradstep.demos.notes.closed.LayersFormulas;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Graph;
import java.util.ArrayList;
import java.util.List;

/** The general formula for n layers: a forward pass that saves ψ, and a backward recurrence for δ. */
class LayerRecurrence implements Example {
    /** The sizes of a⁽⁰⁾, a⁽¹⁾, …, y of the printed network. */
    private static final int[] SMALL = {2, 2, 2, 1};

    /** The sizes of the compared networks: 2, 3 and 6 layers. */
    private static final int[][] SIZES = {{2, 2, 1}, {3, 4, 3, 1}, {5, 8, 8, 6, 5, 4, 1}};

    /** W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾ … W⁽ᵏ⁺¹⁾ψ⁽ᵏ⁾ for the small network and k = 1, 2, 3. */
    private static final String[] ROWS = {"W⁽³⁾ψ⁽²⁾W⁽²⁾ψ⁽¹⁾", "W⁽³⁾ψ⁽²⁾", "1"};

    private final long seed;

    LayerRecurrence(long seed) {
        this.seed = seed;
    }

    /** The closed form for weights, biases and an input. */
    LayersFormulas closed(List<double[][]> weights, List<double[][]> biases, double[][] x) {
        return new LayersFormulas(weights, biases, x, ActivationFunction.TANH);
    }

    /**
     * Both sides of the comparison; the graph once with explicit biases and once with a 1 appended to each activation.
     */
    private final class Sides {
        final List<double[][]> w = new ArrayList<>();
        final List<double[][]> b = new ArrayList<>();
        final double[][] x;
        final LayersFormulas closed;
        final LayeredNetwork explicit;
        final LayeredNetwork appended;

        Sides(RandomMatrices random, int[] size) {
            for (int k = 1; k < size.length; k++) {
                w.add(random.matrix(size[k], size[k - 1]));
                b.add(random.matrix(size[k], 1));
            }
            x = random.matrix(size[0], 1);
            closed = closed(w, b, x);
            explicit = LayeredNetwork.withBiases(w, b, x);
            appended = LayeredNetwork.withAppendedOnes(w, b, x);
        }

        int n() {
            return w.size();
        }
    }

    @Override
    public String name() {
        return "n-layers";
    }

    @Override
    public String title() {
        return "n layers: the recurrence for δ, biases explicit and by an appended 1";
    }

    @Override
    public Source source() {
        return Source.CME216;
    }

    @Override
    public String orientation() {
        return "W⁽ᵏ⁾ is [out, in]; x, a⁽ᵏ⁾, b⁽ᵏ⁾ and δ⁽ᵏ⁾ are columns, W⁽ⁿ⁾ is a row since y is one number";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), SMALL);
        statement(page, sides);
        forwardPass(page, sides);
        oneEntry(page, sides);
        recurrence(page, sides);
        gradients(page, sides);
        appendedOne(page, sides);
        otherSizes(page);
        page.draw(sides.explicit.y());
        page.draw("appended-one", sides.appended.y());
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines(
                "a⁽⁰⁾ = x    a⁽ᵏ⁾ = φ ⊙ (W⁽ᵏ⁾a⁽ᵏ⁻¹⁾ + b⁽ᵏ⁾) for k = 1 … n − 1    y = W⁽ⁿ⁾a⁽ⁿ⁻¹⁾ + b⁽ⁿ⁾",
                "φ ⊙ v means: φ applied to v element by element");
        page.say("Find ∂y/∂W⁽ᵏ⁾ and ∂y/∂b⁽ᵏ⁾ for every k. The notes give no numbers. Here n~=~3 and φ~=~tanh, with"
                + " seeded random numbers:");
        for (int k = 1; k <= sides.n(); k++) {
            page.equation(
                    text("W%s =".formatted(layer(k))),
                    valuesOf(sides.explicit.weights(k)),
                    text("  b%s =".formatted(layer(k))),
                    valuesOf(sides.explicit.biases(k)),
                    k == 1 ? text("  x =") : text(""),
                    k == 1 ? valuesOf(sides.explicit.activations(0)) : text(""));
        }
        page.section("Graph");
        page.say("Each layer has a dot gate for each entry of z⁽ᵏ⁾~=~W⁽ᵏ⁾a⁽ᵏ⁻¹⁾~+~b⁽ᵏ⁾ and a tanh gate for each entry"
                + " of a⁽ᵏ⁾; the last layer has a single dot gate, y. Every a⁽ᵏ⁻¹⁾ⱼ goes to all of z⁽ᵏ⁾; each"
                + " weight and bias goes to one z⁽ᵏ⁾ᵢ.");
        FanOut fanOut = new FanOut(Graph.of(sides.explicit.y()));
        LayeredNetwork network = sides.explicit;
        page.table(List.of(
                fanOut.row(network.weights(1).at(0, 0)),
                fanOut.row(network.biases(1).at(0, 0)),
                fanOut.row(network.activations(1).at(0, 0))));
    }

    private static void forwardPass(Handout page, Sides sides) {
        LayersFormulas closed = sides.closed;
        page.section("Forward pass");
        page.say("Besides the activations it saves the slopes [ψ⁽ᵏ⁾]ᵢᵢ~=~φ′(z⁽ᵏ⁾ᵢ), a diagonal matrix because φ works"
                + " element by element. Backward needs only a and ψ, and does not compute φ again.");
        page.equation(
                text("a⁽¹⁾ ="),
                valuesOf(sides.explicit.activations(1)),
                text("  a⁽²⁾ ="),
                valuesOf(sides.explicit.activations(2)),
                text("  y = " + show(sides.explicit.y().data())));
        page.compareNumbers(
                List.of("closed form"),
                Handout.GRAPH,
                row("y", sides.explicit.y().data(), closed.y()));
        for (int k = 1; k < sides.n(); k++) {
            page.compare(
                    "ψ" + layer(k),
                    "the tanh gates' derivatives",
                    matrix(sides.explicit.slopes(k)),
                    form("diag(φ′(z%s)), saved".formatted(layer(k)), closed.psi(k)));
        }
    }

    private static String layer(int k) {
        return Naming.raised(k);
    }

    private static void oneEntry(Handout page, Sides sides) {
        LayersFormulas closed = sides.closed;
        page.section("To get started: one entry of W⁽ⁿ⁻¹⁾");
        page.say("Eᵢⱼ is a matrix of zeros with a 1 at index (i,~j): the direction in which the entry changes W⁽ⁿ⁻¹⁾."
                + " ψ⁽ⁿ⁻¹⁾ carries the change through φ, and W⁽ⁿ⁾ on to y:");
        page.lines("∂y/∂[W⁽ⁿ⁻¹⁾]ᵢⱼ = W⁽ⁿ⁾ ψ⁽ⁿ⁻¹⁾ Eᵢⱼ a⁽ⁿ⁻²⁾ = [W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾]ᵢ [a⁽ⁿ⁻²⁾]ⱼ");
        page.equation(
                text("for w⁽²⁾₁₂:"),
                valuesOf(sides.explicit.weights(3)),
                matrix(closed.psi(2)),
                matrix(Matrices.unit(2, 2, 0, 1)),
                matrix(closed.a(1), sides.explicit.activations(1)),
                text("="),
                matrix(closed.derivativeByUnitMatrix(0, 1)));
        page.compare(
                "∂y/∂w⁽²⁾₁₂",
                matrix(Matrices.row(sides.explicit.weights(2).at(0, 1).grad())),
                form("W⁽³⁾ ψ⁽²⁾ E₁₂ a⁽¹⁾", closed.derivativeByUnitMatrix(0, 1)));
        page.say("Eᵢⱼ picks entry i of the row W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾ and entry j of the column a⁽ⁿ⁻²⁾. The gradient must have the"
                + " shape of W⁽ⁿ⁻¹⁾, where i counts rows, so the row is transposed to a column and the column to a row."
                + " A diagonal matrix is its own transpose.");
        page.lines("δ⁽ⁿ⁾ = ψ⁽ⁿ⁻¹⁾[W⁽ⁿ⁾]ᵀ    ∂y/∂W⁽ⁿ⁻¹⁾ = δ⁽ⁿ⁾[a⁽ⁿ⁻²⁾]ᵀ, column times row, an outer product");
    }

    private static void recurrence(Handout page, Sides sides) {
        LayersFormulas closed = sides.closed;
        page.section("Backward pass: the recurrence");
        page.say("One layer further down, the row is multiplied by W⁽ⁿ⁻¹⁾ψ⁽ⁿ⁻²⁾ from the right, so the column is"
                + " multiplied by its transpose from the left:");
        page.lines(
                "δ⁽ⁿ⁺¹⁾ = 1",
                "δ⁽ᵏ⁾ = ψ⁽ᵏ⁻¹⁾ [W⁽ᵏ⁾]ᵀ δ⁽ᵏ⁺¹⁾   for k from n to 2",
                "∂y/∂W⁽ᵏ⁾ = δ⁽ᵏ⁺¹⁾[a⁽ᵏ⁻¹⁾]ᵀ and ∂y/∂b⁽ᵏ⁾ = δ⁽ᵏ⁺¹⁾   for k from n to 1");
        page.say("[W⁽ᵏ⁾]ᵀ sums over everything in layer k that an entry of a⁽ᵏ⁻¹⁾ goes to; ψ⁽ᵏ⁻¹⁾ is diagonal, so it"
                + " multiplies element by element. δ⁽ᵏ⁾ is simply the gradient that backward computes at the nodes"
                + " z⁽ᵏ⁻¹⁾, and δ⁽ⁿ⁺¹⁾~=~1 is its seed at y.");
        page.compare(
                "δ⁽⁴⁾", "gradient at y", gradientsOf(sides.explicit.sums(3)), form("1, the seed", closed.delta(4)));
        for (int k = sides.n(); k >= 2; k--) {
            String formula = "ψ%s [W%s]ᵀ δ%s".formatted(layer(k - 1), layer(k), layer(k + 1));
            page.equation(
                    text("δ%s =".formatted(layer(k))),
                    matrix(closed.psi(k - 1)),
                    valuesOf(sides.explicit.weights(k).transpose()),
                    matrix(closed.delta(k + 1), sides.explicit.sums(k)),
                    text("="),
                    matrix(closed.delta(k), sides.explicit.sums(k - 1)));
            page.compare(
                    "δ" + layer(k),
                    "gradient at z" + layer(k - 1),
                    gradientsOf(sides.explicit.sums(k - 1)),
                    form(formula, closed.delta(k)));
        }
    }

    private static void gradients(Handout page, Sides sides) {
        LayersFormulas closed = sides.closed;
        page.section("Derivatives, biases explicit");
        page.say("From k~=~n to k~=~1, entry by entry with the rows W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾~…~W⁽ᵏ⁺¹⁾ψ⁽ᵏ⁾ multiplied out, and in"
                + " matrix form with δ:");
        for (int k = sides.n(); k >= 1; k--) {
            page.compare(
                    "∂y/∂W" + layer(k),
                    gradientsOf(sides.explicit.weights(k)),
                    form("[%s]ᵢ [a%s]ⱼ".formatted(ROWS[k - 1], layer(k - 1)), closed.gradientOfWByElement(k)),
                    form("δ%s [a%s]ᵀ".formatted(layer(k + 1), layer(k - 1)), closed.gradientOfWByMatrix(k)));
            page.compare(
                    "∂y/∂b" + layer(k),
                    gradientsOf(sides.explicit.biases(k)),
                    form("δ" + layer(k + 1), closed.gradientOfB(k)));
        }
    }

    private static void appendedOne(Handout page, Sides sides) {
        LayersFormulas closed = sides.closed;
        page.section("The same biases by an appended 1");
        page.say("Add a 1 at the end of the activation, and the bias as a last column to the matrix:");
        page.lines("[W⁽ᵏ⁾ b⁽ᵏ⁾] [a⁽ᵏ⁻¹⁾; 1] = W⁽ᵏ⁾a⁽ᵏ⁻¹⁾ + b⁽ᵏ⁾");
        page.say("The formula for the weights then covers the bias too: its column of δ⁽ᵏ⁺¹⁾[a⁽ᵏ⁻¹⁾;~1]ᵀ is δ⁽ᵏ⁺¹⁾·1."
                + " The recurrence uses W⁽ᵏ⁾ without that column: the 1 is a constant, and no gradient goes back"
                + " through it.");
        page.equation(
                text("δ⁽²⁾ [a⁽⁰⁾; 1]ᵀ ="),
                matrix(closed.delta(2), sides.explicit.sums(1)),
                matrix(Matrices.transpose(Matrices.append(closed.a(0), 1))),
                text("="),
                matrix(closed.gradientWithAppendedOne(1), sides.appended.weights(1)));
        for (int k = sides.n(); k >= 1; k--) {
            page.compare(
                    "∂y/∂[W%s b%s]".formatted(layer(k), layer(k)),
                    gradientsOf(sides.appended.weights(k)),
                    form("δ%s [a%s; 1]ᵀ".formatted(layer(k + 1), layer(k - 1)), closed.gradientWithAppendedOne(k)),
                    form("[∂y/∂W%s ∂y/∂b%s]".formatted(layer(k), layer(k)), besideEachOther(closed, k)));
        }
    }

    private static double[][] besideEachOther(LayersFormulas closed, int k) {
        return Matrices.beside(closed.gradientOfWByMatrix(k), closed.gradientOfB(k));
    }

    private void otherSizes(Handout page) {
        page.section("n = 2, 3 and 6");
        page.say("With seeded random numbers. For every k: ψ⁽ᵏ⁾ against the gates' own derivatives, δ⁽ᵏ⁾ against the"
                + " gradients at z⁽ᵏ⁻¹⁾, and the derivatives with respect to W⁽ᵏ⁾ and b⁽ᵏ⁾ in both"
                + " versions. Those for W⁽ᵏ⁾ are also compared with the product W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾~…~W⁽ᵏ⁺¹⁾ψ⁽ᵏ⁾,"
                + " multiplied out without the recurrence.");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            Sides sides = new Sides(random, size);
            rows.add(new Sized("n = %d: %s".formatted(sides.n(), LayeredNetwork.arrows(size)), tally(sides)));
        }
        page.sizes("layers", rows);
    }

    private static Tally tally(Sides sides) {
        Tally tally = new Tally();
        LayersFormulas closed = sides.closed;
        LayeredNetwork explicit = sides.explicit;
        tally.compare("y", Matrices.row(closed.y()), Matrices.row(explicit.y().data()));
        tally.compare(
                "y", Matrices.row(closed.y()), Matrices.row(sides.appended.y().data()));
        for (int k = sides.n(); k >= 1; k--) {
            if (k < sides.n()) {
                tally.compare("ψ", closed.psi(k), explicit.slopes(k));
            }
            tally.compare("δ", closed.delta(k + 1), explicit.sums(k).gradients());
            tally.compare("δ", closed.delta(k + 1), sides.appended.sums(k).gradients());
            tally.compare(
                    "∂y/∂W", closed.gradientOfWByElement(k), explicit.weights(k).gradients());
            tally.compare(
                    "∂y/∂W", closed.gradientOfWByMatrix(k), explicit.weights(k).gradients());
            tally.compare("∂y/∂b", closed.gradientOfB(k), explicit.biases(k).gradients());
            tally.compare(
                    "∂y/∂[W b]",
                    closed.gradientWithAppendedOne(k),
                    sides.appended.weights(k).gradients());
        }
        return tally;
    }
}
