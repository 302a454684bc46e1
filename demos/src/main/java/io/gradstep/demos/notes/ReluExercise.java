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

import io.gradstep.demos.notes.closed.ActivationFunction;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.NetworkFormulas;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.List;

/** The exercise with numbers: a network of relu units and a linear output, its gradients and one update. */
class ReluExercise implements Example {
    static final double[][] W1 = {{1, 0}, {0, 1}};
    static final double[][] W2 = Matrices.row(1, 2);
    static final double[][] X = Matrices.column(1, 0);
    static final double[][] C = Matrices.row(2);
    private static final double RATE = 1;

    @Override
    public String name() {
        return "relu-exercise";
    }

    @Override
    public String title() {
        return "a network of relu units with numbers: both layers' gradients and an update";
    }

    @Override
    public Source source() {
        return Source.REGRESSION;
    }

    @Override
    public String orientation() {
        return "W¹ is [out, in] = [hidden, in], w² a row [1, hidden], x and h are columns";
    }

    private static OneHiddenLayer model() {
        return new OneHiddenLayer(W1, W2, X, C, Value::relu, null);
    }

    /** The closed form for the numbers of the exercise. */
    NetworkFormulas closed() {
        return new NetworkFormulas(W1, W2, X, C, ActivationFunction.RELU, ActivationFunction.IDENTITY);
    }

    @Override
    public void write(Handout page) {
        OneHiddenLayer model = model();
        statement(page, model);
        secondLayer(page, model);
        firstLayerByWeight(page, model);
        firstLayerByMatrix(page, model);
        update(page);
        page.draw(model.loss);
    }

    private void statement(Handout page, OneHiddenLayer model) {
        page.section("Statement");
        page.lines("a¹ = W¹x    h = relu(a¹)    z = a² = w²·h    J = ½(c − z)²");
        page.equation(
                text("W¹ ="),
                valuesOf(model.w1),
                text("  w² ="),
                valuesOf(model.w2),
                text("  x ="),
                valuesOf(model.x),
                text("  c = 2"));
        page.say("relu′(x) = 1 if x~>~0 and otherwise~0; in particular relu′(0)~=~0. The output is the identity, whose"
                + " derivative is~1.");
        page.section("Graph");
        page.say("A dot gate for each a¹ⱼ, a relu gate for each hⱼ, a dot gate for z, and the loss. The identity has no"
                + " gate: z is a² itself. The target c, the graph's t, and x are constants.");
        page.section("Forward");
        page.lines(
                "h₁ = max(0, 1·1 + 0·0) = max(0, 1) = " + show(model.h.at(0, 0).data()),
                "h₂ = max(0, 0·1 + 1·0) = max(0, 0) = " + show(model.h.at(1, 0).data()),
                "z  = 1·1 + 2·0 = " + show(model.z.at(0, 0).data()),
                "J  = ½(2 − 1)² = " + show(model.loss.data()));
        NetworkFormulas closed = closed();
        page.compareNumbers(
                List.of(ClosedForm.CORRECTED, "closed form"),
                Handout.GRAPH,
                row("z = w²·h", model.z.at(0, 0).data(), 1, closed.z(0)),
                row("J = ½(c − z)²", model.loss.data(), 0.5, closed.loss()));
        page.compare(
                "h", Handout.GRAPH, valuesOf(model.h), printed(Matrices.column(1, 0)), form("relu(W¹x)", closed.h(0)));
        page.erratum("the scan has J~=~(c~−~z)²~=~1 first and J~=~½ on its next page; with the factor ½ of its loss it"
                + " is~½.");
    }

    private void secondLayer(Handout page, OneHiddenLayer model) {
        NetworkFormulas closed = closed();
        page.section("Backward: the second layer");
        page.lines(
                "∂J/∂z   = −(c − z) = −(2 − 1) = " + show(model.z.gradients()[0][0]),
                "∂J/∂w²₁ = −(c − z) · 1 · h₁ = −1 · 1 · 1 = "
                        + show(model.w2.at(0, 0).grad()),
                "∂J/∂w²₂ = −(c − z) · 1 · h₂ = −1 · 1 · 0 = "
                        + show(model.w2.at(0, 1).grad()));
        page.say("In matrix notation, ∂J/∂w² = ∂J/∂z · ∂z/∂a² · ∂a²/∂w², a number times a number times the row hᵀ:");
        page.equation(
                text("∂J/∂w² = −1 · 1 ·"),
                matrix(Matrices.transpose(closed.h(0)), model.h.transpose()),
                text("="),
                matrix(closed.gradientOfW2ByMatrix(), model.w2));
        page.compare(
                "∂J/∂w²",
                gradientsOf(model.w2),
                corrected(Matrices.row(-1, 0)),
                form("−(c − z) · 1 · hⱼ", closed.gradientOfW2ByElement()),
                form("−(c − z) · 1 · hᵀ", closed.gradientOfW2ByMatrix()));
        page.erratum("per weight the scan drops the minus and has +1 for ∂J/∂w²₁; its matrix notation has −1,"
                + " which is right.");
    }

    private void firstLayerByWeight(Handout page, OneHiddenLayer model) {
        NetworkFormulas closed = closed();
        page.section("The notes' exercise: the weights of the first layer");
        page.say("∂J/∂w¹ⱼᵢ = −(c~−~z) · 1 · w²ⱼ · relu′(a¹ⱼ) · xᵢ, where a¹₁~=~1 and a¹₂~=~0:");
        ValueMatrix w1 = model.w1;
        page.lines(
                "∂J/∂w¹₁₁ = −1 · 1 · 1 · 1 · 1 = " + show(w1.at(0, 0).grad()),
                "∂J/∂w¹₁₂ = −1 · 1 · 1 · 1 · 0 = %s    x₂ is 0, so the weight has no effect"
                        .formatted(show(w1.at(0, 1).grad())),
                "∂J/∂w¹₂₁ = −1 · 1 · 2 · 0 · 1 = %s    relu′(0) is 0, so no gradient passes"
                        .formatted(show(w1.at(1, 0).grad())),
                "∂J/∂w¹₂₂ = −1 · 1 · 2 · 0 · 0 = %s    both"
                        .formatted(show(w1.at(1, 1).grad())));
        page.compare(
                "∂J/∂W¹",
                gradientsOf(w1),
                printed(new double[][] {{-1, 0}, {0, 0}}),
                form("−(c − z) · 1 · w²ⱼ relu′(a¹ⱼ) xᵢ", closed.gradientOfW1ByElement()));
    }

    private void firstLayerByMatrix(Handout page, OneHiddenLayer model) {
        NetworkFormulas closed = closed();
        page.section("… compute them also in matrix notation");
        page.lines("∂J/∂W¹ = ∂J/∂z · ∂z/∂a² · ∂a²/∂h · ∂h/∂a¹ · ∂a¹/∂W¹");
        page.say("The first four factors, with the diagonal Jacobian of relu, are the gradient at a¹, a row. Its outer"
                + " product with x, with both transposed, has the shape of W¹:");
        page.equation(
                text("∂J/∂a¹ = −1 · 1 ·"),
                valuesOf(model.w2),
                matrix(closed.diagonalJacobian(0)),
                text("="),
                matrix(closed.chain(0), model.a1.transpose()));
        page.equation(
                text("∂J/∂W¹ = (∂J/∂a¹)ᵀ xᵀ ="),
                matrix(Matrices.transpose(closed.chain(0)), model.a1),
                valuesOf(model.x.transpose()),
                text("="),
                matrix(closed.gradientOfW1ByMatrix(), model.w1));
        page.compare(
                "the row ∂J/∂a¹",
                gradientsOf(model.a1.transpose()),
                form("−(c − z) · 1 · w² diag(relu′(a¹))", closed.chain(0)));
        page.compare(
                "∂J/∂W¹",
                gradientsOf(model.w1),
                form("(…w² diag(relu′(a¹)))ᵀxᵀ", closed.gradientOfW1ByMatrix()),
                form("(…w² ⊙ relu′(a¹)ᵀ)ᵀxᵀ", closed.gradientOfW1Equivalently()),
                form("unfolded tensor", closed.gradientOfW1ByTensor()));
        page.say("The second row is zero because relu′(0)~=~0, not because of a small weight: w²₂~=~2 is the larger of"
                + " the two. With a slope of 1 at 0, the row would be [−2~0].");
    }

    private void update(Handout page) {
        page.section("The update, with step 1");
        OneHiddenLayer model = model();
        model.w2.descend(RATE);
        Graph.of(model.loss).forward();
        double[][] stepped = Matrices.plus(W2, Matrices.scale(-RATE, closed().gradientOfW2ByMatrix()));
        page.equation(
                text("w² ← w² − 1 · ∂J/∂w² ="),
                matrix(W2, model.w2),
                text("−"),
                gradientsOf(model.w2),
                text("="),
                valuesOf(model.w2));
        page.compare(
                "w² after the step",
                Handout.GRAPH,
                valuesOf(model.w2),
                printed(Matrices.row(2, 2)),
                form("w² − 1 · ∂J/∂w²", stepped));
        double loss = model.loss.data();
        double output = model.z.values()[0][0];
        model.w1.descend(RATE);
        Graph.of(model.loss).forward();
        page.say("With it z~=~%s and J~=~%s: the target is reached. Had the first layer made its step as well, to"
                        .formatted(show(output), show(loss))
                + (" W¹~=~[[%s,~%s],~[%s,~%s]], z would be %s and J~=~%s, more than before: both layers would have paid"
                                + " for")
                        .formatted(
                                show(model.w1.values()[0][0]),
                                show(model.w1.values()[0][1]),
                                show(model.w1.values()[1][0]),
                                show(model.w1.values()[1][1]),
                                show(model.z.values()[0][0]),
                                show(model.loss.data()))
                + " the same error. A gradient holds where it was taken; steps are kept small.");
    }
}
