package io.gradstep.viz.quiz;

import java.util.Objects;
import java.util.Optional;

/**
 * A kind of question on a calculation, with its wording.
 *
 * <p>Words in braces are filled in: names of the question's nodes ({@code gate}, {@code node}, {@code operand}, …), and
 * its facts as numbers ({@code upstream}, {@code before}, …).
 */
public enum QuestionKind {
    /** The value of a gate, from the values of its operands. */
    VALUE("What does the {gate} gate compute?", "{node} = {formula} = ", "{values}"),

    /** The derivative of a gate with respect to one operand, all others held fixed. */
    LOCAL(
            "What is the local derivative of the {gate} gate for {operand}?",
            "{symbol} = ",
            "{node} = {formula}, {values}",
            "%s"),

    /** Upstream times local, for an operand with a single branch. */
    PRODUCT(
            "What goes through the {gate} gate to {operand}?",
            "upstream · local = ",
            "{node} = {formula}, upstream {upslope} = {upstream}",
            "upstream*(%s)"),

    /** Upstream times local, of one branch of several. */
    BRANCH(
            "What goes through the {gate} gate to {operand}, by branch {part} of {parts} alone?",
            "upstream · local = ",
            "{node} = {formula}, upstream {upslope} = {upstream}",
            "upstream*(%s)"),

    /** The gradient of an operand that branches, at its last branch. */
    SUM(
            "The last branch to {operand}: what is {slope}, the sum of {all}?",
            "{slope} = ",
            "{node} = {formula}, upstream {upslope} = {upstream}, so far {before} ({earlier} of {parts} branches)",
            "before + upstream*(%s)"),

    /** The gradient of a leaf, from the values alone. */
    GRADIENT("What is {slope}?", "{slope} = ", "{values}"),

    /** The value of a leaf after a step of gradient descent. */
    UPDATE(
            "What is {operand} after one step of gradient descent at the rate {rate}?",
            "new {operand} = ",
            "{operand} = {value}, {slope} = {gradient}"),

    /** The next gate of the backward pass; answered by a name. */
    ORDER("Which gate can pass its gradient on next?", "name: ", "{progress}"),

    /** The operand that receives the gradient of a gate that picks one; answered by a name. */
    CONDITION("Which operand receives the gradient of {node}?", "name: ", "{node} = {formula}, {values}");

    private final String title;
    private final String label;
    private final String given;
    private final String afterSlip;

    QuestionKind(String title, String label, String given) {
        this(title, label, given, "");
    }

    QuestionKind(String title, String label, String given, String afterSlip) {
        this.title = title;
        this.label = label;
        this.given = given;
        this.afterSlip = afterSlip;
    }

    /** {@return the question, with words in braces to fill in} */
    public String title() {
        return title;
    }

    /** {@return what stands before the answer, with words in braces to fill in} */
    public String label() {
        return label;
    }

    /** {@return what the answer follows from, with words in braces to fill in} */
    public String given() {
        return given;
    }

    /**
     * {@return the formula of the answer that follows from a wrong local derivative, empty if it does not depend on
     * one}
     *
     * @param local the formula of the wrong local derivative
     */
    public Optional<String> afterSlip(String local) {
        Objects.requireNonNull(local, "local");
        return afterSlip.isEmpty() ? Optional.empty() : Optional.of(afterSlip.formatted(local));
    }

    /** {@return whether the answer is the name of a value rather than a number} */
    public boolean isNamed() {
        return this == ORDER || this == CONDITION;
    }
}
