package io.gradstep.engine;

/** The bits of {@link Value#bits}: what a node is, and what backward passes know of it. */
final class Bits {
    /** The low bits hold the kind of node: 0 for a leaf, else the op's {@link Op#kind}. */
    static final int KIND = 0xff;

    /** The kind of a node whose gate is a {@link CustomOp}. */
    static final int CUSTOM = 0xff;

    /** Set if a node takes a gradient. */
    static final int NEEDS_GRAD = 0x100;

    /** Set if a node's gradient has been computed. */
    static final int HAS_GRAD = 0x200;

    /** Set in an interior node that takes a gradient: the nodes that a backward pass goes through. */
    static final int TRACKED = NEEDS_GRAD << 2;

    /** Set in a node with any number of operands: cheaper to test than the object's class. */
    static final int NARY = 0x800;

    /** Set in a tracked node that some gate uses, in any graph. */
    static final int USED = 0x1000;

    /**
     * Set if {@link Uses#of} is not the number of a node's uses for certain: above a list of operands, even of
     * constants, or a named gate, after a pass that relied on the number, and in every node above one. A backward pass
     * then has to count.
     */
    static final int RECOUNT = NARY << 2;

    /**
     * Set in a tracked node below which there may be one with several uses: a backward pass then has to know their
     * number. To be both operands of one gate, as in x·x, is one use.
     */
    static final int SHARED = USED << 2;

    /** Set in a where or a detached node, and in every node above one. */
    static final int CONDITIONAL = 0x8000;

    /** Set in an input of code that is being recorded, and in every node above one. */
    static final int RECORDED = 0x10000;

    /** Set in a node that detaches a gate's value, and in every node above one. */
    static final int DETACH = 0x20000;

    /** Set during an {@link OptimisticPass}, 0 outside: in nodes that have a part of their gradient. */
    static final int REACHED = 0x40000;

    /** One use by a gate without a list of operands, counted in the high bits. */
    static final int ONE_USE = 0x80000;

    /** Set, all of it, if there are so many uses or more. */
    static final int MANY_USES = 0xfff * ONE_USE;

    /** The bits of an operand that give others to the gate above: NEEDS_GRAD TRACKED, NARY RECOUNT, USED SHARED. */
    private static final int RAISED = NEEDS_GRAD | NARY | USED;

    /** The bits that a gate has if one of its operands has them. */
    private static final int INHERITED = NEEDS_GRAD | RECOUNT | SHARED | CONDITIONAL | RECORDED | DETACH;

    private Bits() {}

    /** The bits of a gate, from the union of its operands' bits before it {@linkplain Uses#add used} them. */
    static int above(int operands) {
        return (operands & INHERITED) | ((operands & RAISED) << 2);
    }
}
