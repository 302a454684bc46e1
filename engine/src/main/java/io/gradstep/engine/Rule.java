package io.gradstep.engine;

/** What a gate does with the upstream gradient, in the vocabulary of the classroom. */
public enum Rule {
    /** Hands the upstream gradient on to every operand, as + does. */
    DISTRIBUTES("distributes"),
    /** Gives each operand the upstream gradient times the other operand, as × does. */
    SWAPS("swaps"),
    /** Gives the whole upstream gradient to one operand and nothing to the rest, as max does. */
    ROUTES("routes"),
    /** Multiplies the upstream gradient by a slope, as tanh does. */
    SCALES("scales"),
    /** Divides the upstream gradient among the operands in proportions that add up to 1, as logSumExp does. */
    SHARES("shares"),
    /** Lets no gradient through, as step does: its graph is flat. */
    BLOCKS("blocks");

    private final String verb;

    Rule(String verb) {
        this.verb = verb;
    }

    /**
     * Returns the rule as the verb of a sentence: "the + gate <i>distributes</i>".
     *
     * @return the verb, in lower case
     */
    public String verb() {
        return verb;
    }
}
