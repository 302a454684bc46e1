package io.gradstep.engine.trace;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Rule;
import java.util.List;

/** One explained step of a calculation: a gate forward, the seed, or one operand of a gate backward. */
public sealed interface Step {

    /**
     * A node as the trace saw it.
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
     * @param operands what it is applied to, in order; a value that is used twice is there twice
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
     * A gate hands one of its operands its part of the gradient: the chain rule once.
     *
     * @param node the gate's output
     * @param gate the operation
     * @param position which operand, from 0
     * @param operand the operand that receives
     * @param upstream ∂output/∂node, complete by now
     * @param local the gate's partial derivative by the operand at this position, all other positions held fixed, the
     *     same value there too: no derivative of the output, nor of the node by the operand's name
     * @param contribution upstream × local: ∂output/∂operand only if {@code branches} is 1
     * @param before what the branches before this one have brought the operand, 0 at the first
     * @param after what this one and those before it have brought: before + contribution; ∂output/∂operand only if the
     *     step {@linkplain #isComplete() completes} it
     * @param branch which of the operand's branches this is, from 1, in the order of the steps
     * @param branches how often the operand is used, each use counted: 2 for the x of x·x
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
         * Tells whether the operand's gradient is complete after this step, which makes it ∂output/∂operand. Before, it
         * is a sum that lacks branches.
         *
         * @return whether this is the last branch
         */
        public boolean isComplete() {
            return branch == branches;
        }

        /**
         * Returns what the gate does with the upstream gradient, in one word.
         *
         * @return the gate's rule
         */
        public Rule rule() {
            return gate.rule();
        }

        /**
         * Returns the rule in words.
         *
         * @return the gate's sentence for students
         */
        public String explanation() {
            return gate.explanation();
        }
    }
}
