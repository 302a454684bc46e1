package io.gradstep.viz.quiz;

import io.gradstep.engine.Op;
import io.gradstep.engine.trace.Mistake;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A typical mistake, with the answers that it leads to. Of several that lead to the same answer the first one listed is
 * the likeliest.
 */
public enum Misconception {
    /** Multiplied by the operand that the question is about. */
    OWN_OPERAND(
            "own operand instead of the other",
            "That uses {operand} itself; the local derivative of a product is the other operand.",
            slips("own", Op.MUL, Op.DOT)),

    /** The difference handed to both operands alike. */
    LOST_MINUS(
            "a minus lost in the derivative",
            "A minus is lost: what is subtracted or negated has the local derivative −1.",
            slips("1", Op.SUB, Op.NEG)),

    /** Went on as if the gate were a product. */
    SUM_AS_PRODUCT(
            "a sum treated as a product",
            "An add gate passes the gradient on unchanged: its local derivative is 1, not the other operand.",
            slips("other", Op.ADD, Op.SUB)),

    /** Twice the operand for one branch of a square written as a product. */
    BOTH_OPERANDS(
            "both operands at once",
            "That is for all operands that are {operand} together; a local derivative moves one and holds the others.",
            List.of(at(QuestionKind.LOCAL, "truth*uses"))),

    /** Handed to the operand that the gate does not pick. */
    OTHER_OPERAND_PICKED(
            "the operand not picked",
            "The gate passes everything to the operand that it picks, on a tie to the first, and nothing to the other.",
            slips("1 - local", Op.MAX, Op.MIN, Op.WHERE)),

    /** Shared by the operands that are equal, on a tie. */
    SHARED_AT_TIE(
            "a tie shared",
            "This gate does not share: one operand gets the whole gradient, on a tie the first.",
            slips("tied", Op.MAX, Op.MIN)),

    /** Passed through a gate that is closed. */
    CLOSED_GATE(
            "passed through a closed gate",
            "The gate is closed: where its operand is not positive, its graph is flat and nothing passes, nor at 0.",
            slips("1", Op.RELU)),

    /** The square missing in the derivative of a quotient. */
    DENOMINATOR_ONCE(
            "the denominator once instead of squared",
            "The derivative of a/b with respect to b is −a/b²; there the denominator counts twice.",
            slips("-out", Op.DIV)),

    /** Multiplied by the denominator. */
    INVERTED(
            "the denominator in place of its inverse",
            "The local derivative of a quotient for its numerator is 1 divided by the denominator.",
            slips("other", Op.DIV)),

    /** The exponent kept. */
    EXPONENT_KEPT(
            "the exponent not lowered",
            "The power rule also lowers the exponent by one: n·xⁿ⁻¹.",
            slips("other*out", Op.POW)),

    /** The factor n missing. */
    FACTOR_MISSING(
            "the exponent not brought down as a factor",
            "The power rule multiplies by the old exponent: n·xⁿ⁻¹.",
            slips("out/own", Op.POW)),

    /** The power rule at an exponential. */
    POWER_RULE(
            "the power rule for an exponential",
            "In eˣ the variable is the exponent: the function is its own derivative.",
            slips("own*out/2.718281828459045", Op.EXP)),

    /** The square missing in 1 − out². */
    SQUARE_MISSING(
            "1 − out instead of 1 − out²",
            "The derivative of tanh is 1 − out², with the square.",
            slips("1 - out", Op.TANH)),

    /** The operand in place of the output. */
    OPERAND_FOR_OUTPUT(
            "the operand in place of the output",
            "The formula takes the gate's output, not its operand.",
            either(slips("1 - own^2", Op.TANH), slips("own*(1 - own)", Op.SIGMOID))),

    /** 1 − out without the factor out. */
    HALF_OF_THE_PRODUCT(
            "1 − out without the factor out",
            "The derivative of σ is out·(1 − out), a product of two factors.",
            slips("1 - out", Op.SIGMOID)),

    /** The gate's value in place of its slope. */
    VALUE_FOR_SLOPE(
            "the value in place of the derivative",
            "That uses the gate's value; a gradient needs its derivative.",
            slips("out")),

    /** The local derivative alone. */
    FORGOTTEN_UPSTREAM(
            "upstream forgotten",
            "That is the local derivative alone; multiply it by the upstream gradient.",
            List.of(
                    at(QuestionKind.PRODUCT, "local"),
                    at(QuestionKind.BRANCH, "local"),
                    at(QuestionKind.SUM, "before + local"))),

    /** The upstream gradient passed on unchanged. */
    FORGOTTEN_LOCAL(
            "local derivative forgotten",
            "That passes the upstream gradient on unchanged; multiply it by the local derivative.",
            List.of(
                    at(QuestionKind.PRODUCT, "upstream"),
                    at(QuestionKind.BRANCH, "upstream"),
                    at(QuestionKind.SUM, "before + upstream"))),

    /** Upstream times local where local was asked for. */
    UPSTREAM_INCLUDED(
            "upstream included",
            "That includes the upstream gradient; the local derivative is the gate's alone.",
            List.of(at(QuestionKind.LOCAL, "upstream*truth"))),

    /** Upstream plus local. */
    FACTORS_ADDED(
            "factors added",
            "That adds the two factors; the chain rule multiplies them.",
            List.of(
                    at(QuestionKind.PRODUCT, "upstream + local"),
                    at(QuestionKind.BRANCH, "upstream + local"),
                    at(QuestionKind.SUM, "before + upstream + local"))),

    /** The total where one branch was asked for. */
    TOTAL_FOR_BRANCH(
            "total instead of one branch",
            "That is the sum of {all}; enter what this branch alone adds.",
            List.of(at(QuestionKind.BRANCH, "total"))),

    /** The sum so far where one branch was asked for. */
    PARTIAL_SUM(
            "sum so far instead of one branch",
            "That is the sum of {part} branches; enter what this branch alone adds.",
            List.of(at(QuestionKind.BRANCH, "after"))),

    /** The last branch alone where the sum was asked for. */
    LAST_BRANCH_ONLY(
            "last branch only",
            "That is the last branch alone; add the others, so far {before}.",
            List.of(at(QuestionKind.SUM, "amount"))),

    /** The other branches without the last. */
    LAST_BRANCH_MISSING(
            "last branch missing",
            "That is the sum so far; add what this branch brings.",
            List.of(at(QuestionKind.SUM, "before"))),

    /** The product of the branches. */
    BRANCHES_MULTIPLIED(
            "branches multiplied",
            "That multiplies the branches; the chain rule adds them.",
            List.of(at(QuestionKind.SUM, "before*amount"))),

    /** The difference of the branches. */
    BRANCHES_SUBTRACTED(
            "branches subtracted",
            "That subtracts the last branch; the chain rule adds them all.",
            List.of(at(QuestionKind.SUM, "before - amount"))),

    /** The mean of the branches. */
    BRANCHES_AVERAGED(
            "branches averaged",
            "That is the mean of the branches; the chain rule adds them up.",
            List.of(at(QuestionKind.SUM, "truth/parts"))),

    /** {@link Mistake#ASSIGN}. */
    ASSIGNED(Mistake.ASSIGN, "assigned"),

    /** {@link Mistake#DEPTH_FIRST}. */
    DEPTH_FIRST(Mistake.DEPTH_FIRST, "depthFirst"),

    /** {@link Mistake#NO_ZERO_GRAD}. */
    NO_ZERO_GRAD(Mistake.NO_ZERO_GRAD, "noZeroGrad"),

    /** {@link Mistake#INTERIORS_NOT_RESET}. */
    INTERIORS_NOT_RESET(Mistake.INTERIORS_NOT_RESET, "interiorsNotReset"),

    /** Factors added instead of multiplied. */
    ADDED(
            "added instead of multiplied",
            "That is the sum of the operands; this gate multiplies.",
            List.of(at(QuestionKind.VALUE, "x + y", Op.MUL))),

    /** Summands multiplied. */
    MULTIPLIED(
            "multiplied instead of added",
            "That is the product of the operands; this gate adds.",
            List.of(at(QuestionKind.VALUE, "x*y", Op.ADD))),

    /** Operands swapped. */
    SWAPPED(
            "operands swapped",
            "The operands are swapped; their order matters here.",
            List.of(
                    at(QuestionKind.VALUE, "y - x", Op.SUB),
                    at(QuestionKind.VALUE, "y/x", Op.DIV),
                    at(QuestionKind.VALUE, "y^x", Op.POW))),

    /** A minus before the second operand lost. */
    SIGN_OF_OPERAND(
            "the sign of an operand lost",
            "Mind the sign of {second}: that is the result for its negative.",
            List.of(at(QuestionKind.VALUE, "x - y", Op.ADD), at(QuestionKind.VALUE, "x + y", Op.SUB))),

    /** A power as a product. */
    POWER_AS_PRODUCT(
            "the exponent as a factor",
            "The exponent says how many factors there are; it is none itself.",
            List.of(at(QuestionKind.VALUE, "x*y", Op.POW))),

    /** The other operand of a gate that picks. */
    OTHER_EXTREME(
            "the other operand",
            "That is the other operand.",
            List.of(at(QuestionKind.VALUE, "x + y - truth", Op.MAX, Op.MIN))),

    /** A negative number passed on. */
    NEGATIVE_PASSED(
            "a negative operand passed on",
            "A relu gate passes no negative operand on: it gives 0.",
            List.of(at(QuestionKind.VALUE, "x", Op.RELU))),

    /** Uphill instead of downhill. */
    UPHILL(
            "the sign of the update",
            "That steps uphill: gradient descent subtracts rate · gradient.",
            List.of(at(QuestionKind.UPDATE, "value + rate*gradient"))),

    /** The rate forgotten. */
    NO_RATE(
            "rate forgotten",
            "That subtracts the whole gradient; multiply it by the rate first.",
            List.of(at(QuestionKind.UPDATE, "value - gradient"))),

    /** The step without the value it starts from. */
    STEP_ALONE(
            "the step alone",
            "That is only the step; it starts from the old value.",
            List.of(at(QuestionKind.UPDATE, "-rate*gradient"), at(QuestionKind.UPDATE, "rate*gradient"))),

    /** The gradient in place of the new value. */
    GRADIENT_FOR_VALUE(
            "the gradient in place of the value",
            "That is the gradient; asked for is the value after the step.",
            List.of(at(QuestionKind.UPDATE, "gradient"))),

    /** A gate that has passed its gradient on before. */
    ALREADY_DONE("passed on twice", "It has passed its gradient on already.", List.of(at(QuestionKind.ORDER, "done"))),

    /** A leaf. */
    LEAF_PASSES(
            "a leaf in the order of the pass",
            "A leaf has no operands, so it passes nothing on.",
            List.of(at(QuestionKind.ORDER, "leaf"))),

    /** Before all its consumers. */
    TOO_EARLY(
            "before all its uses have contributed",
            "Too early: only {arrived} of its {parts} branches have arrived, so it would pass on a part of its"
                    + " gradient.",
            List.of(at(QuestionKind.ORDER, "arrived*(parts - arrived)"))),

    /** In the order of the forward pass. */
    FORWARD_ORDER(
            "the order of the forward pass",
            "Nothing has arrived there yet: the backward pass begins at the output.",
            List.of(at(QuestionKind.ORDER, "1 - arrived"))),

    /** The operand of the branch not taken. */
    NOT_TAKEN(
            "the branch not taken",
            "The gate does not pick that operand, so nothing goes there; on a tie it picks the first.",
            List.of(at(QuestionKind.CONDITION, "1 - picked"))),

    /** The number with the wrong sign; last, because special mistakes flip it too. */
    WRONG_SIGN(
            "wrong sign",
            "The sign is wrong.",
            List.of(
                    at(QuestionKind.VALUE, "-truth"),
                    at(QuestionKind.LOCAL, "-truth"),
                    at(QuestionKind.PRODUCT, "-truth"),
                    at(QuestionKind.BRANCH, "-truth"),
                    at(QuestionKind.SUM, "-truth"),
                    at(QuestionKind.GRADIENT, "-truth"),
                    at(QuestionKind.UPDATE, "-truth")));

    private final String title;
    private final String explanation;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of records of unmodifiable parts
    private final List<WrongAnswer> answers;

    Misconception(String title, String explanation, List<WrongAnswer> answers) {
        this.title = title;
        this.explanation = explanation;
        // Carried through a whole pass, whose gradients are facts by the mistake's name.
        boolean carried = answers.stream().anyMatch(Misconception::isCarried);
        this.answers = carried ? either(answers, List.of(at(QuestionKind.GRADIENT, name()))) : List.copyOf(answers);
    }

    Misconception(Mistake mistake, String fact) {
        this(mistake.title(), mistake.explanation(), List.of(at(QuestionKind.GRADIENT, fact)));
    }

    /** {@return the mistake in a few words} */
    public String title() {
        return title;
    }

    /**
     * {@return what went wrong, in a sentence for the student} Words in braces are filled in as those of
     * {@link QuestionKind}.
     */
    public String explanation() {
        return explanation;
    }

    /** {@return an immutable list of the answers that the mistake leads to, by kind of question} */
    public List<WrongAnswer> answers() {
        return answers;
    }

    /**
     * The formula of upstream · local with this mistake, if the mistake can be made at every gate of a backward pass
     * and be carried on from there.
     */
    Optional<WrongAnswer> product(String gate) {
        return answers.stream()
                .filter(answer -> isCarried(answer) && answer.appliesTo(gate))
                .findFirst();
    }

    private static boolean isCarried(WrongAnswer answer) {
        return answer.kind() == QuestionKind.PRODUCT
                && answer.formula().inputs().stream()
                        .noneMatch(fact -> fact.name().equals(Question.TRUTH));
    }

    private static WrongAnswer at(QuestionKind kind, String formula, Op... gates) {
        return new WrongAnswer(kind, List.of(gates), formula, "");
    }

    private static List<WrongAnswer> either(List<WrongAnswer> some, List<WrongAnswer> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** A wrong local derivative, and what follows from it. */
    private static List<WrongAnswer> slips(String local, Op... gates) {
        return Arrays.stream(QuestionKind.values())
                .flatMap(kind -> kind.afterSlip(local).stream()
                        .map(formula -> new WrongAnswer(kind, List.of(gates), formula, local)))
                .toList();
    }
}
