package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.lanes.IsomorphicSearch;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Recorder;
import io.gradstep.engine.compile.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LargeFunctionTest {
    /** Four gates, −(−(x + 1) + 1), give x back. */
    @Test
    @Tag("large")
    void a_chain_of_ten_million_gates_compiles_and_runs() {
        Value x = Value.of(0.25);
        Value f = x;
        for (int i = 0; i < 5_000_000; i++) {
            f = f.add(1).neg();
        }
        CompiledFunction compiled = CompiledFunction.of(f, List.of(x));
        double[] gradient = new double[1];
        assertThat(compiled.gradient(new double[] {3}, gradient)).isEqualTo(3);
        assertThat(gradient).containsExactly(1);
    }

    /**
     * x = (x + x·1) · ½ again and again: each node is used by two gates, and every sum is one that a dot may gather.
     */
    @Test
    @Tag("large")
    void a_graph_of_ten_million_gates_with_shared_nodes_compiles_and_runs() {
        Value x = Value.of(0.25);
        Value one = Value.constant(1);
        Value half = Value.constant(0.5);
        Value f = x;
        for (int i = 0; i < 3_333_333; i++) {
            f = f.add(f.mul(one)).mul(half);
        }
        CompiledFunction compiled = CompiledFunction.of(f, List.of(x));
        double[] gradient = new double[1];
        assertThat(compiled.gradient(new double[] {3}, gradient)).isEqualTo(3);
        assertThat(gradient).containsExactly(1);
    }

    /** Σ (w·tᵢ − 1)² over t = 1 … n, by hand: the value is w²·Σt² − 2w·Σt + n. */
    @Test
    void a_sum_of_more_terms_than_a_block_has_lanes_is_rolled_block_by_block() {
        int n = 20_000;
        Value w = Value.of(0);
        List<Value> terms = new ArrayList<>();
        for (int t = 1; t <= n; t++) {
            Value error = w.mul(t).sub(1);
            terms.add(error.mul(error));
        }
        Recording fused = DotFusion.of(Recorder.record(List.of(Value.sum(terms)), List.of(), List.of(w), List.of()));
        assertThat(IsomorphicSearch.find(fused)).isNotNull();
        CompiledFunction compiled = CompiledFunction.of(Value.sum(terms), List.of(w));
        double[] gradient = new double[1];
        double squares = n * (n + 1.0) * (2 * n + 1.0) / 6;
        double sum = n * (n + 1.0) / 2;
        assertThat(compiled.gradient(new double[] {0.5}, gradient)).isEqualTo(0.25 * squares - sum + n);
        assertThat(gradient[0]).isEqualTo(squares - 2 * sum);
    }

    /**
     * Σ (1 − 3x − t·y − t²·z)² over odd t, whose differences of multiples become one dot in each term; every number is
     * a multiple of 1/16 below 2⁴⁹, so that sums in any order are exact.
     */
    @Test
    void differences_of_multiples_of_constants_are_dots_whose_constants_differ_by_lane() {
        int n = 300;
        List<Value> inputs = List.of(Value.of(0), Value.of(0), Value.of(0));
        double[] point = {0.5, -0.5, 0.25};
        List<Value> terms = new ArrayList<>();
        double value = 0;
        double[] slopes = new double[3];
        for (int k = 0; k < n; k++) {
            double[] factors = {3, 2 * k + 3, (2 * k + 3.0) * (2 * k + 3)};
            Value residual = Value.constant(1);
            double number = 1;
            for (int j = 0; j < 3; j++) {
                residual = residual.sub(inputs.get(j).mul(factors[j]));
                number -= point[j] * factors[j];
            }
            terms.add(residual.mul(residual));
            value += number * number;
            for (int j = 0; j < 3; j++) {
                slopes[j] -= 2 * number * factors[j];
            }
        }
        Recording fused = DotFusion.of(Recorder.record(List.of(Value.sum(terms)), List.of(), inputs, List.of()));
        assertThat(fused.gateCount())
                .as("a dot for each residual and one of the squares")
                .isEqualTo(n + 1);
        assertThat(IsomorphicSearch.find(fused)).isNotNull();
        CompiledFunction compiled = CompiledFunction.of(Value.sum(terms), inputs);
        double[] gradient = new double[3];
        for (int call = 0; call < 2; call++) {
            assertThat(compiled.gradient(point, gradient)).isEqualTo(value);
            assertThat(gradient).containsExactly(slopes);
        }
    }
}
