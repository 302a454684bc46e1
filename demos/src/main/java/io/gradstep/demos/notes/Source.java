package io.gradstep.demos.notes;

/** The sets of notes, cited by the titles and authors on their pages, and papers derived in their manner. */
enum Source {
    CIRCUITS("“Backpropagation and Neural Networks” (handwritten, no author given)"),
    REGRESSION("“Backpropagation: gradient descent & linear regression” (handwritten, no author given)"),
    TASKS("“Backpropagation”, Task 1 and Task 2 (no author given)"),
    CME216("CME 216, ME 343, Spring 2020, Eric Darve, ICME: the general formula of backpropagation"),
    DYNAMIC_PROGRAMMING("“Forward propagation” and “Backward propagation algorithm” (handwritten, no author given)"),
    NORMALISATION("Ba, Kiros and Hinton, “Layer Normalization”, 2016, derived as the notes derive layers"),
    ATTENTION("Vaswani et al., “Attention Is All You Need”, NeurIPS 2017, derived as the notes derive layers");

    private final String citation;

    Source(String citation) {
        this.citation = citation;
    }

    String citation() {
        return citation;
    }
}
