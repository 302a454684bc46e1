package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.AttentionFormulas;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.List;

/** Scaled dot-product attention, entry by entry and in matrices. */
class Attention implements Example {
    /** Positions, the length of queries and keys, and that of values. */
    private static final int[][] SIZES = {{2, 2, 2}, {5, 4, 3}, {12, 8, 8}};

    private final long seed;

    Attention(long seed) {
        this.seed = seed;
    }

    /** The closed form for queries, keys, values, and the gradient at the output. */
    AttentionFormulas closed(double[][] q, double[][] k, double[][] v, double[][] g) {
        return new AttentionFormulas(q, k, v, g);
    }

    /** Both sides of the comparison, made from the same random numbers. */
    private final class Sides {
        final ValueMatrix q;
        final ValueMatrix k;
        final ValueMatrix v;
        final ValueMatrix g;
        final ValueMatrix s;
        final ValueMatrix a;
        final ValueMatrix o;
        final Value loss;
        final AttentionFormulas closed;

        Sides(RandomMatrices random, int[] size) {
            this(random, size[0], size);
        }

        /** Of some positions, the first few look at all. */
        Sides(RandomMatrices random, int looking, int[] size) {
            q = ValueMatrix.parameters(Naming.matrix("q"), random.matrix(looking, size[1]));
            k = ValueMatrix.parameters(Naming.matrix("k"), random.matrix(size[0], size[1]));
            v = ValueMatrix.parameters(Naming.matrix("v"), random.matrix(size[0], size[2]));
            g = ValueMatrix.data(Naming.matrix("g"), random.matrix(looking, size[2]));
            double root = Math.sqrt(size[1]);
            s = q.times(k.transpose(), Naming.matrix("p")).map(product -> product.div(root), Naming.matrix("s"));
            a = s.shares(Naming.matrix("a"));
            o = a.times(v, Naming.matrix("o"));
            loss = Value.dot(g.entries(), o.entries()).named("L");
            loss.backward();
            closed = closed(q.values(), k.values(), v.values(), g.values());
        }
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String title() {
        return "shares of values, and the softmax on the way back";
    }

    @Override
    public Source source() {
        return Source.ATTENTION;
    }

    @Override
    public String orientation() {
        return "row t of Q, K, V and O belongs to position t; A is [position, position it looks at]";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), SIZES[0]);
        statement(page, sides);
        forward(page, sides);
        toV(page, sides);
        toS(page, sides);
        toQAndK(page, sides);
        otherSizes(page);
        // One position that looks at two, with values of length 1, can be read in a picture.
        page.draw(new Sides(RandomMatrices.rounded(seed), 1, new int[] {2, 2, 1}).loss);
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines("S = QKᵀ/√d    aₜᵤ = exp(sₜᵤ) / Σᵣ exp(sₜᵣ)    O = AV    L = Σₜⱼ gₜⱼoₜⱼ");
        page.say("Position t compares its query with every key, turns the scores into shares that add up to 1, and"
                + " takes its shares of the values. The layers above hand down the gradient G at O, which is that of"
                + " L. Find ∂L/∂V, ∂L/∂Q and ∂L/∂K, with seeded random numbers, d~=~2:");
        page.equation(text("Q ="), valuesOf(sides.q), text("  K ="), valuesOf(sides.k));
        page.equation(text("V ="), valuesOf(sides.v), text("  G ="), valuesOf(sides.g));
        page.section("Graph");
        page.say(
                "A dot gate for each pₜᵤ~=~Σⱼ~qₜⱼkᵤⱼ, divided by √d, a softmax gate for each share, a dot gate for each"
                        + " output. The fan-out determines the sums:");
        FanOut fanOut = new FanOut(Graph.of(sides.loss));
        page.table(List.of(
                fanOut.row(sides.v.at(0, 0)),
                fanOut.row(sides.a.at(0, 0)),
                fanOut.row(sides.s.at(0, 0)),
                fanOut.row(sides.q.at(0, 0)),
                fanOut.row(sides.k.at(0, 0))));
    }

    private static void forward(Handout page, Sides sides) {
        page.section("Forward");
        page.compare("S", Handout.GRAPH, valuesOf(sides.s), form("QKᵀ/√d", sides.closed.s()));
        page.compare("A", Handout.GRAPH, valuesOf(sides.a), form("exp(sₜᵤ) / Σᵣ exp(sₜᵣ)", sides.closed.a()));
        page.compare("O", Handout.GRAPH, valuesOf(sides.o), form("AV", sides.closed.o()));
    }

    private static void toV(Handout page, Sides sides) {
        page.section("Backward to V and A: a product like that of a layer");
        page.say("vᵤⱼ goes into oₜⱼ of every position t, with the factor aₜᵤ; aₜᵤ goes into every oₜⱼ, with the factor"
                + " vᵤⱼ:");
        page.lines("∂L/∂vᵤⱼ = Σₜ gₜⱼaₜᵤ    ∂L/∂aₜᵤ = Σⱼ gₜⱼvᵤⱼ");
        page.say("The first sum runs down the rows of A, so A is transposed; the second along the rows of V, so V is.");
        page.equation(
                text("∂L/∂V = AᵀG ="),
                matrix(Matrices.transpose(sides.closed.a()), sides.a.transpose()),
                valuesOf(sides.g),
                text("="),
                matrix(sides.closed.gradientOfVByMatrix(), sides.v));
        page.compare(
                "∂L/∂V",
                gradientsOf(sides.v),
                form("Σₜ gₜⱼaₜᵤ", sides.closed.gradientOfVByElement()),
                form("AᵀG", sides.closed.gradientOfVByMatrix()));
        page.compare("∂L/∂A", gradientsOf(sides.a), form("GVᵀ", sides.closed.gradientOfA()));
    }

    private static void toS(Handout page, Sides sides) {
        page.section("Backward through the softmax: what is above the mean");
        page.say("sₜᵤ is in the numerator of its own share and in the denominator of every share of its row:");
        page.lines(
                "∂aₜᵣ/∂sₜᵤ = aₜᵣ(1[r = u] − aₜᵤ)",
                "∂L/∂sₜᵤ = Σᵣ ∂L/∂aₜᵣ · aₜᵣ(1[r = u] − aₜᵤ)",
                "        = aₜᵤ(∂L/∂aₜᵤ − mₜ)        with mₜ = Σᵣ aₜᵣ ∂L/∂aₜᵣ");
        page.say("mₜ is the mean of the gradients of a row by its shares: a score rises if its value is worth more than"
                + " what the position takes on average. Each row of ∂L/∂S adds up to 0, as a constant added to all"
                + " scores of a row changes no share. In matrices, with m beside itself in every column:");
        page.lines("∂L/∂S = A ⊙ (∂L/∂A − m)");
        page.compare(
                "∂L/∂S",
                gradientsOf(sides.s),
                form("Σᵣ ∂L/∂aₜᵣ · aₜᵣ(1[r = u] − aₜᵤ)", sides.closed.gradientOfSByElement()),
                form("A ⊙ (∂L/∂A − m)", sides.closed.gradientOfSByMatrix()));
    }

    private static void toQAndK(Handout page, Sides sides) {
        page.section("Backward to Q and K: the other product");
        page.say(
                "qₜⱼ goes into the scores of its own row with the factors kᵤⱼ/√d, kᵤⱼ into those of its own column with"
                        + " the factors qₜⱼ/√d:");
        page.lines("∂L/∂qₜⱼ = Σᵤ ∂L/∂sₜᵤ kᵤⱼ/√d    ∂L/∂Q = ∂L/∂S · K/√d");
        page.lines("∂L/∂kᵤⱼ = Σₜ ∂L/∂sₜᵤ qₜⱼ/√d    ∂L/∂K = (∂L/∂S)ᵀ · Q/√d");
        page.compare(
                "∂L/∂Q",
                gradientsOf(sides.q),
                form("Σᵤ ∂L/∂sₜᵤ kᵤⱼ/√d", sides.closed.gradientOfQByElement()),
                form("∂L/∂S · K/√d", sides.closed.gradientOfQByMatrix()));
        page.compare(
                "∂L/∂K",
                gradientsOf(sides.k),
                form("Σₜ ∂L/∂sₜᵤ qₜⱼ/√d", sides.closed.gradientOfKByElement()),
                form("(∂L/∂S)ᵀ · Q/√d", sides.closed.gradientOfKByMatrix()));
        page.say("In a GPT a position looks only at itself and earlier ones: the later shares are 0, and so are their"
                + " places in ∂L/∂S; nothing else changes.");
    }

    private void otherSizes(Handout page) {
        RandomMatrices random = RandomMatrices.full(seed);
        page.otherSizes("positions, d, outputs", SIZES, size -> {
            Sides sides = new Sides(random, size);
            AttentionFormulas closed = sides.closed;
            Tally tally = new Tally();
            tally.compare("∂L/∂V", closed.gradientOfVByElement(), sides.v.gradients());
            tally.compare("∂L/∂V", closed.gradientOfVByMatrix(), sides.v.gradients());
            tally.compare("∂L/∂Q", closed.gradientOfQByElement(), sides.q.gradients());
            tally.compare("∂L/∂Q", closed.gradientOfQByMatrix(), sides.q.gradients());
            tally.compare("∂L/∂K", closed.gradientOfKByElement(), sides.k.gradients());
            tally.compare("∂L/∂K", closed.gradientOfKByMatrix(), sides.k.gradients());
            return new Sized("%d, %d, %d".formatted(size[0], size[1], size[2]), tally);
        });
    }
}
