package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.Digits.factor;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.NumberRow.row;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.ActivationFunction;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.SensitivityFormulas;
import io.gradstep.engine.Graph;
import java.util.ArrayList;
import java.util.List;

/** Sensitivities δ for s, x = θ(s) and W with a row for x₀ = 1, and backward as dynamic programming. */
class Sensitivities implements Example {
    /** The sizes d⁽⁰⁾, d⁽¹⁾, …, d⁽ᴸ⁾ of the printed network: small, but deep enough for a sum in the recurrence. */
    private static final int[] SMALL = {2, 2, 2, 1};

    /** The sizes of the compared networks. */
    private static final int[][] SIZES = {{3, 4, 1}, {2, 2, 2, 1}, {8, 16, 16, 16, 1}};

    private final long seed;

    Sensitivities(long seed) {
        this.seed = seed;
    }

    /** The closed form for weights, an input and a target. */
    SensitivityFormulas closed(List<double[][]> weights, double[][] x, double y) {
        return new SensitivityFormulas(weights, x, y, ActivationFunction.TANH);
    }

    /** Both sides of the comparison, from the same random numbers. */
    private final class Sides {
        final List<double[][]> w = new ArrayList<>();
        final double[][] x;
        final double y;
        final SensitivityFormulas closed;
        final SignalNetwork network;

        Sides(RandomMatrices random, int[] size) {
            for (int l = 1; l < size.length; l++) {
                w.add(random.matrix(size[l - 1] + 1, size[l]));
            }
            x = random.matrix(size[0], 1);
            y = random.number();
            closed = closed(w, x, y);
            network = new SignalNetwork(w, x, y);
        }

        int layerCount() {
            return w.size();
        }
    }

    @Override
    public String name() {
        return "sensitivities";
    }

    @Override
    public String title() {
        return "δ = ∂e/∂s, layer by layer from the last, and what backward costs";
    }

    @Override
    public Source source() {
        return Source.DYNAMIC_PROGRAMMING;
    }

    @Override
    public String orientation() {
        return "W⁽ˡ⁾ is [in, out] with the biases as row 0, for x₀ = 1; x⁽ˡ⁾, s⁽ˡ⁾ and δ⁽ˡ⁾ are columns";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), SMALL);
        statement(page, sides);
        oneWeight(page);
        lastLayer(page, sides);
        recurrence(page, sides);
        gradients(page, sides);
        otherSizes(page);
        page.draw(sides.network.loss());
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines("s⁽ˡ⁾ⱼ = w⁽ˡ⁾₀ⱼ + Σₖ w⁽ˡ⁾ₖⱼ x⁽ˡ⁻¹⁾ₖ    x⁽ˡ⁾ⱼ = θ(s⁽ˡ⁾ⱼ)    e = (x⁽ᴸ⁾ − y)²");
        page.say("θ is the same in every layer, including the last. x⁽ˡ⁻¹⁾₀~=~1 includes the bias:"
                + " s⁽ˡ⁾~=~(W⁽ˡ⁾)ᵀ~x⁽ˡ⁻¹⁾. We want ∂e/∂w⁽ˡ⁾ᵢⱼ for all i, j and l. The notes give no numbers; here L~=~3"
                + " and θ~=~tanh, with seeded random ones:");
        page.equation(
                text("W⁽¹⁾ ="),
                valuesOf(sides.network.weights(1)),
                text("  W⁽²⁾ ="),
                valuesOf(sides.network.weights(2)),
                text("  W⁽³⁾ ="),
                valuesOf(sides.network.weights(3)),
                text("  x⁽⁰⁾ ="),
                matrix(sides.closed.x(0)),
                text("  y = " + show(sides.y)));
        page.section("Graph");
        page.say("For each node j in layer l a dot gate, s⁽ˡ⁾ⱼ, and a tanh gate, x⁽ˡ⁾ⱼ; after the last layer the"
                + " difference to y and its square, e. The fan-out:");
        FanOut fanOut = new FanOut(Graph.of(sides.network.loss()));
        page.table(List.of(
                fanOut.row(sides.network.weights(1).at(1, 0)),
                fanOut.row(sides.network.sums(1).at(0, 0)),
                fanOut.row(sides.network.signals(1).at(0, 0))));
        page.section("Forward propagation");
        page.equation(
                text("s⁽¹⁾ ="),
                valuesOf(sides.network.sums(1)),
                text("  x⁽¹⁾ ="),
                valuesOf(sides.network.signals(1)),
                text("  s⁽²⁾ ="),
                valuesOf(sides.network.sums(2)),
                text("  x⁽²⁾ ="),
                valuesOf(sides.network.signals(2)));
        page.lines("s⁽³⁾ = %s    x⁽³⁾ = %s    e = %s"
                .formatted(
                        show(sides.network.sums(3).at(0, 0).data()),
                        show(sides.network.signals(3).at(0, 0).data()),
                        show(sides.network.loss().data())));
        page.compareNumbers(
                List.of("closed form"),
                Handout.GRAPH,
                row("e = (x⁽ᴸ⁾ − y)²", sides.network.loss().data(), sides.closed.loss()));
    }

    private static void oneWeight(Handout page) {
        page.section("Backward: from a weight to the sum it goes into");
        page.say("Only s⁽ˡ⁾ⱼ depends on w⁽ˡ⁾ᵢⱼ, so there is one path and no sum. The chain rule has two factors: the"
                + " sensitivity of e to the input of node j, called δ, and the signal that the weight multiplies:");
        page.lines("δ⁽ˡ⁾ⱼ = ∂e/∂s⁽ˡ⁾ⱼ", "∂e/∂w⁽ˡ⁾ᵢⱼ = ∂e/∂s⁽ˡ⁾ⱼ · ∂s⁽ˡ⁾ⱼ/∂w⁽ˡ⁾ᵢⱼ = x⁽ˡ⁻¹⁾ᵢ · δ⁽ˡ⁾ⱼ");
        page.say("Each i with each j is an outer product, ∂e/∂W⁽ˡ⁾~=~x⁽ˡ⁻¹⁾~(δ⁽ˡ⁾)ᵀ, with i from 0 to d⁽ˡ⁻¹⁾ counting"
                + " rows and j from 1 to d⁽ˡ⁾ counting columns, as in W⁽ˡ⁾. It remains to find δ.");
    }

    private static void lastLayer(Handout page, Sides sides) {
        int layerCount = sides.layerCount();
        double output = sides.network.signals(layerCount).at(0, 0).data();
        page.section("The last layer");
        page.table(List.of(
                List.of("δ⁽ᴸ⁾", "= ∂e/∂x⁽ᴸ⁾ · θ′(s⁽ᴸ⁾) = 2(x⁽ᴸ⁾ − y) θ′(s⁽ᴸ⁾)"),
                List.of(
                        "",
                        "= 2 · (%s − %s) · %s = %s"
                                .formatted(
                                        show(output),
                                        factor(sides.y),
                                        show(sides.closed.slopes(layerCount)[0][0]),
                                        show(sides.closed.lastDelta()[0][0])))));
        page.compare(
                "δ⁽³⁾",
                "gradient at s⁽³⁾",
                gradientsOf(sides.network.sums(layerCount)),
                form("2(x⁽ᴸ⁾ − y) θ′(s⁽ᴸ⁾)", sides.closed.lastDelta()));
    }

    private static void recurrence(Handout page, Sides sides) {
        page.section("From layer l + 1 to layer l");
        page.say("s⁽ˡ⁾ᵢ reaches e only through x⁽ˡ⁾ᵢ, but x⁽ˡ⁾ᵢ goes to every s⁽ˡ⁺¹⁾ⱼ. Recall the chain rule: if"
                + " z~=~f(x,~y) with x~=~g(s,~t) and y~=~h(s,~t), then ∂z/∂s~=~∂z/∂x·∂x/∂s~+~∂z/∂y·∂y/∂s. Hence"
                + " a sum over j:");
        page.lines(
                "∂e/∂x⁽ˡ⁾ᵢ = Σⱼ ∂e/∂s⁽ˡ⁺¹⁾ⱼ · ∂s⁽ˡ⁺¹⁾ⱼ/∂x⁽ˡ⁾ᵢ = Σⱼ δ⁽ˡ⁺¹⁾ⱼ w⁽ˡ⁺¹⁾ᵢⱼ",
                "δ⁽ˡ⁾ᵢ = [Σⱼ δ⁽ˡ⁺¹⁾ⱼ w⁽ˡ⁺¹⁾ᵢⱼ] · θ′(s⁽ˡ⁾ᵢ)");
        page.say("Now collect all i. The sum runs over j, the second index of W, as in a matrix times a column: here W"
                + " is not transposed, because its rows belong to the inputs. Row 0 is left out, since x₀~=~1 depends"
                + " on nothing. θ′ has the same index i and no sum: pointwise multiplication, the notes' ⊗.");
        page.lines("δ⁽ˡ⁾ = [W⁽ˡ⁺¹⁾ δ⁽ˡ⁺¹⁾]₁…d ⊙ θ′(s⁽ˡ⁾)");
        deltas(page, sides, 2, sides.closed.lastDelta());
        deltas(page, sides, 1, sides.closed.deltaByMatrix(2));
    }

    /** Prints δ⁽ˡ⁾ from the one above it, with all numbers. */
    private static void deltas(Handout page, Sides sides, int l, double[][] above) {
        SensitivityFormulas closed = sides.closed;
        String layer = layer(l);
        String next = layer(l + 1);
        double[][] product = Matrices.times(sides.w.get(l), above);
        page.equation(
                text("W%s δ%s =".formatted(next, next)),
                valuesOf(sides.network.weights(l + 1)),
                matrix(above, sides.network.sums(l + 1)),
                text("="),
                matrix(product));
        page.equation(
                text("δ%s =".formatted(layer)),
                matrix(Matrices.withoutFirstRow(product), sides.network.signals(l)),
                text("⊙"),
                matrix(closed.slopes(l)),
                text("="),
                matrix(closed.deltaByMatrix(l), sides.network.sums(l)));
        page.compare(
                "δ" + layer,
                "gradient at s" + layer,
                gradientsOf(sides.network.sums(l)),
                form("[Σⱼ δ%sⱼ w%sᵢⱼ] θ′(s%sᵢ)".formatted(next, next, layer), closed.deltaByElement(l)),
                form("[W%s δ%s]₁…₂ ⊙ θ′(s%s)".formatted(next, next, layer), closed.deltaByMatrix(l)));
    }

    private static String layer(int l) {
        return Naming.raised(l);
    }

    private static void gradients(Handout page, Sides sides) {
        SensitivityFormulas closed = sides.closed;
        page.section("The weights");
        page.say("The outer products, x⁽ˡ⁻¹⁾ with its x₀~=~1 on the left:");
        page.equation(
                text("∂e/∂W⁽¹⁾ = x⁽⁰⁾ (δ⁽¹⁾)ᵀ ="),
                matrix(closed.x(0)),
                matrix(
                        Matrices.transpose(closed.deltaByMatrix(1)),
                        sides.network.sums(1).transpose()),
                text("="),
                matrix(closed.gradientOfWByMatrix(1), sides.network.weights(1)));
        for (int l = 1; l <= sides.layerCount(); l++) {
            String layer = layer(l);
            String before = layer(l - 1);
            page.compare(
                    "∂e/∂W" + layer,
                    gradientsOf(sides.network.weights(l)),
                    form("x" + before + "ᵢ δ" + layer + "ⱼ", closed.gradientOfWByElement(l)),
                    form("x" + before + " (δ" + layer + ")ᵀ", closed.gradientOfWByMatrix(l)));
        }
    }

    private void otherSizes(Handout page) {
        page.section("Other sizes");
        page.say("With seeded random numbers, for every l:");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        List<List<String>> costs = new ArrayList<>();
        costs.add(Cost.headings());
        for (int[] size : SIZES) {
            Sides sides = new Sides(random, size);
            String arrows = LayeredNetwork.arrows(size);
            rows.add(new Sized(arrows, tally(sides)));
            costs.add(Cost.of(sides.network.loss()).row(arrows));
        }
        page.sizes("d⁽⁰⁾→…→d⁽ᴸ⁾", rows);
        page.section("What it costs: similar to dynamic programming");
        page.say("Without backward, you could change each weight slightly, at the cost of a forward pass per weight. Or"
                + " you could multiply out the chain rule along every path from a weight to e; the number of paths"
                + " grows with the product of the layers' widths. Backward computes each δ⁽ˡ⁾ⱼ once, stores it, and"
                + " reuses it for all layers below, as dynamic programming stores the solutions of its subproblems.");
        page.say("The table counts visits to an operand of a gate: in one forward pass, in one backward pass (which"
                + " skips constants), in a forward pass for each weight, and the ratio of the latter to backward. Paths"
                + " are those from all weights to e.");
        page.table(costs);
    }

    private static Tally tally(Sides sides) {
        Tally tally = new Tally();
        SensitivityFormulas closed = sides.closed;
        SignalNetwork network = sides.network;
        for (int l = sides.layerCount(); l >= 1; l--) {
            tally.compare("δ", closed.deltaByElement(l), network.sums(l).gradients());
            tally.compare("δ", closed.deltaByMatrix(l), network.sums(l).gradients());
            tally.compare(
                    "∂e/∂W", closed.gradientOfWByElement(l), network.weights(l).gradients());
            tally.compare(
                    "∂e/∂W", closed.gradientOfWByMatrix(l), network.weights(l).gradients());
        }
        return tally;
    }
}
