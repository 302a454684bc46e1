package io.gradstep.engine;

/** The number of uses of a node by gates: counted while a graph is built, and counted anew by passes that have to. */
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
            operand.bits = bits | Bits.USED;
            if ((bits & (Bits.RECOUNT | Bits.USED)) == 0) {
                // Reading the 0 of an object just made would wait for the wider write that cleared its memory.
                operand.pending = times;
            } else if ((bits & Bits.RECOUNT) == 0) {
                operand.pending += times;
            }
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

    /** Makes {@link Value#pending} of a node scratch of a pass, and 0. */
    static void forget(Value node) {
        int bits = node.bits;
        if ((bits & (Bits.TRACKED | Bits.RECOUNT)) == Bits.TRACKED) {
            node.bits = bits | Bits.RECOUNT;
            node.pending = 0;
        }
    }

    /** Counts one use of an operand in a pass, and returns whether it is the first. */
    static boolean isFirst(Value operand) {
        forget(operand);
        return operand.pending++ == 0;
    }
}
