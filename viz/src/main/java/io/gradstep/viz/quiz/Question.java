package io.gradstep.viz.quiz;

import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.viz.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A question on a calculation that knows its answer, and the answers that typical mistakes lead to. */
public final class Question {
    /** The relative tolerance for answers computed by hand, which are rounded. */
    public static final double BY_HAND = 0.02;

    /** The fact that is the answer. */
    static final String TRUTH = "truth";

    private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+");
    private static final int LONGEST_ANSWER = 200;
    private static final String HOW = "Enter a number, such as −0.5, 1e−3 or 1/3.";

    private final QuestionKind kind;
    private final String gate;
    private final Map<String, String> names;
    private final Map<String, Double> facts;
    private final Map<String, Map<String, Double>> candidates;

    /** A question with its facts; with candidates by name if it is answered by one, whose fact {@code truth} is 1. */
    Question(
            QuestionKind kind,
            String gate,
            Map<String, String> names,
            Map<String, Double> facts,
            Map<String, Map<String, Double>> candidates) {
        this.kind = kind;
        this.gate = gate;
        this.names = Collections.unmodifiableMap(names);
        this.facts = Collections.unmodifiableMap(facts);
        this.candidates = Collections.unmodifiableMap(candidates);
    }

    /** {@return the kind of question} */
    public QuestionKind kind() {
        return kind;
    }

    /** {@return the function name of the gate that the question is about; empty if it is about none} */
    public String gate() {
        return gate;
    }

    /** {@return the question as a sentence} */
    public String title() {
        return filled(kind.title(), facts);
    }

    /** {@return what stands before the answer, such as {@code ∂f/∂x = }} */
    public String label() {
        return filled(kind.label(), facts);
    }

    /** {@return what the answer follows from; possibly empty} */
    public String given() {
        return filled(kind.given(), facts);
    }

    /** {@return the number asked for; NaN too if the answer is a name} */
    public double number() {
        return facts.getOrDefault(TRUTH, Double.NaN);
    }

    /** {@return the answer as it is shown: a number of four digits, or the names that are right} */
    public String answer() {
        return kind.isNamed()
                ? candidates.keySet().stream().filter(this::isRight).collect(Collectors.joining(" or "))
                : Numbers.format(number());
    }

    /** {@return an unmodifiable map of the names that the wording is filled with, such as {@code operand}} */
    public Map<String, String> names() {
        return names;
    }

    /** {@return an unmodifiable map of the facts by name, from which the answer and the mistakes follow} */
    public Map<String, Double> facts() {
        return facts;
    }

    /**
     * {@return the names that could be answers, with the facts of each, unmodifiable; none if the answer is a number}
     */
    public Map<String, Map<String, Double>> candidates() {
        return candidates;
    }

    /**
     * Judges an answer as it was typed: a name, or a number or a formula without names, such as {@code -1/3}.
     *
     * @param text the answer
     * @param tolerance the largest relative error that is accepted, such as {@link #BY_HAND}
     * @return the judgement
     */
    public Verdict judge(String text, double tolerance) {
        Objects.requireNonNull(text, "text");
        if (kind.isNamed()) {
            return judgeName(text.strip());
        }
        OptionalDouble number = number(text);
        return number.isPresent()
                ? judge(number.getAsDouble(), tolerance)
                : new Verdict(Verdict.Outcome.UNREADABLE, List.of(), HOW);
    }

    /**
     * Judges a number.
     *
     * @param number the answer to a question that asks for a number
     * @param tolerance the largest relative error that is accepted
     * @return the judgement
     */
    public Verdict judge(double number, double tolerance) {
        if (matches(number, number(), tolerance)) {
            return new Verdict(Verdict.Outcome.RIGHT, List.of(), "");
        }
        record Found(Misconception mistake, double distance) {}
        List<Found> found = new ArrayList<>();
        for (Misconception mistake : Misconception.values()) {
            OptionalDouble nearest = wrongAnswers(mistake).stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(answer -> Double.isFinite(answer) && !matches(answer, number(), tolerance))
                    .filter(answer -> matches(number, answer, tolerance))
                    .map(answer -> Math.abs(number - answer))
                    .min();
            nearest.ifPresent(distance -> found.add(new Found(mistake, distance)));
        }
        // Stable: the likelier of two equally near ones stays first.
        found.sort(Comparator.comparingDouble(Found::distance));
        return wrong(found.stream().map(Found::mistake).toList(), facts);
    }

    private Verdict judgeName(String name) {
        Map<String, Double> about = candidates.get(name);
        if (about == null) {
            String list = String.join(", ", candidates.keySet());
            return new Verdict(Verdict.Outcome.UNREADABLE, List.of(), "Enter one of the names " + list + ".");
        }
        if (isRight(name)) {
            return new Verdict(Verdict.Outcome.RIGHT, List.of(), "");
        }
        List<Misconception> found = new ArrayList<>();
        for (Misconception mistake : Misconception.values()) {
            boolean leads = mistake.answers().stream()
                    .filter(answer -> answer.kind() == kind)
                    .anyMatch(answer -> answer.evaluate(about) > 0);
            if (leads) {
                found.add(mistake);
            }
        }
        return wrong(found, about);
    }

    private Verdict wrong(List<Misconception> found, Map<String, Double> about) {
        String explanation = found.isEmpty() ? "" : filled(found.get(0).explanation(), about);
        return new Verdict(Verdict.Outcome.WRONG, List.copyOf(found), explanation);
    }

    /**
     * {@return a new, modifiable list of the answers that a mistake leads to here; possibly the right one by chance,
     * NaN, or none}
     *
     * @param mistake the mistake
     */
    public List<Double> wrongAnswers(Misconception mistake) {
        Objects.requireNonNull(mistake, "mistake");
        return mistake.answers().stream()
                .filter(answer -> answer.kind() == kind && answer.appliesTo(gate))
                .map(answer -> answer.evaluate(facts))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isRight(String name) {
        return Objects.requireNonNull(candidates.get(name)).getOrDefault(TRUTH, 0.0) > 0;
    }

    /** Whether a number is another one but for its rounding; 0 is 0 alone. */
    static boolean matches(double number, double other, double tolerance) {
        return Double.compare(number, other) == 0
                || number == other
                || Math.abs(number - other) <= tolerance * Math.abs(other);
    }

    private static OptionalDouble number(String text) {
        String plain = text.strip().replace("∞", "Infinity").replace('−', '-');
        if (DECIMAL_COMMA.matcher(plain).matches()) {
            plain = plain.replace(',', '.');
        }
        if (plain.length() > LONGEST_ANSWER || plain.matches("(?s).*[=;\\n\\r].*")) {
            return OptionalDouble.empty();
        }
        try {
            Program formula = Program.parse(plain);
            return formula.inputs().isEmpty()
                    ? OptionalDouble.of(formula.evaluate().output().data())
                    : OptionalDouble.empty();
        } catch (SyntaxException e) {
            return OptionalDouble.empty();
        }
    }

    /** A text with its words in braces filled in; for a question answered by names with the facts of the first one. */
    String filled(String text) {
        return filled(
                text,
                candidates.isEmpty() ? facts : candidates.values().iterator().next());
    }

    private String filled(String text, Map<String, Double> about) {
        return BLANK.matcher(text).replaceAll(blank -> {
            String name = names.get(blank.group(1));
            Double fact = about.get(blank.group(1));
            String filling = name != null ? name : fact != null ? Numbers.format(fact) : blank.group();
            return Matcher.quoteReplacement(filling);
        });
    }
}
