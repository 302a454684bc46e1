package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;

/**
 * Gathers chains of multiplications and additions, such as ((w₁·x₁ + w₂·x₂) + w₃·x₃) + b, into dot gates.
 *
 * <p>A chain is a sum whose left operand is a sum that nothing else uses, and so on; products that nothing else uses
 * become its terms. The terms stay in order, but for a first one that is no product, a bias, which becomes the last, as
 * it is in {@link Op#DOT}: this alone may change the last bits of a value.
 */
public final class DotFusion {
    /** The least number of terms that is worth a gate of its own. */
    private static final int FEWEST_TERMS = 3;

    private static final int NONE = -1;

    private final Recording source;
    private final int[] uses;

    /** The chain that a node ends or is part of: the operands of its terms in pairs, {@link #NONE} as a second one. */
    private final IntList[] chains;

    private DotFusion(Recording source) {
        this.source = source;
        this.uses = source.useCounts();
        this.chains = new IntList[source.size()];
    }

    public static Recording of(Recording source) {
        DotFusion fusion = new DotFusion(source);
        fusion.gather();
        return fusion.rebuild();
    }

    /** A growing list of places. */
    private static final class IntList {
        private int[] items = new int[8];
        private int size;

        void add(int item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size++] = item;
        }
    }

    private void gather() {
        for (int node = 0; node < source.size(); node++) {
            Gate gate = source.gates[node];
            if (gate == Op.ADD || gate == Op.SUM || gate == Op.DOT) {
                gather(node, gate);
            }
        }
    }

    private void gather(int node, Gate gate) {
        int first = source.operand(node, 0);
        int count = source.operandCount(node);
        IntList chain = gate != Op.DOT && isAlone(first) ? takeChain(first) : new IntList();
        int next = chain.size > 0 ? 1 : 0;
        if (gate == Op.DOT) {
            for (; next + 1 < count; next += 2) {
                chain.add(source.operand(node, next));
                chain.add(source.operand(node, next + 1));
            }
        }
        for (; next < count; next++) {
            int operand = source.operand(node, next);
            if (isAlone(operand) && source.gates[operand] == Op.MUL) {
                chain.add(source.operand(operand, 0));
                chain.add(source.operand(operand, 1));
            } else {
                chain.add(operand);
                chain.add(NONE);
            }
        }
        chains[node] = chain;
    }

    private boolean isAlone(int node) {
        return uses[node] == 1;
    }

    /** Takes over the chain that ends at a node, so that a chain is built in linear time; empty if there is none. */
    private IntList takeChain(int node) {
        IntList chain = chains[node];
        if (chain == null) {
            return new IntList();
        }
        chains[node] = null;
        return chain;
    }

    private Recording rebuild() {
        boolean[] needed = needed();
        RecordingBuilder builder = new RecordingBuilder(source);
        int[] place = new int[source.size()];
        int one = NONE;
        for (int node = 0; node < place.length; node++) {
            if (!needed[node]) {
                continue;
            }
            Gate gate = source.gates[node];
            if (gate == null) {
                place[node] = builder.addLeaf(node);
            } else if (isWorthIt(node)) {
                IntList chain = chains[node];
                if (one == NONE && hasProduct(chain)) {
                    one = builder.addConstant(1);
                }
                place[node] = addDot(builder, chain, place, one);
            } else {
                int[] operands = source.operandsOf(node);
                for (int k = 0; k < operands.length; k++) {
                    operands[k] = place[operands[k]];
                }
                place[node] = builder.addGate(gate, operands, operands.length);
            }
        }
        int[] outputs = new int[source.outputCount()];
        Arrays.setAll(outputs, k -> place[source.output(k)]);
        return builder.build(outputs);
    }

    private boolean isWorthIt(int node) {
        return chains[node] != null && chains[node].size >= 2 * FEWEST_TERMS;
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
                IntList chain = chains[node];
                for (int i = 0; i < chain.size; i++) {
                    if (chain.items[i] != NONE) {
                        needed[chain.items[i]] = true;
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

    private static boolean hasProduct(IntList chain) {
        for (int i = 1; i < chain.size; i += 2) {
            if (chain.items[i] != NONE) {
                return true;
            }
        }
        return false;
    }

    private static int addDot(RecordingBuilder builder, IntList chain, int[] place, int one) {
        boolean products = hasProduct(chain);
        int[] operands = new int[chain.size];
        int count = 0;
        boolean biasFirst = products && chain.items[1] == NONE && chain.items[chain.size - 1] != NONE;
        for (int i = biasFirst ? 2 : 0; i < chain.size; i += 2) {
            operands[count++] = place[chain.items[i]];
            if (chain.items[i + 1] != NONE) {
                operands[count++] = place[chain.items[i + 1]];
            } else if (products && i + 2 < chain.size) {
                operands[count++] = one;
            }
        }
        if (biasFirst) {
            operands[count++] = place[chain.items[0]];
        }
        return builder.addGate(products ? Op.DOT : Op.SUM, operands, count);
    }
}
