package io.gradstep.demos.drill;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.explain.FriendlyNumbers;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes problems: on random programs, or on one program with other numbers each time. */
final class ProblemMaker {
    /** Of five questions whose answer is 0 one is asked: closed gates are to be noticed, but seldom. */
    private static final int ZEROS = 5;

    private static final int ROUNDS = 4;

    private final boolean everything;
    private final long seed;
    private final Random random;

    ProblemMaker(boolean everything, long seed) {
        this.everything = everything;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Returns problems on random programs of a level. */
    List<Problem> random(Level level, int count) {
        List<Problem> problems = new ArrayList<>();
        Set<String> programs = new HashSet<>();
        while (problems.size() < count) {
            Program program = RandomProgram.of(level, random);
            Optional<Map<String, Double>> values = new FriendlyNumbers(program, random).wholeNumbers();
            // The programs of two gates are few.
            if (values.isPresent() && (programs.add(program.toString()) || level == Level.EASY)) {
                problem(problems.size() + 1, program, values.get()).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** Returns problems on a program, the first one with the given values. */
    List<Problem> on(Program program, Map<String, Double> given, int count) {
        List<Problem> problems = new ArrayList<>();
        List<Map<String, Double>> taken = new ArrayList<>();
        FriendlyNumbers numbers = new FriendlyNumbers(program, random);
        Optional<Map<String, Double>> values = Optional.of(given);
        for (int i = 0; i < count; i++) {
            if (values.isEmpty()) {
                throw new CommandException(
                        "only %d problems with numbers like the given ones were found; ask for fewer with --items"
                                .formatted(i));
            }
            taken.add(values.get());
            problems.add(problem(i + 1, program, values.get())
                    .orElseThrow(() -> new CommandException("the program has no input or gate to ask about")));
            values = numbers.like(given, taken);
        }
        return problems;
    }

    /** Returns a problem, and the same with other numbers as far as there are such. */
    List<Problem> rounds(Problem problem) {
        FriendlyNumbers numbers = new FriendlyNumbers(
                problem.program(), new Random(seed + 31L * problem.id().hashCode()));
        List<Problem> rounds = new ArrayList<>(List.of(problem));
        List<Map<String, Double>> taken = new ArrayList<>();
        while (rounds.size() < ROUNDS) {
            Optional<Map<String, Double>> values = numbers.like(problem.values(), taken);
            if (values.isEmpty()) {
                break;
            }
            taken.add(values.get());
            rounds.add(problem.with(values.get()));
        }
        return rounds;
    }

    private Optional<Problem> problem(int number, Program program, Map<String, Double> values) {
        Trace trace = Trace.of(program.evaluate(values).output());
        List<Asked> candidates = new ArrayList<>(Asked.all(trace));
        QuestionKind kind = everything ? anyKind(candidates) : QuestionKind.GRADIENT;
        candidates.removeIf(asked -> asked.kind() != kind);
        boolean zeros = random.nextInt(ZEROS) == 0;
        List<Asked> telling = candidates.stream()
                .filter(asked -> isTelling(asked.on(trace), zeros))
                .toList();
        List<Asked> chosen = telling.isEmpty() ? candidates : telling;
        return chosen.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        String.valueOf(number), program, values, chosen.get(random.nextInt(chosen.size()))));
    }

    private QuestionKind anyKind(List<Asked> candidates) {
        List<QuestionKind> kinds =
                candidates.stream().map(Asked::kind).distinct().sorted().toList();
        return kinds.isEmpty() ? QuestionKind.GRADIENT : kinds.get(random.nextInt(kinds.size()));
    }

    /** Whether mistakes lead to other answers than the right one. */
    private static boolean isTelling(Question question, boolean zeros) {
        if (question.kind().isNamed()) {
            return true;
        }
        boolean mistakes = Arrays.stream(Misconception.values())
                .flatMap(mistake -> question.wrongAnswers(mistake).stream())
                .anyMatch(answer -> Double.isFinite(answer) && answer != question.number());
        return mistakes && (zeros || question.number() != 0);
    }
}
