package io.gradstep.engine.trace;

/** A classic mistake in a home-made backward pass. {@link BrokenBackward} shows what each does to the gradients. */
public enum Mistake {
    /** {@code grad = upstream * local} instead of {@code grad += …}. */
    ASSIGN(
            "assign instead of accumulate",
            "A value that is used more than once keeps only the last contribution; the multivariate chain "
                    + "rule sums over all uses."),

    /** Each node hands its gradient on as soon as the first contribution to it arrives. */
    DEPTH_FIRST(
            "depth first without topological order",
            "A node hands its gradient on before all its consumers have contributed; later contributions stay there "
                    + "and never reach the nodes below."),

    /** Two training steps without {@code zeroGrad} between them. */
    NO_ZERO_GRAD(
            "no zeroGrad between steps",
            "The second step's gradients of the leaves are added to the first's, so each parameter moves by the sum "
                    + "of all its gradients so far."),

    /** Two backward passes over one graph without resetting the interior gradients in between. */
    INTERIORS_NOT_RESET(
            "interior gradients not reset between passes",
            "The second pass starts with interior nodes that still hold the first pass's gradients and hands both on; "
                    + "all nodes below get too much, and more the deeper they are.");

    private final String title;
    private final String explanation;

    Mistake(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    /** {@return the mistake in a few words, to be put after "mistake:"} */
    public String title() {
        return title;
    }

    /** {@return what goes wrong and why, in a sentence or two for a student} */
    public String explanation() {
        return explanation;
    }
}
