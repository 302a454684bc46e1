package io.gradstep.engine.trace;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Rule;
import java.util.List;

/** One explained step of a calculation: a gate forward, the seed, or one operand of a gate backward. */
public sealed interface Step {

    /**
     * A node as the trace saw it.
     *
     * @param index its place in the trace's graph
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
     * @param local ∂node/∂operand at this position
     * @param contribution upstream × local
     * @param before the operand's gradient before this step, 0 at the first contribution
     * @param after the operand's gradient after this step: before + contribution
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
            double after)
            implements Step {

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
