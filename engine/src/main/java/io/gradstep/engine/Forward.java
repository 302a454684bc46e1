package io.gradstep.engine;

/** Computes the forward value of one gate from its operands' values. */
final class Forward {
    private Forward() {}

    /** Recomputes an interior node's value. */
    @SuppressWarnings("NullAway") // the op's arity says which operands there are
    static double value(Value node) {
        if (node instanceof NaryValue nary) {
            return nary.forward();
        }
        if (node instanceof DotValue dot) {
            return dot.forward();
        }
        if (node instanceof WhereValue where) {
            return where.forward();
        }
        Op op = Op.byKind(node.bits & Bits.KIND);
        return node.right == null ? op.value(node.left.data) : op.value(node.left.data, node.right.data);
    }
}
