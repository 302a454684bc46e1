package io.gradstep.engine.trace;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Rule;
import java.util.List;

/** One explained step of a calculation: a gate forward, the seed, or one operand of a gate backward. */
public sealed interface Step {

    /**
     * A node with its value in the trace.
     *
     * @param index its index in the trace's graph
     * @param label its name, a constant's number, or v1, v2, …
     * @param value its value
     */
    record Node(int index, String label, double value) {}

    /**
     * A gate computes its value from its operands.
     *
     * @param node the gate's output
     * @param gate the operation
     * @param operands its operands in order; a value that is used twice is listed twice
     */
    record Forward(Node node, Gate gate, List<Node> operands) implements Step {}

    /**
     * The backward pass starts: ∂output/∂output.
     *
     * @param output the last node
     * @param gradient its gradient, 1
     */
    record Seed(Node output, double gradient) implements Step {}

    /**
     * A gate hands a gradient to one of its operands: one application of the chain rule.
     *
     * @param node the gate's output
     * @param gate the operation
     * @param position which operand, from 0
     * @param operand the operand that receives the contribution
     * @param upstream ∂output/∂node, complete by now
     * @param local the gate's partial derivative with respect to the operand at this position, with all other positions
     *     held fixed, even those of the same value: not a derivative of the output, nor the total derivative of the
     *     node with respect to the operand
     * @param contribution upstream × local: ∂output/∂operand only if {@code branches} is 1
     * @param before the sum of the operand's previous contributions, 0 at the first
     * @param after the sum including this contribution: before + contribution; ∂output/∂operand only if the step
     *     {@linkplain #isComplete() completes} it
     * @param branch which of the operand's branches this is, from 1, in the order of the steps
     * @param branches the number of uses of the operand: 2 for the x of x·x
     */
    record Backward(
            Node node,
            Gate gate,
            int position,
            Node operand,
            double upstream,
            double local,
            double contribution,
            double before,
            double after,
            int branch,
            int branches)
            implements Step {

        /**
         * Returns whether the operand's gradient is complete after this step, and therefore ∂output/∂operand. Until
         * then it is a partial sum.
         *
         * @return whether this is the last branch
         */
        public boolean isComplete() {
            return branch == branches;
        }

        /** {@return the gate's rule: what it does with the upstream gradient, in one word} */
        public Rule rule() {
            return gate.rule();
        }

        /** {@return the gate's rule as a sentence for students} */
        public String explanation() {
            return gate.explanation();
        }
    }
}
