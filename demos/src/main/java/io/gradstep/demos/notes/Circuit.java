package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.Digits.factor;
import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.NumberRow.row;

import io.gradstep.demos.notes.closed.CircuitFormulas;
import io.gradstep.engine.Value;
import java.util.List;

/** f = (x + y)z, the first circuit of the notes. */
final class Circuit implements Example {
    private final CircuitFormulas closed;

    Circuit(CircuitFormulas closed) {
        this.closed = closed;
    }

    @Override
    public String name() {
        return "circuit";
    }

    @Override
    public String title() {
        return "f = (x + y)z, an add gate and a multiply gate";
    }

    @Override
    public Source source() {
        return Source.CIRCUITS;
    }

    @Override
    public String orientation() {
        return "none, all values are single numbers";
    }

    @Override
    public void write(Handout page) {
        Value x = Value.of(-2, "x");
        Value y = Value.of(5, "y");
        Value z = Value.of(-4, "z");
        Value q = x.add(y).named("q");
        Value f = q.mul(z).named("f");
        f.backward();

        page.section("Statement");
        page.say("f(x, y, z) = (x~+~y)z at x~=~−2, y~=~5, z~=~−4. We want ∂f/∂x, ∂f/∂y and ∂f/∂z.");
        page.section("Graph");
        page.say(
                "An add gate computes q from x and y; a multiply gate computes f from q and z. Each gate knows only the"
                        + " derivatives of its own output with respect to its own inputs:");
        page.lines("q = x + y    ∂q/∂x = 1   ∂q/∂y = 1", "f = qz       ∂f/∂q = z   ∂f/∂z = q");
        page.section("Forward");
        page.lines(
                "q = x + y = %s + %s = %s".formatted(show(x.data()), show(y.data()), show(q.data())),
                "f = qz = %s × %s = %s".formatted(show(q.data()), factor(z.data()), show(f.data())));
        backward(page, x, y, z, q, f);

        page.section("The notes' numbers, the closed form, and the graph's values");
        double[] gradient = closed.gradient(x.data(), y.data(), z.data());
        page.compareNumbers(
                List.of(ClosedForm.PRINTED, "closed form"),
                Handout.GRAPH,
                row("f = (x + y)z", f.data(), -12, closed.f(x.data(), y.data(), z.data())),
                row("∂f/∂z = x + y", z.grad(), 3, gradient[2]),
                row("∂f/∂q = z", q.grad(), -4, gradient[0]),
                row("∂f/∂x = z", x.grad(), -4, gradient[0]),
                row("∂f/∂y = z", y.grad(), -4, gradient[1]));
        page.draw(f);
    }

    private static void backward(Handout page, Value x, Value y, Value z, Value q, Value f) {
        page.section("Backward");
        page.say("From the output to the inputs. At the multiply gate the gradients are just the local derivatives:");
        page.lines(
                "∂f/∂f = " + show(f.grad()) + "         f changes one for one with itself",
                "∂f/∂z = q = %s".formatted(show(z.grad())),
                "∂f/∂q = z = %s".formatted(show(q.grad())));
        page.say("q is not an input. By the chain rule for ∂f/∂x and ∂f/∂y, the add gate multiplies the upstream"
                + " gradient by its own local derivative, 1:");
        double[] inputs = {x.data(), y.data()};
        double byX = q.op().derivative(0, inputs, q.data());
        double byY = q.op().derivative(1, inputs, q.data());
        page.lines(
                "∂f/∂x = ∂f/∂q · ∂q/∂x = %s × %s = %s".formatted(show(q.grad()), show(byX), show(x.grad())),
                "∂f/∂y = ∂f/∂q · ∂q/∂y = %s × %s = %s".formatted(show(q.grad()), show(byY), show(y.grad())));
    }
}
