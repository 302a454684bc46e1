package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fuses chains of multiplications and additions, such as ((w₁·x₁ + w₂·x₂) + w₃·x₃) + b, into dot gates.
 *
 * <p>A chain is a sum whose left operand is a sum that nothing else uses, and so on; products that nothing else uses
 * become its terms. A subtracted product with a constant becomes a term with the negated constant; the bits stay the
 * same. The terms stay in order, except that a first one that is not a product, a bias, becomes the last, as in {@link
 * Op#DOT}; only this may change the last bits of a value.
 */
public final class DotFusion {
    /** The minimum number of terms of a fused gate. */
    private static final int MIN_TERMS = 3;

    private static final int NONE = -1;

    private static final int TAKEN = -1;

    private final Recording source;
    private final int[] uses;

    /**
     * The number of terms of the chain that ends at a node: 0 if there is none, {@link #TAKEN} if it is part of a
     * longer one. The terms themselves are read from the recording when needed.
     */
    private final int[] termCounts;

    private boolean any;

    /**
     * The operands of the terms of one chain in pairs, {@link #NONE} as a second one. The negative of a constant is a
     * number below that, see {@link #negative}.
     */
    private int[] terms = new int[16];

    /** The constants whose negative is an operand of a term; null before there is one. */
    private boolean @Nullable [] negated;

    private DotFusion(Recording source) {
        this.source = source;
        this.uses = source.useCounts();
        this.termCounts = new int[source.size()];
    }

    public static Recording of(Recording source) {
        DotFusion fusion = new DotFusion(source);
        fusion.gather();
        boolean[] needed = fusion.needed();
        int count = 0;
        for (boolean node : needed) {
            count += node ? 1 : 0;
        }
        return fusion.any || count < needed.length ? fusion.rebuild(needed, count + fusion.negatedCount()) : source;
    }

    private void gather() {
        for (int node = 0; node < source.size(); node++) {
            Gate gate = source.gates.get(node);
            if (gate == Op.ADD || gate == Op.SUM || gate == Op.DOT || subtractsMultiple(node)) {
                int first = source.operand(node, 0);
                int before = gate != Op.DOT && isAlone(first) ? termCounts[first] : 0;
                if (before > 0) {
                    termCounts[first] = TAKEN;
                }
                termCounts[node] = before + ownTerms(node, before > 0);
            }
        }
        for (int node = 0; node < source.size() && !any; node++) {
            any = isWorthIt(node);
        }
    }

    /** Whether a gate is a difference whose second operand is a product with a constant that nothing else uses. */
    private boolean subtractsMultiple(int node) {
        if (source.gates.get(node) != Op.SUB) {
            return false;
        }
        int product = source.operand(node, 1);
        return isAlone(product)
                && source.gates.get(product) == Op.MUL
                && (source.isConstant(source.operand(product, 0)) || source.isConstant(source.operand(product, 1)));
    }

    /** The negative of a constant in {@link #terms}; its own inverse. */
    private static int negative(int node) {
        return NONE - 1 - node;
    }

    private int negatedCount() {
        int count = 0;
        for (int node = 0; negated != null && node < negated.length; node++) {
            count += negated[node] ? 1 : 0;
        }
        return count;
    }

    /** The number of terms that a gate adds to the chain that it goes on with, if it does. */
    private int ownTerms(int node, boolean goesOn) {
        int count = source.operandCount(node);
        return source.gates.get(node) == Op.DOT ? (count + 1) / 2 : goesOn ? count - 1 : count;
    }

    /** Whether the first operand is a chain that a gate goes on with. */
    private boolean goesOn(int node) {
        int first = source.operand(node, 0);
        return source.gates.get(node) != Op.DOT && termCounts[first] == TAKEN && isAlone(first);
    }

    /**
     * Reads the chain that a node ends into {@link #terms}, from the last gate to the first, and returns its length.
     */
    private int readTerms(int node) {
        int length = 2 * termCounts[node];
        if (length > terms.length) {
            terms = new int[Math.max(length, 2 * terms.length)];
        }
        int last = node;
        int end = length;
        while (goesOn(last)) {
            end -= 2 * ownTerms(last, true);
            readOwnTerms(last, 1, end);
            last = source.operand(last, 0);
        }
        readOwnTerms(last, 0, 0);
        return length;
    }

    private void readOwnTerms(int node, int from, int at) {
        int count = source.operandCount(node);
        int next = from;
        int to = at;
        if (source.gates.get(node) == Op.DOT) {
            for (; next + 1 < count; next += 2) {
                terms[to++] = source.operand(node, next);
                terms[to++] = source.operand(node, next + 1);
            }
        }
        for (; next < count; next++) {
            int operand = source.operand(node, next);
            boolean product = isAlone(operand) && source.gates.get(operand) == Op.MUL;
            terms[to++] = product ? source.operand(operand, 0) : operand;
            terms[to++] = product ? source.operand(operand, 1) : NONE;
        }
        if (source.gates.get(node) == Op.SUB) {
            int constant = source.isConstant(terms[to - 1]) ? to - 1 : to - 2;
            terms[constant] = negative(terms[constant]);
        }
    }

    private boolean isAlone(int node) {
        return uses[node] == 1;
    }

    private Recording rebuild(boolean[] needed, int count) {
        RecordingBuilder builder = new RecordingBuilder(source, count + 1); // and a constant
        int[] newIndex = new int[source.size()];
        int[] negatives = new int[negated == null ? 0 : newIndex.length];
        int one = NONE;
        for (int node = 0; node < newIndex.length; node++) {
            if (negated != null && negated[node]) {
                negatives[node] = builder.addConstant(-source.constant(node));
            }
            if (!needed[node]) {
                continue;
            }
            Gate gate = source.gates.get(node);
            if (gate == null) {
                newIndex[node] = builder.addLeaf(node);
            } else if (isWorthIt(node)) {
                int length = readTerms(node);
                if (one == NONE && hasProduct(length)) {
                    one = builder.addConstant(1);
                }
                newIndex[node] = addDot(builder, length, newIndex, negatives, one);
            } else {
                newIndex[node] = builder.addGate(node, newIndex);
            }
        }
        int[] outputs = new int[source.outputCount()];
        Arrays.setAll(outputs, k -> newIndex[source.output(k)]);
        return builder.build(outputs);
    }

    private boolean isWorthIt(int node) {
        return termCounts[node] >= MIN_TERMS;
    }

    private boolean[] needed() {
        boolean[] needed = new boolean[source.size()];
        for (int k = 0; k < source.outputCount(); k++) {
            needed[source.output(k)] = true;
        }
        for (int node = needed.length - 1; node >= 0; node--) {
            if (!needed[node]) {
                continue;
            }
            if (isWorthIt(node)) {
                int length = readTerms(node);
                for (int i = 0; i < length; i++) {
                    if (terms[i] >= 0) {
                        needed[terms[i]] = true;
                    } else if (terms[i] != NONE) {
                        if (negated == null) {
                            negated = new boolean[source.size()];
                        }
                        negated[negative(terms[i])] = true;
                    }
                }
            } else {
                for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                    needed[source.operandAt(e)] = true;
                }
            }
        }
        return needed;
    }

    private boolean hasProduct(int length) {
        for (int i = 1; i < length; i += 2) {
            if (terms[i] != NONE) {
                return true;
            }
        }
        return false;
    }

    private int addDot(RecordingBuilder builder, int length, int[] newIndex, int[] negatives, int one) {
        boolean products = hasProduct(length);
        int[] operands = new int[length];
        int count = 0;
        boolean biasFirst = products && terms[1] == NONE && terms[length - 1] != NONE;
        for (int i = biasFirst ? 2 : 0; i < length; i += 2) {
            for (int k = i; k < i + 2 && terms[k] != NONE; k++) {
                operands[count++] = terms[k] >= 0 ? newIndex[terms[k]] : negatives[negative(terms[k])];
            }
            if (terms[i + 1] == NONE && products && i + 2 < length) {
                operands[count++] = one;
            }
        }
        if (biasFirst) {
            operands[count++] = newIndex[terms[0]];
        }
        return builder.addGate(products ? Op.DOT : Op.SUM, operands, count);
    }
}
