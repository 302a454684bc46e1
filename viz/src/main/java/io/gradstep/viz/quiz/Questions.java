package io.gradstep.viz.quiz;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The questions that can be asked on a trace.
 *
 * <p>Each takes time linear in the operands of its gate, but for those of {@link QuestionKind#ORDER} and
 * {@link QuestionKind#GRADIENT}, which take a look at the whole trace.
 */
public final class Questions {
    private static final Set<Gate> PICKS = Set.of(Op.MAX, Op.MIN, Op.WHERE);

    /** More values would not be read. */
    private static final int MAX_LISTED = 12;

    private final Trace trace;
    private final Graph graph;
    private final Notation notation;

    /** Computed for the first gradient that is asked for. */
    private @Nullable WrongPasses wrongPasses;

    private Questions(Trace trace) {
        this.trace = trace;
        this.graph = trace.graph();
        this.notation = CardFormula.notation(graph);
    }

    /**
     * {@return the questions on a trace}
     *
     * @param trace the calculation
     */
    public static Questions of(Trace trace) {
        return new Questions(Objects.requireNonNull(trace, "trace"));
    }

    /**
     * {@return the question for a gate's value}
     *
     * @param step the step that computes it
     */
    public Question value(Step.Forward step) {
        Objects.requireNonNull(step, "step");
        Map<String, Double> facts = new HashMap<>();
        facts.put(Question.TRUTH, step.node().value());
        List<Step.Node> operands = step.operands();
        Map<String, String> names = names(step.node().index());
        if (operands.size() <= 2) {
            facts.put("x", operands.get(0).value());
        }
        if (operands.size() == 2) {
            facts.put("y", operands.get(1).value());
            names.put("second", name(operands.get(1).index()));
        }
        return new Question(QuestionKind.VALUE, gate(step.node()), names, facts, Map.of());
    }

    /**
     * {@return the question for the local derivative in a backward step}
     *
     * @param step the step
     */
    public Question local(Step.Backward step) {
        Map<String, Double> facts = facts(step);
        facts.put(Question.TRUTH, step.local());
        return new Question(QuestionKind.LOCAL, gate(step.node()), names(step), facts, Map.of());
    }

    /**
     * {@return the question for upstream · local in a backward step, of a branch or of the only one}
     *
     * @param step the step
     */
    public Question product(Step.Backward step) {
        Map<String, Double> facts = facts(step);
        facts.put(Question.TRUTH, step.contribution());
        QuestionKind kind = step.branches() == 1 ? QuestionKind.PRODUCT : QuestionKind.BRANCH;
        return new Question(kind, gate(step.node()), names(step), facts, Map.of());
    }

    /**
     * {@return the question for the sum over all branches, empty if the step is not the last of several}
     *
     * @param step the step
     */
    public Optional<Question> sum(Step.Backward step) {
        Map<String, Double> facts = facts(step);
        if (step.branches() == 1 || !step.isComplete()) {
            return Optional.empty();
        }
        facts.put(Question.TRUTH, step.after());
        return Optional.of(new Question(QuestionKind.SUM, gate(step.node()), names(step), facts, Map.of()));
    }

    /**
     * {@return the question for the gradient of a node}
     *
     * @param node its index in the trace's graph
     */
    public Question gradient(int node) {
        Map<String, Double> facts = new HashMap<>();
        facts.put(Question.TRUTH, trace.gradient(node));
        wrongPasses().addTo(facts, node);
        return new Question(QuestionKind.GRADIENT, "", gradientNames(node), facts, Map.of());
    }

    /**
     * {@return the question for a leaf's value after one step of gradient descent}
     *
     * @param leaf its index in the trace's graph
     * @param rate the learning rate
     */
    public Question update(int leaf, double rate) {
        Map<String, Double> facts = new HashMap<>();
        facts.put("value", trace.value(leaf));
        facts.put("gradient", trace.gradient(leaf));
        facts.put("rate", rate);
        facts.put(Question.TRUTH, trace.value(leaf) - rate * trace.gradient(leaf));
        return new Question(QuestionKind.UPDATE, "", gradientNames(leaf), facts, Map.of());
    }

    /**
     * {@return the question which operand receives a gate's gradient; empty unless the gate picks one of several}
     *
     * @param step a backward step of the gate
     */
    public Optional<Question> condition(Step.Backward step) {
        Objects.requireNonNull(step, "step");
        int node = step.node().index();
        if (!PICKS.contains(step.gate())) {
            return Optional.empty();
        }
        double[] operands = operands(node);
        Map<String, Map<String, Double>> candidates = new LinkedHashMap<>();
        // The condition of a where is no branch.
        int first = operands.length - 2;
        for (int k = first; k < operands.length; k++) {
            double picked = step.gate().derivative(k, operands, step.node().value());
            candidates.put(name(graph.operandIndex(node, k)), Map.of("picked", picked, Question.TRUTH, picked));
        }
        boolean decided = candidates.values().stream()
                        .mapToDouble(c -> c.get(Question.TRUTH))
                        .sum()
                == 1;
        return candidates.size() == 2 && decided
                ? Optional.of(
                        new Question(QuestionKind.CONDITION, gate(step.node()), names(node), Map.of(), candidates))
                : Optional.empty();
    }

    /**
     * {@return the question which gate comes next in the backward pass}
     *
     * @param next the gate's first backward step
     */
    public Question order(Step.Backward next) {
        Objects.requireNonNull(next, "next");
        int size = graph.size();
        int[] arrived = new int[size];
        int[] parts = new int[size];
        arrived[size - 1] = 1;
        parts[size - 1] = 1;
        Set<Integer> done = new LinkedHashSet<>();
        boolean before = true;
        for (Step step : trace) {
            if (step instanceof Step.Backward backward) {
                before &= !backward.equals(next);
                int operand = backward.operand().index();
                // Where a gate is closed nothing arrives, and nothing is waited for.
                int branch = backward.gate().passes(backward.local()) ? 1 : 0;
                parts[operand] += branch;
                if (before) {
                    arrived[operand] += branch;
                    done.add(backward.node().index());
                }
            }
        }
        Map<String, Map<String, Double>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (!graph.node(i).isConstant()) {
                boolean leaf = graph.node(i).isLeaf();
                boolean ready = !leaf && arrived[i] > 0 && arrived[i] == parts[i] && !done.contains(i);
                candidates.put(
                        name(i),
                        Map.of(
                                "arrived",
                                (double) arrived[i],
                                "parts",
                                (double) parts[i],
                                "done",
                                done.contains(i) ? 1.0 : 0.0,
                                "leaf",
                                leaf ? 1.0 : 0.0,
                                Question.TRUTH,
                                ready ? 1.0 : 0.0));
            }
        }
        String passed = done.stream().map(this::name).collect(Collectors.joining(", "));
        String progress = done.isEmpty()
                ? "The seed has arrived at " + name(size - 1)
                : "These have passed their gradients on: " + passed;
        return new Question(QuestionKind.ORDER, "", Map.of("progress", progress), Map.of(), candidates);
    }

    private WrongPasses wrongPasses() {
        WrongPasses passes = wrongPasses;
        if (passes == null) {
            passes = WrongPasses.of(trace);
            wrongPasses = passes;
        }
        return passes;
    }

    private Map<String, Double> facts(Step.Backward step) {
        Objects.requireNonNull(step, "step");
        int node = step.node().index();
        double[] operands = operands(node);
        Map<String, Double> facts = localFacts(step, operands);
        facts.put("upstream", step.upstream());
        facts.put("amount", step.contribution());
        facts.put("before", step.before());
        facts.put("after", step.after());
        facts.put("total", trace.gradient(step.operand().index()));
        facts.put("part", (double) step.branch());
        facts.put("earlier", step.branch() - 1.0);
        facts.put("parts", (double) step.branches());
        facts.put("uses", (double) IntStream.range(0, operands.length)
                .filter(k -> graph.operandIndex(node, k) == step.operand().index())
                .count());
        return facts;
    }

    /** The facts of a gate alone, without the gradient that arrives there. */
    static Map<String, Double> localFacts(Step.Backward step, double[] operands) {
        Map<String, Double> facts = new HashMap<>();
        facts.put("local", step.local());
        facts.put("out", step.node().value());
        facts.put("own", step.operand().value());
        int partner = step.position() ^ 1;
        if (partner < operands.length && (operands.length == 2 || step.gate() == Op.DOT)) {
            facts.put("other", operands[partner]);
        }
        if (operands.length == 2 && operands[0] == operands[1]) {
            facts.put("tied", 1.0 / operands.length);
        }
        return facts;
    }

    private Map<String, String> names(Step.Backward step) {
        int node = step.node().index();
        Map<String, String> names = names(node);
        names.put("operand", name(step.operand().index()));
        names.put("symbol", notation.local(node, step.position()));
        names.put("slope", slope(step.operand().index()));
        names.put("upslope", slope(node));
        names.put("all", step.branches() == 2 ? "both branches" : "all %d branches".formatted(step.branches()));
        return names;
    }

    private Map<String, String> names(int node) {
        Map<String, String> names = new HashMap<>();
        names.put("node", name(node));
        names.put("gate", graph.node(node).op().symbol());
        names.put("formula", CardFormula.of(graph, node));
        names.put(
                "values",
                values(IntStream.range(0, graph.operandCount(node))
                        .map(k -> graph.operandIndex(node, k))
                        .distinct()));
        return names;
    }

    private Map<String, String> gradientNames(int node) {
        return Map.of(
                "operand",
                name(node),
                "slope",
                slope(node),
                "values",
                values(IntStream.range(0, graph.size())
                        .filter(i -> graph.node(i).isLeaf())));
    }

    /** x = 1, y = 2; numbers in the formula speak for themselves. */
    private String values(IntStream nodes) {
        List<Integer> named = nodes.filter(i -> !graph.isNumber(i)).boxed().toList();
        String listed = named.stream()
                .limit(MAX_LISTED)
                .map(i -> name(i) + " = " + Numbers.format(trace.value(i)))
                .collect(Collectors.joining(", "));
        return named.size() <= MAX_LISTED ? listed : listed + ", …";
    }

    private double[] operands(int node) {
        return IntStream.range(0, graph.operandCount(node))
                .mapToDouble(k -> trace.value(graph.operandIndex(node, k)))
                .toArray();
    }

    private String gate(Step.Node node) {
        return graph.node(node.index()).op().functionName();
    }

    /**
     * {@return the name by which questions call a node: its own, or one that stands for it}
     *
     * @param node its index in the trace's graph
     */
    public String name(int node) {
        return CardFormula.name(graph, node);
    }

    private String slope(int node) {
        return Notation.total(name(graph.size() - 1), name(node));
    }
}
