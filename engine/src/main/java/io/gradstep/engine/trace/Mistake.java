package io.gradstep.engine.trace;

/** A classic mistake in a home-made backward pass. {@link BrokenBackward} shows what each does to the gradients. */
public enum Mistake {
    /** {@code grad = upstream * local} in place of {@code grad += …}. */
    ASSIGN(
            "assign instead of accumulate",
            "A value that is used more than once keeps only the contribution that came last; the multivariate chain "
                    + "rule wants the sum over all uses."),

    /** Each node hands its gradient on as soon as the first contribution to it arrives. */
    DEPTH_FIRST(
            "depth first without topological order",
            "A node hands its gradient on before all its consumers have contributed; what arrives later stays there "
                    + "and never reaches the nodes below."),

    /** Two training steps without {@code zeroGrad} between them. */
    NO_ZERO_GRAD(
            "no zeroGrad between steps",
            "The second step's gradients of the leaves are added to the first's, so that a parameter moves by the sum "
                    + "of all gradients it ever had."),

    /** Two backward passes over one graph with interior gradients kept in between. */
    INTERIORS_NOT_RESET(
            "interior gradients not reset between passes",
            "The second pass starts with interior nodes that still hold the first pass's gradients and hands both on; "
                    + "what is below gets too much, and the more the deeper it is.");

    private final String title;
    private final String explanation;

    Mistake(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    /**
     * Returns the mistake in a few words.
     *
     * @return words to be put after "mistake:"
     */
    public String title() {
        return title;
    }

    /**
     * Returns what goes wrong and why.
     *
     * @return a sentence or two for a student
     */
    public String explanation() {
        return explanation;
    }
}
