package io.gradstep.viz.page;

import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.quiz.WrongAnswer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The wording of questions and the answers that mistakes lead to, for the page's program. */
final class QuizScript {
    private QuizScript() {}

    /** Returns the declaration of {@code QUIZ} for pages with some gates, given by their function names. */
    static String declaration(Predicate<String> gates) {
        Json json = new Json();
        json.beginObject();
        json.name("tolerance").number(Question.BY_HAND);
        json.name("kinds").beginObject();
        for (QuestionKind kind : EnumSet.complementOf(EnumSet.of(QuestionKind.GRADIENT))) {
            json.name(kind.name()).beginArray();
            json.string(kind.title()).string(kind.label()).string(kind.given());
            kind.afterSlip("SLIP").ifPresent(json::string);
            json.endArray();
        }
        json.endObject();
        json.name("mistakes").beginArray();
        for (Misconception mistake : Misconception.values()) {
            List<WrongAnswer> answers = mistake.answers().stream()
                    .filter(answer -> answer.kind() != QuestionKind.GRADIENT)
                    .filter(answer -> answer.gates().isEmpty()
                            || answer.gates().stream().anyMatch(gates))
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
                ? new Brief(answer.kind().name(), answer.gates(), answer.formula().toString())
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
