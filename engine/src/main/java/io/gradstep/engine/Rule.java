package io.gradstep.engine;

/** The effect of a gate on the upstream gradient, in the vocabulary of a course. */
public enum Rule {
    /** Passes the upstream gradient to every operand, as + does. */
    DISTRIBUTES("distributes"),
    /** Gives each operand the upstream gradient times the other operand, as × does. */
    SWAPS("swaps"),
    /** Gives the whole upstream gradient to one operand and nothing to the rest, as max does. */
    ROUTES("routes"),
    /** Multiplies the upstream gradient by a slope, as tanh does. */
    SCALES("scales"),
    /** Divides the upstream gradient among the operands in shares that add up to 1, as logSumExp does. */
    SHARES("shares"),
    /** Lets no gradient through, as step does: its graph is flat. */
    BLOCKS("blocks");

    private final String verb;

    Rule(String verb) {
        this.verb = verb;
    }

    /** {@return the rule as the verb of a sentence, in lower case: "the + gate <i>distributes</i>"} */
    public String verb() {
        return verb;
    }
}
