package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import org.jspecify.annotations.Nullable;

/** The numbers that a circuit shows, and those that it leaves blank. */
public enum ShownNumbers {
    /** All values and gradients that are known. */
    ALL,

    /** Values without gradients. */
    VALUES_ALONE,
    /** All numbers, and every gate by its name, as in the version with blanks. */
    ANSWERS,

    /** All values, with blanks for the gradients. */
    GRADIENTS_TO_FIND,
    /** Blanks for gradients and values, except those of leaves and constants, which are given. */
    ALL_TO_FIND,

    /** All values and no place for gradients, which are asked for beside the picture. */
    VALUES_GIVEN,
    /** The values of leaves and constants, and no place for any other number. */
    LEAVES_GIVEN;

    static ShownNumbers of(boolean gradients) {
        return gradients ? ALL : VALUES_ALONE;
    }

    boolean hasGradients() {
        return this != VALUES_ALONE && this != VALUES_GIVEN && this != LEAVES_GIVEN;
    }

    /** Whether numbers are to be found, which the picture must not reveal. */
    boolean hidesAnswers() {
        return hasBlanks() || this == VALUES_GIVEN || this == LEAVES_GIVEN;
    }

    /** Whether the picture has boxes to write in. */
    boolean hasBlanks() {
        return this == GRADIENTS_TO_FIND || this == ALL_TO_FIND;
    }

    /** Whether gates without a name of their own bear the label that tables call them by. */
    boolean labelsAll() {
        return this == ANSWERS || hidesAnswers();
    }

    String value(Value node) {
        if (node.isLeaf() || (this != ALL_TO_FIND && this != LEAVES_GIVEN)) {
            return Numbers.format(node.data());
        }
        return this == ALL_TO_FIND ? AnswerBox.SIGN : "";
    }

    /** The text below a node's wire; null for none. */
    @Nullable
    String gradient(Value node) {
        if (!hasGradients() || node.isConstant()) {
            return null;
        }
        return hasBlanks() ? AnswerBox.SIGN : node.hasGrad() ? Numbers.format(node.grad()) : Numbers.NOTHING;
    }

    /** The contribution of an edge to its operand's gradient. */
    String contribution(Contributions contributions, int k) {
        return hasBlanks() ? AnswerBox.SIGN : contributions.shown(k);
    }
}
