package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import org.jspecify.annotations.Nullable;

/** Which numbers a circuit shows, and which it leaves to be found. */
public enum ShownNumbers {
    /** All values and gradients that are known. */
    ALL,

    /** Values without gradients. */
    VALUES_ALONE,
    /** All numbers, and every gate by its name, as in what is to be found. */
    ANSWERS,

    /** All values, with blanks for the gradients. */
    GRADIENTS_TO_FIND,
    /** Blanks for gradients and values, but leaves and constants keep theirs: nothing could be found without them. */
    ALL_TO_FIND;

    static ShownNumbers of(boolean gradients) {
        return gradients ? ALL : VALUES_ALONE;
    }

    boolean hasGradients() {
        return this != VALUES_ALONE;
    }

    /** Whether the picture asks, so that nothing in it may tell. */
    boolean hasBlanks() {
        return this == GRADIENTS_TO_FIND || this == ALL_TO_FIND;
    }

    /** Whether gates without a name of their own bear the label that tables call them by. */
    boolean labelsAll() {
        return this == ANSWERS || hasBlanks();
    }

    String value(Value node) {
        return this == ALL_TO_FIND && !node.isLeaf() ? AnswerBox.SIGN : Numbers.format(node.data());
    }

    /** What stands below a node's wire; null where nothing does. */
    @Nullable
    String gradient(Value node) {
        if (!hasGradients() || node.isConstant()) {
            return null;
        }
        return hasBlanks() ? AnswerBox.SIGN : node.hasGrad() ? Numbers.format(node.grad()) : Numbers.NOTHING;
    }

    /** What an edge adds to its operand's gradient. */
    String contribution(Contributions contributions, int k) {
        return hasBlanks() ? AnswerBox.SIGN : contributions.shown(k);
    }
}
