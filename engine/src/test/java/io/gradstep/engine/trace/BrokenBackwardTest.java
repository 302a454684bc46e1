package io.gradstep.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenBackwardTest {
    // e = d·d with d = a + c and c = a·b, at a = 3, b = −2: c = −6, d = −3, e = 9.
    // Right: d −6, c −6, a −6 + 12 = 6, b −18.

    private static Value fanOut() {
        Value a = Value.of(3, "a");
        Value b = Value.of(-2, "b");
        Value c = a.mul(b).named("c");
        Value d = a.add(c).named("d");
        return d.mul(d).named("e");
    }

    private static Map<String, Double> wrong(Value output, Mistake mistake) {
        Trace trace = Trace.of(output);
        BrokenBackward broken = BrokenBackward.of(trace, mistake);
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < trace.graph().size(); i++) {
            byName.put(trace.graph().label(i), broken.wrong(i));
        }
        return byName;
    }

    private static String firstWrong(Value output, Mistake mistake) {
        Graph graph = Graph.of(output);
        return graph.label(
                BrokenBackward.of(Trace.of(graph), mistake).firstWrong().orElseThrow());
    }

    @Test
    void assigning_keeps_the_last_contribution() {
        // d keeps one −3 of two; below it c and a get half: c −3, then a −3 from the sum and at last −3·(−2) from c.
        assertThat(wrong(fanOut(), Mistake.ASSIGN))
                .containsExactlyInAnyOrderEntriesOf(Map.of("e", 1.0, "d", -3.0, "c", -3.0, "a", 6.0, "b", -9.0));
        assertThat(firstWrong(fanOut(), Mistake.ASSIGN)).isEqualTo("d");
    }

    @Test
    void depth_first_hands_on_too_early() {
        // d is visited with its first −3 only; its second one comes when all below is done.
        assertThat(wrong(fanOut(), Mistake.DEPTH_FIRST))
                .containsExactlyInAnyOrderEntriesOf(Map.of("e", 1.0, "d", -6.0, "c", -3.0, "a", 3.0, "b", -9.0));
        assertThat(firstWrong(fanOut(), Mistake.DEPTH_FIRST)).isEqualTo("c");
    }

    @Test
    void without_zeroGrad_leaves_hold_two_steps() {
        assertThat(wrong(fanOut(), Mistake.NO_ZERO_GRAD))
                .containsExactlyInAnyOrderEntriesOf(Map.of("e", 1.0, "d", -6.0, "c", -6.0, "a", 12.0, "b", -36.0));
    }

    @Test
    void interiors_that_are_kept_hand_the_first_pass_on_again() {
        // Second pass: d −6 − 6 = −12, c −6 − 12 = −18, a 6 + (−12) + (−18)(−2) = 30, b −18 + (−18)·3 = −72.
        assertThat(wrong(fanOut(), Mistake.INTERIORS_NOT_RESET))
                .containsExactlyInAnyOrderEntriesOf(Map.of("e", 1.0, "d", -12.0, "c", -18.0, "a", 30.0, "b", -72.0));
        BrokenBackward broken = BrokenBackward.of(Trace.of(fanOut()), Mistake.INTERIORS_NOT_RESET);
        assertThat(broken.mistake()).isEqualTo(Mistake.INTERIORS_NOT_RESET);
        Graph graph = Trace.of(fanOut()).graph();
        for (int i = 0; i < graph.size(); i++) {
            if (graph.label(i).equals("a")) {
                assertThat(broken.right(i)).isEqualTo(12); // two right passes
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mistake.class,
            names = {"ASSIGN", "DEPTH_FIRST"})
    void a_tree_hides_these_mistakes(Mistake mistake) {
        Value x = Value.of(-2, "x");
        Value y = Value.of(5, "y");
        Value z = Value.of(-4, "z");
        assertThat(BrokenBackward.of(Trace.of(x.add(y).mul(z)), mistake).firstWrong())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void degenerate_and_long_graphs(Mistake mistake) {
        assertThat(BrokenBackward.of(Trace.of(Value.constant(1).exp()), mistake).firstWrong())
                .isEmpty();
        Value chain = Value.of(1);
        Value node = chain;
        for (int i = 0; i < 200_000; i++) {
            node = node.neg();
        }
        BrokenBackward broken = BrokenBackward.of(Trace.of(node), mistake);
        assertThat(broken.right(0)).isEqualTo(mistake == Mistake.INTERIORS_NOT_RESET ? 2 : 1);
        assertThat(mistake.title()).isNotBlank();
        assertThat(mistake.explanation()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void moves_with_and_without_the_mistake_end_in_its_gradients(Mistake mistake) {
        Trace trace = Trace.of(fanOut());
        BrokenBackward broken = BrokenBackward.of(trace, mistake);

        assertThat(broken.wrongMoves()).hasSameSizeAs(broken.rightMoves());
        for (int i = 0; i < trace.graph().size(); i++) {
            int node = i;
            assertThat(last(broken.rightMoves(), node)).isEqualTo(broken.right(node));
            assertThat(last(broken.wrongMoves(), node)).isEqualTo(broken.wrong(node));
        }
    }

    /** The gradient that a node's last move leaves. */
    private static double last(List<BrokenBackward.Move> moves, int node) {
        return moves.stream()
                .filter(move -> move.receiver() == node)
                .filter(move -> move.kind() == BrokenBackward.Kind.ADD || move.kind() == BrokenBackward.Kind.SEED)
                .reduce((first, second) -> second)
                .orElseThrow()
                .gradient();
    }
}
