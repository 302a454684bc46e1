package io.gradstep.viz.quiz;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gradients of a trace by backward passes with one mistake made at every gate where it can be made, and the
 * gradients that arise carried on.
 */
final class WrongPasses {
    private final EnumMap<Misconception, double[]> slips = new EnumMap<>(Misconception.class);
    private final EnumMap<Mistake, BrokenBackward> broken = new EnumMap<>(Mistake.class);

    private WrongPasses() {}

    static WrongPasses of(Trace trace) {
        WrongPasses passes = new WrongPasses();
        for (Misconception mistake : Misconception.values()) {
            passes.add(trace, mistake);
        }
        for (Mistake mistake : Mistake.values()) {
            passes.broken.put(mistake, BrokenBackward.of(trace, mistake));
        }
        return passes;
    }

    private void add(Trace trace, Misconception mistake) {
        Graph graph = trace.graph();
        double[] gradients = new double[graph.size()];
        gradients[graph.size() - 1] = 1;
        boolean made = false;
        for (Step step : trace) {
            if (step instanceof Step.Backward backward) {
                int node = backward.node().index();
                Optional<WrongAnswer> wrong =
                        mistake.product(graph.node(node).op().functionName());
                double amount = gradients[node] * backward.local();
                if (wrong.isPresent()) {
                    double[] operands = IntStream.range(0, graph.operandCount(node))
                            .mapToDouble(k -> trace.value(graph.operandIndex(node, k)))
                            .toArray();
                    Map<String, Double> facts = Questions.localFacts(backward, operands);
                    facts.put("upstream", gradients[node]);
                    double slip = wrong.get().evaluate(facts);
                    // A gate without what the mistake takes is computed correctly.
                    made |= !Double.isNaN(slip);
                    amount = Double.isNaN(slip) ? amount : slip;
                }
                gradients[backward.operand().index()] += amount;
            }
        }
        if (made) {
            slips.put(mistake, gradients);
        }
    }

    /** Puts the wrong gradients of a node among the facts of its question. */
    void addTo(Map<String, Double> facts, int node) {
        slips.forEach((mistake, gradients) -> facts.put(mistake.name(), gradients[node]));
        facts.put("assigned", wrong(Mistake.ASSIGN, node));
        facts.put("depthFirst", wrong(Mistake.DEPTH_FIRST, node));
        facts.put("noZeroGrad", wrong(Mistake.NO_ZERO_GRAD, node));
        facts.put("interiorsNotReset", wrong(Mistake.INTERIORS_NOT_RESET, node));
    }

    private double wrong(Mistake mistake, int node) {
        BrokenBackward pass = broken.get(mistake);
        return pass == null ? Double.NaN : pass.wrong(node);
    }
}
