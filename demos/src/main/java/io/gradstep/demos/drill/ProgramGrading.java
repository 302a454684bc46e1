package io.gradstep.demos.drill;

import com.google.gson.JsonElement;
import io.gradstep.demos.console.CommandException;
import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.Questions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a student's backward pass: the program is run on each calculation of a problem set, and the gradients that it
 * prints are compared, those of the inputs, and those of other values if it prints them.
 */
final class ProgramGrading {
    private static final Pattern LINE = Pattern.compile("\\s*(?:`([^`]+)`|([^\\s=:]+))\\s*[=:\\s]\\s*(\\S+)\\s*");

    private final StudentProgram program;
    private final double tolerance;

    ProgramGrading(StudentProgram program, double tolerance) {
        this.program = program;
        this.tolerance = tolerance;
    }

    /** What a program printed: by name the texts of numbers, of which one is right, and lines that are none. */
    private record Printed(Map<String, Set<String>> numbers, List<String> others) {}

    List<Graded> grade(List<Problem> problems) {
        List<Graded> all = new ArrayList<>();
        Map<String, String> asked = new LinkedHashMap<>();
        for (Problem problem : problems) {
            Trace trace = problem.trace();
            String input = input(trace.graph());
            // Several problems may ask about one calculation; it is run once.
            if (asked.putIfAbsent(input, problem.id()) == null) {
                all.addAll(grade(problem, trace, program.run(input)));
            }
        }
        return all;
    }

    /** The inputs with their values, an empty line, and the statements, in the syntax of Python and others. */
    static String input(Graph graph) {
        String text = Printer.ASCII.program(graph.output());
        long inputs = graph.leaves().stream().filter(leaf -> !leaf.isConstant()).count();
        List<String> lines = text.lines().toList();
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            input.append(i == inputs ? "\n" : "");
            input.append(lines.get(i).replace("^", "**")).append('\n');
        }
        return input.toString();
    }

    private List<Graded> grade(Problem problem, Trace trace, StudentProgram.Run run) {
        Questions questions = Questions.of(trace);
        Printed printed = printed(
                run.out(), name -> Asked.find(trace.graph(), questions, name).isPresent());
        List<Graded> graded = new ArrayList<>();
        for (Step.Node leaf : trace.leaves()) {
            String name = questions.name(leaf.index());
            Question question = questions.gradient(leaf.index());
            Set<String> numbers = printed.numbers().remove(name);
            if (!run.failure().isEmpty()) {
                graded.add(Graded.without(problem, question, Graded.Result.FAILED, run.failure()));
            } else if (numbers == null) {
                graded.add(Graded.without(problem, question, Graded.Result.MISSING, missing(name, printed)));
            } else {
                graded.add(judged(problem, question, numbers));
            }
        }
        printed.numbers()
                .forEach((name, numbers) -> Asked.find(trace.graph(), questions, name)
                        .ifPresent(node -> graded.add(judged(problem, questions.gradient(node), numbers))));
        return graded;
    }

    private Graded judged(Problem problem, Question question, Set<String> numbers) {
        String number = String.join("' and '", numbers);
        OptionalDouble value = Graded.number(number);
        return value.isPresent()
                ? Graded.of(problem, question, value.getAsDouble(), number, tolerance)
                : Graded.unreadable(
                        problem,
                        question,
                        StudentProgram.quote(number),
                        numbers.size() > 1
                                ? "a program prints one number for each name"
                                : "a program prints numbers, such as -0.5 or 1e-3");
    }

    private static String missing(String name, Printed printed) {
        if (printed.others().isEmpty()) {
            return printed.numbers().isEmpty()
                    ? "the program printed nothing; a line %s=NUMBER is missing".formatted(name)
                    : "the program printed no line %s=NUMBER".formatted(name);
        }
        return "the program printed no line %s=NUMBER, but '%s'"
                .formatted(name, StudentProgram.quote(printed.others().get(0)));
    }

    /** Reads the output, a JSON object or lines; what is no number of a node is kept as another line. */
    private static Printed printed(String out, Predicate<String> isNode) {
        Printed printed = new Printed(new LinkedHashMap<>(), new ArrayList<>());
        if (out.stripLeading().startsWith("{")) {
            try {
                for (Map.Entry<String, JsonElement> entry :
                        JsonText.parse(out, "the output").entrySet()) {
                    JsonElement number = entry.getValue();
                    String text = number.isJsonPrimitive() ? number.getAsString() : number.toString();
                    add(printed, isNode, entry.getKey(), text, entry.toString());
                }
                return printed;
            } catch (CommandException e) {
                // Not JSON: read line by line.
            }
        }
        out.lines().filter(line -> !line.isBlank()).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                add(printed, isNode, parts.group(1) != null ? parts.group(1) : parts.group(2), parts.group(3), line);
            } else {
                printed.others().add(line);
            }
        });
        return printed;
    }

    private static void add(Printed printed, Predicate<String> isNode, String name, String number, String line) {
        if (isNode.test(name)) {
            printed.numbers()
                    .computeIfAbsent(name, first -> new LinkedHashSet<>())
                    .add(number);
        } else {
            printed.others().add(line);
        }
    }
}
