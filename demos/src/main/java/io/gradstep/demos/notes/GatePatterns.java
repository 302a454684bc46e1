package io.gradstep.demos.notes;

import static io.gradstep.demos.notes.Digits.show;
import static io.gradstep.demos.notes.NumberRow.row;

import io.gradstep.demos.notes.closed.CircuitFormulas;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.function.BinaryOperator;

/** The backward patterns of the add, max and multiply gates. */
final class GatePatterns implements Example {
    /** The upstream gradient, as if from the rest of a circuit. */
    private static final double UPSTREAM = 2;

    private final CircuitFormulas closed;

    GatePatterns(CircuitFormulas closed) {
        this.closed = closed;
    }

    @Override
    public String name() {
        return "gates";
    }

    @Override
    public String title() {
        return "patterns in the backward flow: add distributes, max routes, multiply switches";
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
        page.section("Statement");
        page.say("A gate g somewhere in a circuit with output f has the inputs x and y. It receives the upstream"
                + " gradient ∂f/∂g~=~%s. What does it pass on to x and to y?".formatted(show(UPSTREAM)));
        page.section("Graph");
        page.say("Three separate gates: add, max and multiply. The rest of the circuit is f = %sg, so that ∂f/∂g~=~%s."
                .formatted(show(UPSTREAM), show(UPSTREAM)));

        page.section("The add gate is a gradient distributor");
        page.say("∂g/∂x = ∂g/∂y = 1 for all x and y: both inputs get the upstream gradient, unchanged and equally.");
        gate(page, "add", "g = x + y", Value::add, 3, -4, closed.add(UPSTREAM), "∂f/∂g · 1", "∂f/∂g · 1");

        page.section("The max gate is a gradient router");
        page.say("Only the larger input affects the output, so it gets the full value of the upstream gradient, and the"
                + " other does not receive anything. The gradient goes back the way that the value came, so you can"
                + " route a desired output.");
        gate(page, "max", "g = max(x, y)", Value::max, 3, -4, closed.max(3, -4, UPSTREAM), "∂f/∂g · 1", "∂f/∂g · 0");
        page.say("On a tie the derivative is undefined. If both inputs got the gradient, one change would be counted"
                + " twice; here the first input gets all of it.");
        gate(page, "tie", "g = max(x, y)", Value::max, 3, 3, closed.max(3, 3, UPSTREAM), "∂f/∂g · 1", "∂f/∂g · 0");

        page.section("The multiply gate is a gradient switcher");
        page.say("∂g/∂x = y and ∂g/∂y = x: each input gets the upstream gradient times the other input. A large input"
                + " gives a large gradient to the other one.");
        gate(page, "multiply", "g = xy", Value::mul, 3, -4, closed.multiply(3, -4, UPSTREAM), "∂f/∂g · y", "∂f/∂g · x");
    }

    private static void gate(
            Handout page,
            String name,
            String formula,
            BinaryOperator<Value> gate,
            double first,
            double second,
            double[][] gradients,
            String byX,
            String byY) {
        Value x = Value.of(first, "x");
        Value y = Value.of(second, "y");
        Value g = gate.apply(x, y).named("g");
        Value f = g.mul(UPSTREAM).named("f");
        f.backward();
        page.say("Rule: " + g.op().explanation());
        page.lines("forward: x = %s, y = %s, %s = %s".formatted(show(first), show(second), formula, show(g.data())));
        page.compareNumbers(
                List.of("closed form"),
                Handout.BACKWARD,
                row("∂f/∂x = " + byX, x.grad(), gradients[0][0]),
                row("∂f/∂y = " + byY, y.grad(), gradients[0][1]));
        page.draw(name, f);
    }
}
