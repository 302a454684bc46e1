package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.ClosedForm.corrected;
import static io.gradstep.demos.notes.ClosedForm.form;
import static io.gradstep.demos.notes.ClosedForm.printed;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.Matrix.gradientsOf;
import static io.gradstep.demos.notes.Matrix.matrix;
import static io.gradstep.demos.notes.Matrix.valuesOf;
import static io.gradstep.demos.notes.NumberRow.row;
import static io.gradstep.demos.notes.Part.Words.text;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.RegressionFormulas;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** Linear regression by gradient descent: one example, two examples, many. */
class LinearRegression implements Example {
    private static final double[][] W = Matrices.row(1, 0);
    private static final double BIAS = 2;
    private static final double RATE = 0.5;

    // The notes' example, and a second one for their exercise.
    private static final double[][] X = Matrices.column(1, 0);
    private static final double[][] T = Matrices.row(2);
    private static final double[][] TWO_X = {{1, 2}, {0, 1}};
    private static final double[][] TWO_T = Matrices.row(2, 6);

    /** The numbers of inputs and examples. */
    private static final int[][] SIZES = {{2, 3}, {5, 10}, {20, 100}};

    private final long seed;

    LinearRegression(long seed) {
        this.seed = seed;
    }

    /** The closed form for weights, bias, inputs and targets. */
    RegressionFormulas closed(double[][] w, double b, double[][] x, double[][] t) {
        return new RegressionFormulas(w, b, x, t);
    }

    /** The graph of all examples, after its backward pass. */
    static final class Model {
        final ValueMatrix w;
        final ValueMatrix b;
        final ValueMatrix x;
        final ValueMatrix t;
        final ValueMatrix z;
        final Value loss;

        Model(double[][] w, double b, double[][] x, double[][] t) {
            int n = t[0].length;
            this.w = ValueMatrix.parameters(Naming.vector("w"), w);
            this.b = ValueMatrix.parameters(Naming.number("b"), Matrices.row(b));
            this.x = ValueMatrix.data(Naming.vectorOfExamples("x", n), x);
            this.t = ValueMatrix.data(Naming.examples("t", n), t);
            this.z = this.w.timesPlus(this.x, this.b, Naming.examples("z", n));
            this.loss = MeanSquares.of(this.t, z);
            loss.backward();
        }
    }

    @Override
    public String name() {
        return "regression";
    }

    @Override
    public String title() {
        return "gradient descent for linear regression, and its gradient in matrix notation";
    }

    @Override
    public Source source() {
        return Source.REGRESSION;
    }

    @Override
    public String orientation() {
        return "w is a row [out, in] with out = 1, each example x a column; the gradient is a row like w";
    }

    @Override
    public void write(Handout page) {
        statement(page);
        derivation(page);
        oneExample(page);
        update(page);
        twoExamples(page);
        otherSizes(page);
    }

    private static void statement(Handout page) {
        page.section("Statement");
        page.lines("z⁽ⁿ⁾ = x₁⁽ⁿ⁾w₁ + x₂⁽ⁿ⁾w₂ + b = w·x⁽ⁿ⁾ + b", "J = 1/(2N) Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)²");
        page.say("The bias b is the notes' w₃: a weight whose input is always~1. We want ∂J/∂w₁, ∂J/∂w₂ and ∂J/∂b.");
        page.erratum("the scan's first J lacks the factor 1/(2N), which its derivation has.");
        page.section("Graph");
        page.say("For each example a dot gate computes z from the weights, the bias and the example's inputs, followed"
                + " by t~−~z and its square; the squares of all examples are added and divided by~2N. Inputs x and"
                + " targets t are data, not parameters: they are constants without a gradient.");
    }

    private static void derivation(Handout page) {
        page.section("Backward: the gradient for w₁");
        page.table(List.of(
                List.of("∂J/∂w₁", "= 1/(2N) Σₙ ∂/∂w₁ (t⁽ⁿ⁾ − z⁽ⁿ⁾)²", "sum rule"),
                List.of("", "= 1/(2N) Σₙ 2(t⁽ⁿ⁾ − z⁽ⁿ⁾) ∂/∂w₁ (t⁽ⁿ⁾ − z⁽ⁿ⁾)", "power rule"),
                List.of("", "= −1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾) x₁⁽ⁿ⁾", "∂t/∂w₁ = 0 and ∂z/∂w₁ = x₁")));
        page.say("The minus comes from the −z in J. For w₂ and b replace x₁ by x₂ or by 1. In matrix notation, with all"
                + " inputs in one row xᵀ:");
        page.lines("∇w J = −1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾) [x⁽ⁿ⁾]ᵀ");
        page.erratum("the scan's matrix form lacks the minus.");
    }

    private void oneExample(Handout page) {
        Model model = new Model(W, BIAS, X, T);
        RegressionFormulas closed = closed(W, BIAS, X, T);
        double z = model.z.at(0, 0).data();
        page.section("One example: x = [1, 0]ᵀ, t = 2, with w = [1, 0] and b = 2");
        page.lines(
                "forward:   z = 1·1 + 0·0 + 2·1 = " + show(z),
                "           J = ½(t − z)² = ½(2 − %s)² = %s".formatted(show(z), show(model.loss.data())),
                "backward:  ∂J/∂z = −(t − z) = −(2 − %s) = %s"
                        .formatted(show(z), show(model.z.gradients()[0][0])));
        double[][] w = closed.gradientOfWByElement();
        page.compareNumbers(
                List.of(ClosedForm.CORRECTED, "closed form"),
                Handout.GRAPH,
                row("z = w·x + b", z, 3, closed.z()[0][0]),
                row("J = ½(t − z)²", model.loss.data(), 0.5, closed.loss()),
                row("∂J/∂w₁ = −(t − z)x₁ = −(2 − 3)·1", model.w.at(0, 0).grad(), 1, w[0][0]),
                row("∂J/∂w₂ = −(t − z)x₂ = −(2 − 3)·0", model.w.at(0, 1).grad(), 0, w[0][1]),
                row(
                        "∂J/∂b = −(t − z)·1 = −(2 − 3)·1",
                        model.b.at(0, 0).grad(),
                        1,
                        closed.gradientOfBByElement()[0][0]));
        page.compare(
                "∇w J",
                gradientsOf(model.w),
                corrected(Matrices.row(1, 0)),
                form("−(t − z)xᵀ", closed.gradientOfWByMatrix()));
        page.erratum("the scan prints −1 for ∂J/∂w₁ and for the bias, because it drops the minus before (t~−~z) when it"
                + " inserts the numbers; −(2~−~3)·1 is~+1, and its own update, next, needs +1.");
        page.draw(model.loss);
    }

    private void update(Handout page) {
        Model model = new Model(W, BIAS, X, T);
        model.w.descend(RATE);
        model.b.descend(RATE);
        Graph.of(model.loss).forward();
        page.section("The update, with step ½");
        page.equation(
                text("w ← w − ½ ∇w J ="),
                matrix(W, model.w),
                text("− ½"),
                gradientsOf(model.w),
                text("="),
                valuesOf(model.w));
        page.compare(
                "w after the step",
                Handout.GRAPH,
                valuesOf(model.w),
                printed(Matrices.row(0.5, 0)),
                form("w − ½ ∇w J", stepped()));
        page.say("The bias moves too, from 2 to %s, and now z~=~%s~=~t, J~=~%s. One step reached the target because the"
                        .formatted(show(model.b.values()[0][0]), show(model.z.values()[0][0]), show(model.loss.data()))
                + " step happens to be 1/(x₁²~+~x₂²~+~1); with other learning rates, the notes say, it takes"
                + " more iterations.");
    }

    private double[][] stepped() {
        double[][] gradient = closed(W, BIAS, X, T).gradientOfWByMatrix();
        return Matrices.plus(W, Matrices.scale(-RATE, gradient));
    }

    private void twoExamples(Handout page) {
        Model model = new Model(W, BIAS, TWO_X, TWO_T);
        RegressionFormulas closed = closed(W, BIAS, TWO_X, TWO_T);
        page.section("The notes' exercise: try with 2");
        page.say(
                "Add a second example, x⁽²⁾~=~[2,~1]ᵀ with t⁽²⁾~=~6. The examples share the weights, so each weight now"
                        + " goes into two z: that is where the sum over the examples comes from.");
        FanOut fanOut = new FanOut(Graph.of(model.loss));
        page.table(List.of(fanOut.row(model.w.at(0, 0)), fanOut.row(model.b.at(0, 0))));
        page.equation(
                text("z ="),
                valuesOf(model.z),
                text("  t ="),
                valuesOf(model.t),
                text("  t − z ="),
                matrix(closed.error()));
        page.lines(
                "∂J/∂w₁ = −½[(2 − 3)·1 + (6 − 4)·2] = " + show(model.w.at(0, 0).grad()),
                "∂J/∂w₂ = −½[(2 − 3)·0 + (6 − 4)·1] = " + show(model.w.at(0, 1).grad()),
                "∂J/∂b  = −½[(2 − 3)·1 + (6 − 4)·1] = " + show(model.b.at(0, 0).grad()));
        page.say("As a matrix product: the row of errors, 1×N, times the matrix with the examples as rows, N×2. The sum"
                + " over the examples is the inner index of the product.");
        page.equation(
                text("∇w J = −½ (t − z)·xᵀ ="),
                text("−½"),
                matrix(closed.error()),
                valuesOf(model.x.transpose()),
                text("="),
                matrix(closed.gradientOfWByMatrix(), model.w));
        compare(page, model, closed);
        page.draw("two", model.loss);
    }

    private static void compare(Handout page, Model model, RegressionFormulas closed) {
        page.compareNumbers(
                List.of("closed form"),
                Handout.GRAPH,
                row("J = 1/(2N) Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)²", model.loss.data(), closed.loss()));
        page.compare(
                "∇w J",
                gradientsOf(model.w),
                form("−1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)xᵢ⁽ⁿ⁾", closed.gradientOfWByElement()),
                form("−1/N (t − z)·xᵀ", closed.gradientOfWByMatrix()));
        page.compare(
                "∂J/∂b",
                gradientsOf(model.b),
                form("−1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)·1", closed.gradientOfBByElement()),
                form("−1/N (t − z)·[1 … 1]ᵀ", closed.gradientOfBByMatrix()));
    }

    private void otherSizes(Handout page) {
        page.section("Other sizes");
        page.say("With seeded random numbers:");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            double[][] w = random.matrix(1, size[0]);
            double b = random.number();
            double[][] x = random.matrix(size[0], size[1]);
            double[][] t = random.matrix(1, size[1]);
            Model model = new Model(w, b, x, t);
            RegressionFormulas closed = closed(w, b, x, t);
            Tally tally = new Tally();
            tally.compare("∇w J", closed.gradientOfWByElement(), model.w.gradients());
            tally.compare("∇w J", closed.gradientOfWByMatrix(), model.w.gradients());
            tally.compare("∂J/∂b", closed.gradientOfBByElement(), model.b.gradients());
            tally.compare("∂J/∂b", closed.gradientOfBByMatrix(), model.b.gradients());
            rows.add(new Sized("%d inputs, %d examples".formatted(size[0], size[1]), tally));
        }
        page.sizes("size", rows);
    }
}
