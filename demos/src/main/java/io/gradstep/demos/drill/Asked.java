package io.gradstep.demos.drill;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.quiz.Questions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A question that holds for any numbers of a program.
 *
 * @param kind its kind
 * @param of the name of the node that it is about: a gate; for a gradient, a sum and an update the value whose gradient
 *     is meant; empty for the order of the pass
 * @param to the operand, for a local derivative and for a product; otherwise empty
 * @param number the learning rate of an update; for the order of the pass, how many gates have passed their gradient
 *     on; otherwise 0
 */
record Asked(QuestionKind kind, String of, String to, double number) {
    private static final double RATE = 0.1;

    static Asked gradient(String of) {
        return new Asked(QuestionKind.GRADIENT, of, "", 0);
    }

    /** The kind's name in a file. */
    static String word(QuestionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Puts the question on a calculation.
     *
     * @throws NoSuchElementException if the calculation has no such node or step; the message says which
     */
    Question on(Trace trace) {
        Questions questions = Questions.of(trace);
        return switch (kind) {
            case VALUE -> questions.value(forward(trace, questions));
            case LOCAL -> questions.local(backward(trace, step -> leads(questions, step)));
            case PRODUCT, BRANCH -> questions.product(backward(trace, step -> leads(questions, step)));
            case SUM ->
                questions
                        .sum(backward(trace, step -> step.isComplete() && isNamed(questions, step.operand(), of)))
                        .orElseThrow(() ->
                                new NoSuchElementException("%s has a single branch, so there is no sum".formatted(of)));
            case GRADIENT -> questions.gradient(node(trace.graph(), questions));
            case UPDATE -> questions.update(leaf(trace.graph(), questions), number);
            case ORDER -> questions.order(next(trace));
            case CONDITION ->
                questions
                        .condition(backward(trace, step -> isNamed(questions, step.node(), of)))
                        .orElseThrow(() -> new NoSuchElementException(
                                "%s is no gate that picks one of two operands".formatted(of)));
        };
    }

    /** All questions that can be asked on a calculation. */
    static List<Asked> all(Trace trace) {
        Questions questions = Questions.of(trace);
        Set<Asked> all = new LinkedHashSet<>();
        int gates = 0;
        int last = -1;
        for (Step step : trace) {
            if (step instanceof Step.Forward forward) {
                all.add(new Asked(
                        QuestionKind.VALUE, questions.name(forward.node().index()), "", 0));
            } else if (step instanceof Step.Backward backward) {
                String of = questions.name(backward.node().index());
                String to = questions.name(backward.operand().index());
                if (backward.node().index() != last) {
                    all.add(new Asked(QuestionKind.ORDER, "", "", gates++));
                    last = backward.node().index();
                    if (questions.condition(backward).isPresent()) {
                        all.add(new Asked(QuestionKind.CONDITION, of, "", 0));
                    }
                }
                all.add(new Asked(QuestionKind.LOCAL, of, to, 0));
                if (questions.sum(backward).isPresent()) {
                    all.add(new Asked(QuestionKind.SUM, to, "", 0));
                } else {
                    all.add(new Asked(QuestionKind.PRODUCT, of, to, 0));
                }
            }
        }
        trace.leaves().forEach(leaf -> {
            all.add(gradient(questions.name(leaf.index())));
            all.add(new Asked(QuestionKind.UPDATE, questions.name(leaf.index()), "", RATE));
        });
        return new ArrayList<>(all);
    }

    private Step.Forward forward(Trace trace, Questions questions) {
        return trace.stream()
                .filter(Step.Forward.class::isInstance)
                .map(Step.Forward.class::cast)
                .filter(step -> isNamed(questions, step.node(), of))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no gate %s".formatted(of)));
    }

    private Step.Backward backward(Trace trace, Predicate<Step.Backward> wanted) {
        return backwards(trace).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "no gradient goes through %s%s".formatted(of, to.isEmpty() ? "" : " to " + to)));
    }

    /** The first step of the gate that follows those which have passed their gradients on. */
    private Step.Backward next(Trace trace) {
        Set<Integer> gates = new LinkedHashSet<>();
        for (Step.Backward step : backwards(trace)) {
            gates.add(step.node().index());
            if (gates.size() > number) {
                return step;
            }
        }
        throw new NoSuchElementException("after %s gates there is none left".formatted((long) number));
    }

    private static List<Step.Backward> backwards(Trace trace) {
        return trace.stream()
                .filter(Step.Backward.class::isInstance)
                .map(Step.Backward.class::cast)
                .toList();
    }

    private boolean leads(Questions questions, Step.Backward step) {
        return isNamed(questions, step.node(), of) && isNamed(questions, step.operand(), to);
    }

    private int leaf(Graph graph, Questions questions) {
        int node = node(graph, questions);
        if (!graph.node(node).isLeaf() || graph.node(node).isConstant()) {
            throw new NoSuchElementException("%s is no input, so no step of gradient descent updates it".formatted(of));
        }
        return node;
    }

    private int node(Graph graph, Questions questions) {
        return find(graph, questions, of)
                .orElseThrow(() -> new NoSuchElementException("there is no value %s".formatted(of)));
    }

    /** The index of a node that takes a gradient, by the name that questions call it by. */
    static Optional<Integer> find(Graph graph, Questions questions, String name) {
        return IntStream.range(0, graph.size())
                .filter(i -> !graph.node(i).isConstant() && questions.name(i).equals(name))
                .boxed()
                .findFirst();
    }

    private static boolean isNamed(Questions questions, Step.Node node, String name) {
        return questions.name(node.index()).equals(name);
    }
}
