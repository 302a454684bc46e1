package io.gradstep.engine.compile.lanes;

import com.google.common.primitives.ImmutableIntArray;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Numbering;
import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.rows.ElementLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles a recording to a {@link LaneProgram}, level by level; dot gates of a level with the same inputs become one
 * {@link DenseStep}.
 */
final class LaneCompiler {
    private static final int NONE = -1;

    private final Recording recording;
    private final boolean[] varying;

    /** Whether a gradient flows through a node, from an output that is differentiated to an argument. */
    private final boolean[] differentiated;

    private final Numbering rows;
    private final Numbering shared;

    /** Whether a step has been made that writes the gradient of a node. */
    private final boolean[] written;

    private final List<Integer> cleared = new ArrayList<>();
    private final OperandArrays operandArrays;
    private final List<DenseStep> dense = new ArrayList<>();
    private final List<LaneStep> broadcasts = new ArrayList<>();
    private final SharedTerms.Maker sharedTerms = new SharedTerms.Maker();

    /** In reverse order, so that it is known which step writes a gradient first. */
    private final List<LaneStep> steps = new ArrayList<>();

    private LaneCompiler(Recording recording, int differentiatedOutputs) {
        this.recording = recording;
        this.operandArrays = new OperandArrays(recording);
        this.varying = varying();
        this.differentiated = recording.reachedFrom(differentiatedOutputs);
        this.rows = new Numbering(recording.size());
        this.shared = new Numbering(recording.size());
        this.written = new boolean[recording.size()];
    }

    /**
     * Compiles.
     *
     * @param recording the recording, whose inputs differ between lanes
     * @param differentiatedOutputs the number of outputs, from the first on, that a gradient starts from
     */
    static LaneProgram compile(Recording recording, int differentiatedOutputs) {
        return new LaneCompiler(recording, differentiatedOutputs).compile();
    }

    private LaneProgram compile() {
        for (int node = 0; node < recording.size(); node++) {
            if (varying[node]) {
                rows.number(node);
            }
        }
        numberParameters();
        int[] outputRows = new int[recording.outputCount()];
        for (int k = 0; k < outputRows.length; k++) {
            outputRows[k] = row(recording.output(k));
            if (differentiated[recording.output(k)]) {
                willAdd(recording.output(k)); // the caller's seeds
            }
        }
        int[][] levels = levels();
        for (int k = levels.length - 1; k > 0; k--) {
            makeSteps(levels[k]);
        }
        steps.addAll(broadcasts);
        Collections.reverse(steps);
        return new LaneProgram(
                steps,
                dense,
                sharedTerms.make(),
                gradientRows(),
                operandArrays.lengths(),
                outputRows,
                inputRows(),
                clearedRows(),
                SharedNumbers.of(recording, shared.nodes(), differentiated));
    }

    /** Parameters come first among the shared numbers, in their own order, so that they can be copied in runs. */
    private void numberParameters() {
        int[] leaves = new int[recording.parameterCount];
        Arrays.fill(leaves, NONE);
        for (int node = 0; node < recording.size(); node++) {
            int argument = recording.argument(node);
            if (argument >= 0 && argument < recording.parameterCount) {
                leaves[argument] = node;
            }
        }
        for (int leaf : leaves) {
            if (leaf != NONE) {
                shared.number(leaf);
            }
        }
    }

    private boolean[] varying() {
        boolean[] varying = new boolean[recording.size()];
        for (int node = 0; node < varying.length; node++) {
            varying[node] = recording.argument(node) >= recording.parameterCount;
            for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
                varying[node] |= varying[recording.operandAt(e)];
            }
        }
        return varying;
    }

    /** The interior nodes that vary, by the length of the longest way up to them. */
    private int[][] levels() {
        int[] level = new int[recording.size()];
        int[] counts = new int[recording.size() + 1];
        int deepest = 0;
        for (int node = 0; node < level.length; node++) {
            if (varying[node] && recording.isInterior(node)) {
                for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
                    level[node] = Math.max(level[node], level[recording.operandAt(e)] + 1);
                }
                deepest = Math.max(deepest, level[node]);
                counts[level[node]]++;
            }
        }
        int[][] levels = new int[deepest + 1][];
        for (int k = 0; k <= deepest; k++) {
            levels[k] = new int[counts[k]];
            counts[k] = 0;
        }
        for (int node = 0; node < level.length; node++) {
            if (level[node] > 0) {
                levels[level[node]][counts[level[node]]++] = node;
            }
        }
        return levels;
    }

    /** The row of a node, which is broadcast if the lanes share it. */
    private int row(int node) {
        if (!varying[node] && !rows.has(node)) {
            broadcasts.add(new BroadcastStep(shared.number(node), rows.number(node)));
            if (differentiated[node]) {
                sharedTerms.add(shared.number(node), rows.of(node));
            }
        }
        return rows.number(node);
    }

    /** Declares that a step will add to the gradient of a node. */
    private void willAdd(int node) {
        if (!written[node]) {
            written[node] = true;
            cleared.add(node);
        }
    }

    /** Returns whether a step may overwrite the gradient of a node, because it is the first to write it. */
    private boolean willSet(int node) {
        boolean first = !written[node];
        written[node] = true;
        return first;
    }

    private void makeSteps(int[] level) {
        Map<ImmutableIntArray, List<DenseCandidate>> layers = new LinkedHashMap<>();
        for (int node : level) {
            DenseCandidate candidate = DenseCandidate.of(recording, varying, node);
            if (candidate == null) {
                steps.add(single(node));
            } else {
                layers.computeIfAbsent(candidate.inputs(), inputs -> new ArrayList<>())
                        .add(candidate);
            }
        }
        for (List<DenseCandidate> layer : layers.values()) {
            addLayer(layer, true);
            addLayer(layer, false);
        }
    }

    /** Makes a step of the members of a layer that a gradient flows through, or of those that none does. */
    private void addLayer(List<DenseCandidate> layer, boolean flows) {
        List<DenseCandidate> members =
                layer.stream().filter(c -> differentiated[c.node()] == flows).toList();
        if (members.isEmpty()) {
            return;
        }
        if (members.size() == 1 && members.get(0).inputs().length() == 1) {
            steps.add(linear(members.get(0).node()));
            return;
        }
        ImmutableIntArray inputs = members.get(0).inputs();
        DenseStep step = new DenseStep(
                dense.size(),
                members.stream().mapToInt(c -> rows.of(c.node())).toArray(),
                inputs.stream().map(rows::of).toArray(),
                members.stream()
                        .map(c -> c.weights().stream().map(shared::number).toArray())
                        .toArray(int[][]::new),
                members.stream()
                        .mapToInt(c -> c.bias() == NONE ? NONE : shared.number(c.bias()))
                        .toArray());
        if (flows) {
            step.weightsActive = members.stream().anyMatch(c -> anyDifferentiated(c.weights()));
            for (DenseCandidate member : members) {
                if (member.bias() != NONE && differentiated[member.bias()]) {
                    sharedTerms.add(shared.of(member.bias()), rows.of(member.node()));
                }
            }
            for (int j = 0; j < step.x.length; j++) {
                step.active[j] = differentiated[inputs.get(j)];
                step.first[j] = step.active[j] && willSet(inputs.get(j));
            }
        }
        dense.add(step);
        steps.add(step);
    }

    private boolean anyDifferentiated(ImmutableIntArray nodes) {
        return nodes.stream().anyMatch(node -> differentiated[node]);
    }

    private LaneStep single(int node) {
        Gate gate = Objects.requireNonNull(recording.gates.get(node), "gate");
        if (gate == Op.ADD || gate == Op.SUM || gate == Op.MUL || gate == Op.DOT) {
            return linear(node);
        }
        int[] operands = recording.operandsOf(node);
        boolean[] active = new boolean[operands.length];
        for (int k = 0; k < operands.length; k++) {
            active[k] = differentiated[node] && differentiated[operands[k]];
        }
        int[] operandRows = Arrays.stream(operands).map(this::row).toArray();
        if (!(gate instanceof Op op) || OperandArrays.wantsArray(op)) {
            willAddTo(operands, active);
            return new GeneralStep(gate, rows.of(node), operandRows, operandArrays.number(operands.length), active);
        }
        if (gate == Op.WHERE) {
            active[0] = false;
            willAddTo(operands, active);
            return new WhereStep(rows.of(node), operandRows[0], operandRows[1], operandRows[2], active[1], active[2]);
        }
        boolean unary = operands.length == 1;
        boolean set = unary && active[0] && willSet(operands[0]);
        if (!unary) {
            willAddTo(operands, active);
        }
        return new ElementStep(
                ElementLoops.of(op),
                rows.of(node),
                operandRows[0],
                unary ? NONE : operandRows[1],
                active[0],
                !unary && active[1],
                set);
    }

    private void willAddTo(int[] operands, boolean[] active) {
        for (int k = 0; k < operands.length; k++) {
            if (active[k]) {
                willAdd(operands[k]);
            }
        }
    }

    private LinearStep linear(int node) {
        boolean products = recording.gates.get(node) == Op.MUL || recording.gates.get(node) == Op.DOT;
        int[] operands = recording.operandsOf(node);
        LinearStep.Maker maker = new LinearStep.Maker(rows.of(node));
        for (int k = 0; k < operands.length; k++) {
            if (products && k + 1 < operands.length) {
                addProduct(maker, node, operands[k], operands[k + 1]);
                k++;
            } else if (varying[operands[k]]) {
                maker.addRow(rows.of(operands[k]), flows(node, operands[k]));
            } else {
                maker.addShared(shared.number(operands[k]));
                if (flows(node, operands[k])) {
                    sharedTerms.add(shared.of(operands[k]), rows.of(node));
                }
            }
        }
        return maker.make();
    }

    private void addProduct(LinearStep.Maker maker, int node, int a, int b) {
        boolean aFlows = flows(node, a);
        boolean bFlows = flows(node, b);
        if (varying[a] && !varying[b]) {
            addScaled(maker, node, b, bFlows, a, aFlows);
        } else if (varying[b] && !varying[a]) {
            addScaled(maker, node, a, aFlows, b, bFlows);
        } else {
            maker.addProduct(row(a), aFlows, row(b), bFlows);
        }
    }

    private void addScaled(
            LinearStep.Maker maker, int node, int number, boolean numberFlows, int varied, boolean variedFlows) {
        maker.addScaled(shared.number(number), rows.of(varied), variedFlows);
        if (numberFlows) {
            sharedTerms.add(shared.of(number), rows.of(node), rows.of(varied));
        }
    }

    /** Whether a gradient flows from a gate into an operand, which is then added to. */
    private boolean flows(int node, int operand) {
        boolean flows = differentiated[node] && differentiated[operand];
        if (flows) {
            willAdd(operand);
        }
        return flows;
    }

    /** Shared numbers that are no rows have no gradients that could be cleared. */
    private int[] clearedRows() {
        return cleared.stream().filter(rows::has).mapToInt(rows::of).toArray();
    }

    private boolean[] gradientRows() {
        int[] nodes = rows.nodes();
        boolean[] gradientRows = new boolean[nodes.length];
        for (int row = 0; row < gradientRows.length; row++) {
            gradientRows[row] = differentiated[nodes[row]];
        }
        return gradientRows;
    }

    /** The row that each input fills; {@link #NONE} for one that nothing depends on. */
    private int[] inputRows() {
        int[] inputRows = new int[recording.inputCount];
        Arrays.fill(inputRows, NONE);
        for (int node = 0; node < recording.size(); node++) {
            int input = recording.argument(node) - recording.parameterCount;
            if (input >= 0) {
                inputRows[input] = rows.of(node);
            }
        }
        return inputRows;
    }
}
