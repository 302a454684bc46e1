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
import io.gradstep.demos.notes.closed.NetworkFormulas;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** The network of two inputs, two hidden units and one output, with sigmoids and mean square error. */
class SmallNetwork implements Example {
    /** The numbers of inputs, hidden units and examples. */
    private static final int[][] SIZES = {{2, 2, 1}, {2, 2, 4}, {5, 8, 20}};

    private final long seed;

    SmallNetwork(long seed) {
        this.seed = seed;
    }

    /** The closed form for weights, inputs and targets. */
    NetworkFormulas closed(double[][] w1, double[][] w2, double[][] x, double[][] t) {
        return new NetworkFormulas(w1, w2, x, t, ActivationFunction.SIGMOID, ActivationFunction.SIGMOID);
    }

    /** Both sides of the comparison, from the same random numbers. */
    private final class Sides {
        final double[][] w1;
        final double[][] w2;
        final double[][] x;
        final double[][] t;
        final OneHiddenLayer model;
        final NetworkFormulas closed;

        Sides(RandomMatrices random, int inputs, int hidden, int examples) {
            w1 = random.matrix(hidden, inputs);
            w2 = random.matrix(1, hidden);
            x = random.matrix(inputs, examples);
            t = Matrices.map(random.matrix(1, examples), Math::abs); // a sigmoid can reach it
            model = new OneHiddenLayer(w1, w2, x, t, Value::sigmoid, Value::sigmoid);
            closed = closed(w1, w2, x, t);
        }
    }

    @Override
    public String name() {
        return "network-2-2-1";
    }

    @Override
    public String title() {
        return "two inputs, two hidden units, one output: per-weight sums and the matrix chain";
    }

    @Override
    public Source source() {
        return Source.REGRESSION;
    }

    @Override
    public String orientation() {
        return "W¹ is [out, in] = [hidden, in], w² a row [1, hidden], x, a¹ and h are columns";
    }

    @Override
    public void write(Handout page) {
        Sides sides = new Sides(RandomMatrices.rounded(seed), 2, 2, 1);
        statement(page, sides);
        outputWeights(page, sides);
        hiddenWeights(page, sides);
        matrixChain(page, sides);
        tensor(page, sides);
        severalExamples(page);
        page.draw(sides.model.loss);
    }

    private static void statement(Handout page, Sides sides) {
        page.section("Statement");
        page.lines(
                "a¹ = W¹x    h = σ(a¹)    a² = w²·h    z = σ(a²)    J = 1/(2N) Σ (t − z)²",
                "σ(net) = 1/(1 + exp(−net))    σ′(net) = σ(net)(1 − σ(net))");
        page.say("The notes give no numbers for this network; these are seeded random ones. There are no biases. The"
                + " target, which the notes call both c and t, is t here.");
        page.equation(
                text("W¹ ="),
                valuesOf(sides.model.w1),
                text("  w² ="),
                valuesOf(sides.model.w2),
                text("  x ="),
                valuesOf(sides.model.x),
                text("  t = " + show(sides.t[0][0])));
        page.section("Graph");
        page.say("A dot gate for each a¹ⱼ, a σ gate for each hⱼ, a dot gate for a², a σ gate for z, then the loss."
                + " With a single output every weight has one path to z, so only the examples can cause a sum.");
        OneHiddenLayer model = sides.model;
        FanOut fanOut = new FanOut(Graph.of(model.loss));
        page.table(List.of(fanOut.row(model.w1.at(0, 0)), fanOut.row(model.h.at(0, 0)), fanOut.row(model.w2.at(0, 0))));
        page.section("Forward");
        page.equation(text("a¹ = W¹x ="), valuesOf(model.a1), text("  h = σ(a¹) ="), valuesOf(model.h));
        page.lines("a² = w²·h = %s    z = σ(a²) = %s    J = ½(t − z)² = %s"
                .formatted(show(model.a2.at(0, 0).data()), show(model.z.at(0, 0).data()), show(model.loss.data())));
    }

    private static void outputWeights(Handout page, Sides sides) {
        page.section("Backward: the output weights, one at a time");
        page.table(List.of(
                List.of("∂J/∂w²₁", "= 1/(2N) Σ ∂/∂w²₁ (t − z)²", "sum rule"),
                List.of("", "= 1/(2N) Σ 2(t − z) ∂/∂w²₁ (t − z)", "power rule"),
                List.of("", "= 1/N Σ (t − z) ∂/∂w²₁ (t − σ(w²·h))", "z = σ(w²·h)"),
                List.of("", "= −1/N Σ (t − z) σ′(w²·h) h₁", "∂t/∂w²₁ = 0, chain rule")));
        page.say(
                "The first factors come from the backward pass: they are the gradient at a². The last, h₁, was computed"
                        + " in the forward pass.");
        page.erratum("the scan's sums drop the minus at this step: the derivative of t~−~z is −∂z/∂w. Its last"
                + " matrix lines lack it too.");
        NetworkFormulas closed = sides.closed;
        page.lines("−(t − z) σ′(a²) h₁ = %s · %s · %s = %s"
                .formatted(
                        show(closed.minusError(0)),
                        factor(closed.outputSlope(0)),
                        factor(closed.h(0)[0][0]),
                        show(sides.model.w2.at(0, 0).grad())));
        page.compareNumbers(
                List.of("closed form"), Handout.GRAPH, row("J = ½(t − z)²", sides.model.loss.data(), closed.loss()));
        page.compare(
                "∂J/∂w²",
                gradientsOf(sides.model.w2),
                form("−(t − z) σ′(a²) hⱼ", closed.gradientOfW2ByElement()),
                form("[−(t − z)][σ′(a²)] hᵀ", closed.gradientOfW2ByMatrix()));
    }

    private static void hiddenWeights(Handout page, Sides sides) {
        page.section("Backward: the hidden weights, one at a time");
        page.table(List.of(
                List.of("∂J/∂w¹₁₁", "= −1/N Σ (t − z) ∂z/∂w¹₁₁", "as before"),
                List.of("", "= −1/N Σ (t − z) σ′(a²) ∂/∂w¹₁₁ (w²₁h₁ + w²₂h₂)", "chain rule, a² = w²·h"),
                List.of("", "= −1/N Σ (t − z) σ′(a²) w²₁ ∂/∂w¹₁₁ σ(w¹₁₁x₁ + w¹₁₂x₂)", "h₂ does not depend on w¹₁₁"),
                List.of("", "= −1/N Σ (t − z) σ′(a²) w²₁ σ′(a¹₁) x₁", "chain rule")));
        NetworkFormulas closed = sides.closed;
        page.lines("−(t − z) σ′(a²) w²₁ σ′(a¹₁) x₁ = %s · %s · %s · %s · %s = %s"
                .formatted(
                        show(closed.minusError(0)),
                        factor(closed.outputSlope(0)),
                        factor(sides.w2[0][0]),
                        factor(closed.diagonalJacobian(0)[0][0]),
                        factor(sides.x[0][0]),
                        show(sides.model.w1.at(0, 0).grad())));
    }

    private static void matrixChain(Handout page, Sides sides) {
        OneHiddenLayer model = sides.model;
        NetworkFormulas closed = sides.closed;
        page.section("Backward in matrix notation, for a single example");
        page.lines("dJ/dW¹ = dJ/dz · dz/da² · da²/dh · dh/da¹ · da¹/dW¹");
        page.table(List.of(
                List.of("dJ/dz = −(t − z)", "1×1", show(closed.minusError(0))),
                List.of("dz/da² = σ(a²)(1 − σ(a²))", "1×1", show(closed.outputSlope(0))),
                List.of("da²/dh = w²", "1×2", "the row of output weights"),
                List.of("dh/da¹", "2×2", "a diagonal matrix, below"),
                List.of("da¹/dW¹", "2×(2×2)", "a tensor, see the exercise")));
        page.say("The Jacobian dh/da¹ is diagonal since the activation function is element-wise: h₁ does not depend on"
                + " a¹₂. Here it is, beside the Jacobian that the engine computes from the graph:");
        page.compare(
                "dh/da¹",
                "the engine's Jacobian",
                matrix(jacobian(model.h.entries(), model.a1.entries())),
                form("diag(σ(a¹)(1 − σ(a¹)))", closed.diagonalJacobian(0)));
        page.say("The four factors multiplied are the gradient at a¹, a row:");
        page.equation(
                text("[%s][%s]".formatted(show(closed.minusError(0)), show(closed.outputSlope(0)))),
                valuesOf(sides.model.w2),
                matrix(closed.diagonalJacobian(0)),
                text("="),
                matrix(closed.chain(0), model.a1.transpose()));
        page.compare(
                "the row dJ/da¹",
                gradientsOf(model.a1.transpose()),
                form("[−(t − z)][σ′(a²)] w² diag(σ′(a¹))", closed.chain(0)));
        page.say("w¹ⱼᵢ goes only into a¹ⱼ, with the factor xᵢ. So each entry of dJ/da¹ multiplies each entry of x: the"
                + " outer product of the column (dJ/da¹)ᵀ, 2×1, and the row xᵀ, 1×2, has the shape of W¹.");
        page.equation(
                text("dJ/dW¹ = (dJ/da¹)ᵀ xᵀ ="),
                matrix(Matrices.transpose(closed.chain(0)), model.a1),
                valuesOf(model.x.transpose()),
                text("="),
                matrix(closed.gradientOfW1ByMatrix(), model.w1));
        page.compare(
                "∂J/∂W¹",
                gradientsOf(model.w1),
                form("−(t−z) σ′(a²) w²ⱼ σ′(a¹ⱼ) xᵢ", closed.gradientOfW1ByElement()),
                form("(… w² diag(σ′(a¹)))ᵀ xᵀ", closed.gradientOfW1ByMatrix()));
        page.say("Or equivalently, since multiplying by a diagonal matrix is multiplying element by element, with ⊙"
                + " instead:");
        page.compare(
                "∂J/∂W¹",
                gradientsOf(model.w1),
                form("([−(t−z)][σ′(a²)] w² ⊙ [σ′(a¹)]ᵀ)ᵀ xᵀ", closed.gradientOfW1Equivalently()));
    }

    private static void tensor(Handout page, Sides sides) {
        page.section("The notes' exercise: verify the matrix formulation, the product with a tensor");
        page.say("da¹/dW¹ has an entry for each a¹ⱼ and each weight: 2×(2×2). Unfolded, with the four weights in a row,"
                + " it is a matrix, and the engine's Jacobian of a¹ with respect to the weights is the same:");
        page.compare(
                "da¹/dW¹, columns w¹₁₁ w¹₁₂ w¹₂₁ w¹₂₂",
                "the engine's Jacobian",
                matrix(jacobian(sides.model.a1.entries(), sides.model.w1.entries())),
                form("[x₁ x₂ 0 0; 0 0 x₁ x₂]", sides.closed.unfoldedTensor(0)));
        page.say("The row dJ/da¹, 1×2, times this, 2×4, is a row of four; folded into two rows of two it is the outer"
                + " product again. The zeros of the tensor mean that no weight reaches the other unit's sum.");
        page.compare(
                "∂J/∂W¹",
                gradientsOf(sides.model.w1),
                form("dJ/da¹ · da¹/dW¹, folded", sides.closed.gradientOfW1ByTensor()));
    }

    private void severalExamples(Handout page) {
        page.section("Several examples, and other sizes");
        page.say("J~=~1/N~[J⁽¹⁾~…~J⁽ᴺ⁾]·[1~…~1]ᵀ is the average of what was computed for a single example. The weights"
                + " are shared: each goes into every example's graph, so its gradient is the average too. With seeded"
                + " random numbers:");
        RandomMatrices random = RandomMatrices.full(seed);
        List<Sized> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            Sides sides = new Sides(random, size[0], size[1], size[2]);
            NetworkFormulas closed = sides.closed;
            Tally tally = new Tally();
            double[][] byW2 = sides.model.w2.gradients();
            tally.compare("∂J/∂w²", closed.gradientOfW2ByElement(), byW2);
            tally.compare("∂J/∂w²", closed.gradientOfW2ByMatrix(), byW2);
            double[][] byW1 = sides.model.w1.gradients();
            tally.compare("∂J/∂W¹", closed.gradientOfW1ByElement(), byW1);
            tally.compare("∂J/∂W¹", closed.gradientOfW1ByMatrix(), byW1);
            tally.compare("∂J/∂W¹", closed.gradientOfW1Equivalently(), byW1);
            tally.compare("∂J/∂W¹", closed.gradientOfW1ByTensor(), byW1);
            rows.add(new Sized("%d-%d-1, N = %d".formatted(size[0], size[1], size[2]), tally));
        }
        page.sizes("network, examples", rows);
    }

    private static double[][] jacobian(List<Value> outputs, List<Value> inputs) {
        return Derivatives.jacobian(outputs, inputs).stream()
                .map(row -> row.stream().mapToDouble(Value::data).toArray())
                .toArray(double[][]::new);
    }
}
