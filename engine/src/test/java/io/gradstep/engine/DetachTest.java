package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A detached node has a number that follows the graph, and takes no gradient on any path. */
class DetachTest {
    private final Value x = Value.of(3, "x");
    private final Value y = Value.of(5, "y");

    // x ── q = x² ── detach ──┐
    //                     y ──┴── × ── f

    private final Value q = x.square().named("q");
    private final Value detached = q.detach();
    private final Value f = detached.mul(y).named("f");

    @Test
    void the_number_passes_and_no_gradient_does() {
        f.backward();
        assertThat(f.data()).isEqualTo(45);
        assertThat(y.grad()).isEqualTo(9);
        assertThat(detached.isConstant()).isTrue();
        assertThat(detached.operands()).containsExactly(q);
        assertThat(List.of(x.hasGrad(), q.hasGrad(), detached.hasGrad())).containsOnly(false);
    }

    @Test
    void a_graph_gives_no_gradient_below_it_either() {
        Graph.of(f).backward();
        assertThat(y.grad()).isEqualTo(9);
        assertThat(List.of(x.hasGrad(), q.hasGrad(), detached.hasGrad())).containsOnly(false);
    }

    @Test
    void forward_recomputes_it() {
        x.setData(2);
        Graph graph = Graph.of(f);
        assertThat(graph.stale()).contains(detached, f);
        graph.forward();
        assertThat(f.data()).isEqualTo(20);
    }

    @Test
    void only_the_other_paths_of_a_leaf_count() {
        x.detach().mul(x).backward(); // with x fixed in the first factor
        assertThat(x.grad()).isEqualTo(3);
    }

    /** A detached use of a gate counts for the order of the pass, and so for the last digits of sums. */
    @Test
    void both_backward_passes_have_one_order() {
        for (long seed = 0; seed < 500; seed++) {
            List<Value> nodes = randomNodes(seed);
            List<Value> others = randomNodes(seed);
            nodes.get(nodes.size() - 1).backward();
            Graph.of(others.get(others.size() - 1)).backward();
            for (int leaf = 0; leaf < 2; leaf++) {
                assertThat(nodes.get(leaf).grad())
                        .as("seed %d, leaf %d", seed, leaf)
                        .isEqualTo(others.get(leaf).grad());
            }
        }
    }

    private static List<Value> randomNodes(long seed) {
        Random random = new Random(seed);
        List<Value> nodes = new ArrayList<>(List.of(Value.of(0.1), Value.of(0.7)));
        for (int i = 0; i < 12; i++) {
            Value a = nodes.get(random.nextInt(nodes.size()));
            Value b = nodes.get(random.nextInt(nodes.size()));
            nodes.add(random.nextInt(4) == 0 ? a.detach().add(b) : a.sin().mul(b));
        }
        nodes.add(Value.sum(nodes));
        return nodes;
    }

    /** The slope of log is infinite at 0, and not even 0·∞ may come through. */
    @Test
    void nothing_of_an_infinite_slope_passes() {
        Value zero = Value.of(0);
        Value sum = zero.log().detach().add(zero);
        sum.backward();
        assertThat(zero.grad()).isEqualTo(1);
        zero.zeroGrad();
        Graph.of(sum).backward();
        assertThat(zero.grad()).isEqualTo(1);
        assertThat(Graph.of(sum).firstNonFiniteGradients()).isEmpty();
    }

    @Test
    void symbolic_derivatives_take_it_as_fixed_and_follow_it() {
        Value g = x.detach().mul(x.square()); // x̄·x²: the derivative is 2x̄·x, then 2x̄
        Value derivative = Derivatives.derivative(g, x);
        assertThat(derivative.data()).isEqualTo(18);
        assertThat(Derivatives.derivative(derivative, x).data()).isEqualTo(6);
        assertThat(Derivatives.jvp(List.of(g), List.of(x), 1).get(0).data()).isEqualTo(18);
        x.setData(5);
        Graph.of(derivative).forward();
        assertThat(derivative.data()).isEqualTo(50);
    }

    /** Differences over all of f would find 2xy by x. */
    @Test
    void a_gradient_check_keeps_its_number() {
        Value g = x.detach().mul(x).add(x.mul(1e17).sin().detach());
        GradientCheck.Report report = GradientCheck.of(g.add(f)).run();
        assertThat(report.verdict()).isEqualTo(GradientCheck.Verdict.RIGHT);
        assertThat(report.entries().get(0).difference()).isNotNaN();
    }

    @Test
    void a_compiled_function_computes_it_anew_and_gives_no_gradient() {
        CompiledFunction compiled = CompiledFunction.of(f, x, y);
        double[] gradient = new double[2];
        assertThat(compiled.gradient(new double[] {2, 7}, gradient)).isEqualTo(28);
        assertThat(gradient).containsExactly(0, 4);
    }

    @Test
    void recorded_code_may_detach_but_not_look() {
        CompiledFunction compiled =
                CompiledFunction.record(1, v -> v[0].add(v[0].round().sub(v[0]).detach()));
        double[] gradient = new double[1];
        assertThat(compiled.gradient(new double[] {2.75}, gradient)).isEqualTo(3);
        assertThat(gradient).containsExactly(1);
        assertThatThrownBy(() -> Value.recorded().detach().data())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("recorded for all numbers");
    }

    @Test
    void a_name_keeps_it_detached() {
        Value named = q.detach().named("target");
        named.mul(y).backward();
        assertThat(named.isConstant()).isTrue();
        assertThat(x.hasGrad()).isFalse();
        assertThat(Op.DETACH.apply(q).isConstant()).isTrue();
    }
}
