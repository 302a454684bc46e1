package io.gradstep.viz.page.parts;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.quiz.WrongAnswer;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The wording of questions and the answers that mistakes lead to, for the page's program. */
public final class QuizScript {
    /** The gates that pass the gradient to one operand alone. */
    private static final Set<String> PICKS =
            Set.of(Op.MAX.functionName(), Op.MIN.functionName(), Op.WHERE.functionName());

    private QuizScript() {}

    /** Returns the declaration of {@code QUIZ} for pages with any graph. */
    static String declaration() {
        return declaration(EnumSet.complementOf(EnumSet.of(QuestionKind.GRADIENT)), gate -> true);
    }

    /**
     * {@return it for a page with questions of some kinds, on any gates}
     *
     * @param kinds the kinds
     */
    public static String declaration(Set<QuestionKind> kinds) {
        return declaration(kinds, gate -> true);
    }

    /** Returns it for a page with some graphs, without the questions and mistakes that their structure rules out. */
    static String declaration(List<Graph> graphs, Set<String> gates) {
        Set<QuestionKind> kinds = EnumSet.complementOf(EnumSet.of(QuestionKind.GRADIENT));
        if (Collections.disjoint(gates, PICKS)) {
            kinds.remove(QuestionKind.CONDITION);
        }
        if (graphs.stream().noneMatch(QuizScript::branches)) {
            kinds.removeAll(Set.of(QuestionKind.BRANCH, QuestionKind.SUM));
        }
        return declaration(kinds, gates::contains);
    }

    private static boolean branches(Graph graph) {
        BitSet used = new BitSet();
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                if (used.get(operand)) {
                    return true;
                }
                used.set(operand);
            }
        }
        return false;
    }

    private static String declaration(Set<QuestionKind> kinds, Predicate<String> gates) {
        Json json = new Json();
        json.beginObject();
        json.name("tolerance").number(Question.BY_HAND);
        json.name("kinds").beginObject();
        for (QuestionKind kind : kinds) {
            json.name(kind.name()).beginArray();
            json.string(kind.title()).string(kind.label()).string(kind.given());
            kind.afterSlip("SLIP").ifPresent(json::string);
            json.endArray();
        }
        json.endObject();
        json.name("mistakes").beginArray();
        for (Misconception mistake : Misconception.values()) {
            List<WrongAnswer> answers = mistake.answers().stream()
                    .filter(answer -> kinds.contains(answer.kind()))
                    .filter(answer ->
                            answer.gates().isEmpty() || answer.gates().stream().anyMatch(gates))
                    .toList();
            if (!answers.isEmpty()) {
                addMistake(json, mistake, answers);
            }
        }
        json.endArray().endObject();
        return "\nconst QUIZ = " + json + ";\n";
    }

    private static void addMistake(Json json, Misconception mistake, List<WrongAnswer> answers) {
        json.beginArray().string(mistake.title()).string(mistake.explanation()).beginArray();
        answers.stream().map(QuizScript::brief).distinct().forEach(answer -> answer.addTo(json));
        json.endArray().endArray();
    }

    /** What is written of an answer: once for all kinds of questions if it follows from a wrong local derivative. */
    private static Brief brief(WrongAnswer answer) {
        return answer.slip().isEmpty()
                ? new Brief(
                        answer.kind().name(), answer.gates(), answer.formula().toString())
                : new Brief("", answer.gates(), answer.slip());
    }

    private record Brief(String kind, Set<String> gates, String formula) {
        void addTo(Json json) {
            json.beginArray().string(kind).beginArray();
            gates.stream().sorted().forEach(json::string);
            json.endArray().string(formula).endArray();
        }
    }
}
