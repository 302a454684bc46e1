package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.corrected;
import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.ClosedForm.printed;
import static io.gradstep.demos.notes.Digits.factor;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.NumberRow.row;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.SquaredNormFormulas;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** f(x, W) = ‖W·x‖², the vectorized example. */
class SquaredNorm implements Example {
    private static final double[][] W = {{0.1, 0.5}, {-0.3, 0.8}};
    private static final double[][] X = Matrices.column(0.2, 0.4);

    /** The numbers of rows and columns of W. */
    private static final int[][] SIZES = {{2, 2}, {5, 3}, {20, 20}};

    private final long seed;

    SquaredNorm(long seed) {
        this.seed = seed;
    }

    /** The closed form for a matrix and a vector. */
    SquaredNormFormulas closed(double[][] w, double[][] x) {
        return new SquaredNormFormulas(w, x);
    }

    /** The graph, after its backward pass. */
    static final class Model {
        final ValueMatrix w;
        final ValueMatrix x;
        final ValueMatrix q;
        final Value f;

        Model(double[][] w, double[][] x) {
            this.w = ValueMatrix.parameters(Naming.matrix("W"), w);
            this.x = ValueMatrix.parameters(Naming.vector("x"), x);
            this.q = this.w.times(this.x, Naming.vector("q"));
            List<Value> squares = q.map(
                            entry -> entry.pow(2), (i, j) -> Naming.vector("q").of(i, j) + "²")
                    .entries();
            this.f = Value.sum(squares).named("f");
            f.backward();
        }
    }

    @Override
    public String name() {
        return "squared-norm";
    }

    @Override
    public String title() {
        return "f(x, W) = ‖W·x‖², where an outer product and a transpose come from";
    }

    @Override
    public Source source() {
        return Source.CIRCUITS;
    }

    @Override
    public String orientation() {
        return "W is [out, in], x and q = W·x are columns";
    }

    @Override
    public void write(Handout page) {
        Model model = new Model(W, X);
        SquaredNormFormulas closed = closed(W, X);
        statement(page, model);
        backwardToQ(page, model, closed);
        backwardToW(page, model, closed);
        backwardToX(page, model, closed);
        otherSizes(page);
        page.draw(model.f);
    }

    private static void statement(Handout page, Model model) {
        page.section("Statement");
        page.say("f(x, W) = ‖W·x‖² = Σᵢ~(W·x)ᵢ², a single number from a matrix and a vector:");
        page.equation(text("W ="), valuesOf(model.w), text("  x ="), valuesOf(model.x));
        page.section("Graph");
        page.say("A dot gate for each qᵢ = Wᵢ₁x₁ + … + Wᵢₙxₙ, a square for each qᵢ, and a Σ gate that adds the squares:"
                + " f = q₁² + … + qₙ². The fan-out determines the sums in the chain rule:");
        FanOut fanOut = new FanOut(Graph.of(model.f));
        page.table(List.of(fanOut.row(model.w.at(0, 0)), fanOut.row(model.x.at(0, 0))));
        page.section("Forward");
        page.equation(text("q = W·x ="), valuesOf(model.w), valuesOf(model.x), text("="), valuesOf(model.q));
        double[][] q = model.q.values();
        page.lines("f = q₁² + q₂² = %s² + %s² = %s".formatted(show(q[0][0]), show(q[1][0]), show(model.f.data())));
    }

    private static void backwardToQ(Handout page, Model model, SquaredNormFormulas closed) {
        page.section("Backward to q");
        page.say("∂f/∂qᵢ = 2qᵢ for each i; together, ∇q~f~=~2q, element by element.");
        page.compareNumbers(
                List.of(ClosedForm.PRINTED, "closed form"),
                Handout.GRAPH,
                row("f = ‖q‖²", model.f.data(), 0.116, closed.f()));
        page.compare(
                "q", Handout.GRAPH, valuesOf(model.q), printed(Matrices.column(0.22, 0.26)), form("W·x", closed.q()));
        page.compare(
                "∇q f", gradientsOf(model.q), printed(Matrices.column(0.44, 0.52)), form("2q", closed.gradientOfQ()));
        page.erratum("the scan has 0.56 beside the graph, but 2~·~0.26 is 0.52, which it uses afterwards.");
    }

    private static void backwardToW(Handout page, Model model, SquaredNormFormulas closed) {
        page.section("Backward to W: an outer product");
        page.say("Wᵢⱼ goes only into qᵢ, where xⱼ is its factor. The notes write this with an indicator,"
                + " 1~if~k~=~i and otherwise~0, which leaves one term of the sum over k:");
        page.lines("∂qₖ/∂Wᵢⱼ = 1[k = i] xⱼ", "∂f/∂Wᵢⱼ = Σₖ ∂f/∂qₖ · ∂qₖ/∂Wᵢⱼ = Σₖ (2qₖ)(1[k = i] xⱼ) = 2qᵢxⱼ");
        double[][] q = model.q.values();
        page.lines("∂f/∂W₁₂ = 2q₁x₂ = 2 · %s · %s = %s"
                .formatted(
                        factor(q[0][0]), factor(X[1][0]), show(model.w.at(0, 1).grad())));
        page.say("2qᵢxⱼ, each i with each j, is an outer product: the column 2q times the row xᵀ, 2×1 times 1×2, which"
                + " has the shape of W. x is transposed because its index j counts columns.");
        page.equation(
                text("∇W f = 2q·xᵀ ="),
                matrix(closed.gradientOfQ(), model.q),
                valuesOf(model.x.transpose()),
                text("="),
                matrix(closed.gradientOfWByMatrix(), model.w));
        page.compare(
                "∇W f",
                gradientsOf(model.w),
                corrected(new double[][] {{0.088, 0.176}, {0.104, 0.208}}),
                form("Σₖ (2qₖ)(1[k = i] xⱼ)", closed.gradientOfWByElement()),
                form("2q·xᵀ", closed.gradientOfWByMatrix()));
        page.erratum("the scan prints this matrix transposed, [[0.088, 0.104], [0.176, 0.208]]; row i belongs to qᵢ, so"
                + " row 1 is 0.44·[0.2~0.4].");
    }

    private static void backwardToX(Handout page, Model model, SquaredNormFormulas closed) {
        page.section("Backward to x: a sum, and therefore a transpose");
        page.say("xᵢ goes into every qₖ, with the factor Wₖᵢ. Every path counts, so the sum over k stays:");
        page.lines("∂qₖ/∂xᵢ = Wₖᵢ", "∂f/∂xᵢ = Σₖ ∂f/∂qₖ · ∂qₖ/∂xᵢ = Σₖ 2qₖWₖᵢ");
        double[][] q = model.q.values();
        page.lines("∂f/∂x₁ = 2q₁W₁₁ + 2q₂W₂₁ = 2 · %s · %s + 2 · %s · %s = %s"
                .formatted(
                        factor(q[0][0]),
                        factor(W[0][0]),
                        factor(q[1][0]),
                        factor(W[1][0]),
                        show(model.x.at(0, 0).grad())));
        page.say("In the picture two wires leave x₁, with a contribution from each; its gradient is their sum.");
        page.say("The sum runs down the rows of W, while a matrix product sums along the rows of its left factor."
                + " Transposing W makes it one: that is where Wᵀ comes from.");
        page.equation(
                text("∇x f = 2Wᵀ·q ="),
                matrix(Matrices.scale(2, Matrices.transpose(W)), model.w.transpose()),
                matrix(closed.q(), model.q),
                text("="),
                matrix(closed.gradientOfXByMatrix(), model.x));
        page.compare(
                "∇x f",
                gradientsOf(model.x),
                printed(Matrices.column(-0.112, 0.636)),
                form("Σₖ 2qₖWₖᵢ", closed.gradientOfXByElement()),
                form("2Wᵀ·q", closed.gradientOfXByMatrix()));
    }

    private void otherSizes(Handout page) {
        page.section("Other sizes");
        page.say("The derivation is general. With seeded random numbers, W being out×in:");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            double[][] w = random.matrix(size[0], size[1]);
            double[][] x = random.matrix(size[1], 1);
            Model model = new Model(w, x);
            SquaredNormFormulas closed = closed(w, x);
            Tally tally = new Tally();
            tally.compare("∇q f", closed.gradientOfQ(), model.q.gradients());
            tally.compare("∇W f", closed.gradientOfWByElement(), model.w.gradients());
            tally.compare("∇W f", closed.gradientOfWByMatrix(), model.w.gradients());
            tally.compare("∇x f", closed.gradientOfXByElement(), model.x.gradients());
            tally.compare("∇x f", closed.gradientOfXByMatrix(), model.x.gradients());
            rows.add(new Sized(model.w.shape(), tally));
        }
        page.sizes("W", rows);
    }
}
