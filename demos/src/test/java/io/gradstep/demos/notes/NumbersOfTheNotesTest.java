package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import org.junit.jupiter.api.Test;

/** Every number that the notes print, mended where the scan is wrong, against what backward computes. */
class NumbersOfTheNotesTest {
    private static void assertSame(double[][] found, double[][] expected) {
        assertThat(found).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("row %d", i).containsExactly(expected[i], within(1e-15));
        }
    }

    @Test
    void circuit() {
        Printed printed = Printed.of("circuit");

        // the notes, the closed form, the graph
        assertThat(printed.row("f = (x + y)z")).containsExactly("−12", "−12", "−12");
        assertThat(printed.row("∂f/∂z = x + y")).containsExactly("3", "3", "3");
        assertThat(printed.row("∂f/∂q = z")).containsExactly("−4", "−4", "−4");
        assertThat(printed.row("∂f/∂x = z")).containsExactly("−4", "−4", "−4");
        assertThat(printed.row("∂f/∂y = z")).containsExactly("−4", "−4", "−4");
    }

    @Test
    void chain_rule_is_applied_in_the_order_of_the_notes() {
        assertThat(Printed.of("circuit").lines())
                .containsSubsequence(
                        "    q = x + y = −2 + 5 = 3",
                        "    f = qz = 3 × (−4) = −12",
                        "    ∂f/∂z = q = 3",
                        "    ∂f/∂q = z = −4",
                        "    ∂f/∂x = ∂f/∂q · ∂q/∂x = −4 × 1 = −4",
                        "    ∂f/∂y = ∂f/∂q · ∂q/∂y = −4 × 1 = −4");
    }

    @Test
    void squared_norm() {
        SquaredNorm.Model model =
                new SquaredNorm.Model(new double[][] {{0.1, 0.5}, {-0.3, 0.8}}, Matrices.column(0.2, 0.4));

        assertSame(model.q.values(), Matrices.column(0.22, 0.26));
        assertThat(model.f.data()).isCloseTo(0.116, within(1e-15));
        assertSame(model.q.gradients(), Matrices.column(0.44, 0.52));
        assertSame(model.w.gradients(), new double[][] {{0.088, 0.176}, {0.104, 0.208}});
        assertSame(model.x.gradients(), Matrices.column(-0.112, 0.636));
    }

    @Test
    void linear_regression_and_its_update() {
        LinearRegression.Model model =
                new LinearRegression.Model(Matrices.row(1, 0), 2, Matrices.column(1, 0), Matrices.row(2));

        assertSame(model.z.values(), Matrices.row(3));
        assertSame(model.w.gradients(), Matrices.row(1, 0));
        assertSame(model.b.gradients(), Matrices.row(1));

        model.w.descend(0.5);
        assertSame(model.w.values(), Matrices.row(0.5, 0));
    }

    /** −1/2 [(2 − 3)·[1, 0] + (6 − 4)·[2, 1]] = [−3/2, −1], bias −1/2 [−1 + 2] = −1/2, by hand. */
    @Test
    void regression_with_two_examples_is_the_average() {
        double[][] x = {{1, 2}, {0, 1}};
        LinearRegression.Model model = new LinearRegression.Model(Matrices.row(1, 0), 2, x, Matrices.row(2, 6));

        assertSame(model.z.values(), Matrices.row(3, 4));
        assertThat(model.loss.data()).isEqualTo((1 + 4) / 4.0);
        assertSame(model.w.gradients(), Matrices.row(-1.5, -1));
        assertSame(model.b.gradients(), Matrices.row(-0.5));
    }

    private static OneHiddenLayer reluExercise() {
        double[][] identity = {{1, 0}, {0, 1}};
        return new OneHiddenLayer(
                identity, Matrices.row(1, 2), Matrices.column(1, 0), Matrices.row(2), Value::relu, null);
    }

    @Test
    void relu_exercise() {
        OneHiddenLayer network = reluExercise();

        assertSame(network.h.values(), Matrices.column(1, 0));
        assertSame(network.z.values(), Matrices.row(1));
        assertThat(network.loss.data()).isEqualTo(0.5);
        assertSame(network.w2.gradients(), Matrices.row(-1, 0));
        assertSame(network.w1.gradients(), new double[][] {{-1, 0}, {0, 0}});

        network.w2.descend(1);
        assertSame(network.w2.values(), Matrices.row(2, 2));
    }

    /** W¹ → [[2, 0], [0, 1]], w² → [2, 2]: h = [2, 0], z = 4, J = ½(2 − 4)² = 2, by hand. */
    @Test
    void relu_exercise_overshoots_when_both_layers_step() {
        OneHiddenLayer network = reluExercise();
        network.w2.descend(1);
        network.w1.descend(1);
        Graph.of(network.loss).forward();

        assertThat(network.z.values()[0][0]).isEqualTo(4);
        assertThat(network.loss.data()).isEqualTo(2);
        assertThat(Printed.of("relu-exercise").text()).contains("W¹ = [[2, 0], [0, 1]], z would be 4 and J = 2");
    }

    @Test
    void max_on_a_tie_gives_everything_to_its_first_operand() {
        Value x = Value.of(3);
        Value y = Value.of(3);
        x.max(y).backward(2);

        assertThat(x.grad()).isEqualTo(2);
        assertThat(y.grad()).isZero();
    }
}
