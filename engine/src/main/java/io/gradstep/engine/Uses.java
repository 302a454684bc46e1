package io.gradstep.engine;

/** The number of uses of a node by gates, counted in {@link Value#bits} while a graph is built. */
final class Uses {
    private Uses() {}

    /** Counts one more use of an operand, and returns its bits before it. */
    static int add(Value operand) {
        return add(operand, 1);
    }

    /** Counts more uses of an operand, all by one gate, and returns its bits before them. */
    static int add(Value operand, int times) {
        int bits = operand.bits;
        if ((bits & Bits.TRACKED) != 0) { // others are never written to: threads may share them
            int used = bits + times * Bits.ONE_USE;
            operand.bits = Bits.USED | (used >= 0 ? used : bits | Bits.MANY_USES);
        }
        return bits;
    }

    /**
     * Notes that an operand is in a list, which any number of gates may use, so that they are not counted; returns the
     * bits of an operand that is already in use.
     */
    static int addInList(Value operand) {
        int bits = operand.bits;
        if ((bits & Bits.TRACKED) != 0) {
            bits |= Bits.USED;
            operand.bits = bits;
        }
        return bits;
    }

    /** The number of uses in a node's bits; not the real one if they are {@link Bits#MANY_USES}. */
    static int of(int bits) {
        return (bits & Bits.MANY_USES) / Bits.ONE_USE;
    }

    /** Whether a node's bits tell the number of its uses. */
    static boolean areKnown(int bits) {
        return (bits & Bits.RECOUNT) == 0 && (bits & Bits.MANY_USES) != Bits.MANY_USES;
    }
}
