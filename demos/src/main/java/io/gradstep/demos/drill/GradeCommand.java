package io.gradstep.demos.drill;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.viz.quiz.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep grade}: checks answers, or a program that computes gradients, against a problem set. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        header = "Checks a student's answers, or a student's own backward pass, and names the mistakes.",
        customSynopsis = {
            "gradstep grade PROBLEMS ANSWERS [--tolerance T] [--json] [--junit FILE]",
            "gradstep grade PROBLEMS --program COMMAND [--time-limit S] [...]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep grade problems.json answers.csv",
            "  gradstep grade problems.json answers.json --junit results.xml",
            "  gradstep grade problems.json --program \"python3 backward.py\" --time-limit 5",
            "",
            "Exit code: 0 if everything is right; 1 if an answer is wrong or missing, or a program fails; 2 for bad"
                    + " usage, a bad file, or answers that do not belong to the problems."
        })
public final class GradeCommand implements Task {
    /** Programs compute with doubles, in another order. */
    private static final double BY_PROGRAM = 1e-6;

    private static final double LONGEST_LIMIT = 3600;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROBLEMS [ANSWERS]",
            hideParamSyntax = true,
            description = "The problems, as gradstep quiz --problems writes them; and the answers, in CSV or JSON.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--program",
            paramLabel = "COMMAND",
            description = {
                "Run COMMAND for each calculation in place of reading answers. It reads lines name = value, an empty"
                        + " line, and the statements of the program; it prints a line name = gradient for each input,"
                        + " or one JSON object."
            })
    private @Nullable String program;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "The largest relative error of an answer. Default: 0.02; for programs 1e-6.")
    private @Nullable Double tolerance;

    @Option(
            names = "--time-limit",
            paramLabel = "S",
            description = "The seconds that a program may take for one calculation. Default: ${DEFAULT-VALUE}.")
    private double timeLimit = 10;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write the results to FILE as JUnit does, for a build server.")
    private @Nullable String junit;

    @Override
    public int run() {
        check();
        Terminal terminal = application.terminal();
        terminal.outlive(() -> {}); // The exit code still carries the result.
        ProblemSet set = ProblemSet.read(files.get(0));
        GradeReport report = program == null ? answers(set, files.get(1)) : program(set, program);
        if (json) {
            terminal.println(terminal.escaped(report.json()));
        } else {
            report.print(terminal);
        }
        if (junit != null) {
            OutsideFiles.write(junit, report.junit());
        }
        if (!report.troubles().isEmpty()) {
            report.troubles().forEach(trouble -> terminal.error("gradstep: " + trouble));
            return Application.BAD_INPUT;
        }
        return report.isAllRight() ? Application.OK : Application.CHECK_FAILED;
    }

    private void check() {
        if (files.isEmpty()) {
            throw new CommandException("a problem set is missing; 'gradstep quiz --problems FILE' writes one");
        }
        if (program == null && files.size() < 2) {
            throw new CommandException("the answers are missing; give a file, or a program with --program");
        }
        if (files.size() > (program == null ? 2 : 1)) {
            throw new CommandException(
                    program == null
                            ? "expected two files, PROBLEMS and ANSWERS, found %d".formatted(files.size())
                            : "--program takes the place of '%s'; give one of the two"
                                    .formatted(Glyphs.visible(files.get(1))));
        }
        if (tolerance != null && !(tolerance >= 0 && tolerance < 1)) {
            throw new CommandException("--tolerance must be from 0 to below 1, but is %s".formatted(tolerance));
        }
        if (!(timeLimit >= 0.1 && timeLimit <= LONGEST_LIMIT)) {
            throw new CommandException("--time-limit must be from 0.1 to 3600 seconds, but is %s".formatted(timeLimit));
        }
        if (junit != null) {
            OutsideFiles.writable(junit);
        }
    }

    private GradeReport answers(ProblemSet set, String file) {
        AnswerFile answers = AnswerFile.read(file);
        List<String> troubles = new ArrayList<>(answers.troubles());
        double accepted = tolerance == null ? Question.BY_HAND : tolerance;
        List<Graded> graded = new ArrayList<>();
        for (Problem problem : set.problems()) {
            Question question = problem.question();
            String answer = answers.byId().remove(problem.id());
            graded.add(
                    answer == null || answer.isBlank()
                            ? Graded.without(problem, question, Graded.Result.MISSING, "there is no answer")
                            : Graded.of(problem, question, answer, accepted));
        }
        for (Map.Entry<String, String> other : answers.byId().entrySet()) {
            troubles.add("there is no problem '%s', which '%s' would answer"
                    .formatted(Glyphs.visible(other.getKey()), Glyphs.visible(other.getValue())));
        }
        return new GradeReport(set.title(), graded, troubles);
    }

    private GradeReport program(ProblemSet set, String command) {
        StudentProgram student = new StudentProgram(command, timeLimit);
        double accepted = tolerance == null ? BY_PROGRAM : tolerance;
        return new GradeReport(set.title(), new ProgramGrading(student, accepted).grade(set.problems()), List.of());
    }
}
