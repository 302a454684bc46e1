package io.gradstep.engine.compile.tape;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.rows.BinaryRun;
import io.gradstep.engine.compile.rows.ElementLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compiles a recording in {@link LevelOrder} to the steps of a {@link Tape}: matrices, runs and single nodes. */
final class TapeCompiler {
    /** Runs shorter than this are as fast node by node. */
    static final int SHORTEST_RUN = 4;

    private final Recording recording;
    private final Interpreter interpreter;
    private final int[] uses;

    /** The nodes that a gradient from the first output flows through. */
    private final boolean[] reached;

    /** Whether only one matrix uses a parameter, which it reads from the caller's array. */
    private final boolean[] owned;

    /** Whether that matrix overwrites its gradient instead of adding to it. */
    private final boolean[] writes;

    private final MatrixGroups groups = new MatrixGroups();

    private final List<TapeStep> steps = new ArrayList<>();
    private final IntStream.Builder copies = IntStream.builder();
    private int copyCount;
    private int scratch;

    TapeCompiler(Recording recording, boolean[] reached, Interpreter interpreter) {
        this.recording = recording;
        this.interpreter = interpreter;
        this.uses = recording.useCounts();
        this.reached = reached;
        this.owned = new boolean[recording.size()];
        this.writes = new boolean[recording.size()];
        compile();
    }

    TapeStep[] steps() {
        return steps.toArray(TapeStep[]::new);
    }

    /** The required length of the workspace's scratch rows. */
    int scratch() {
        return scratch;
    }

    /** The numbers of rows and columns of the workspace's copies of matrices. */
    int[] copies() {
        return copies.build().toArray();
    }

    /** The parameters whose gradients no step overwrites: from, to, from, to, … */
    int[] cleared() {
        boolean[] written = writtenByLeaves(TapeLeaves.Kind.PARAMETER, recording.parameterCount);
        for (int node = 0; node < owned.length; node++) {
            if (written(node)) {
                written[recording.argument(node)] = true;
            }
        }
        return rangesOutside(written);
    }

    /** The inputs whose gradients no step overwrites: as above. */
    int[] clearedInputs() {
        return rangesOutside(writtenByLeaves(TapeLeaves.Kind.INPUT, recording.inputCount));
    }

    private boolean[] writtenByLeaves(TapeLeaves.Kind kind, int count) {
        boolean[] written = new boolean[count];
        for (TapeStep step : steps) {
            if (step instanceof TapeLeaves leaves && leaves.kind() == kind && leaves.active() && leaves.alone()) {
                Arrays.fill(written, leaves.number(), leaves.number() + leaves.count(), true);
            }
        }
        return written;
    }

    /**
     * The nodes that have a gradient in the workspace, which those that a matrix reads where they are do not: as above.
     */
    int[] inWorkspace() {
        return rangesOutside(owned);
    }

    /** Those of them that are to be cleared, because steps add to them: as above. */
    int[] added() {
        boolean[] other = owned.clone();
        for (TapeStep step : steps) {
            if (step instanceof TapeSum sum && sum.alone()) {
                Arrays.fill(other, sum.from(), sum.to(), true);
            } else if (step instanceof TapeRun run && run.alone()) {
                Arrays.fill(other, run.a(), run.a() + run.count(), true);
            } else if (step instanceof TapeRoutes routes) {
                Arrays.fill(other, routes.from(), routes.to(), true);
            }
        }
        return rangesOutside(other);
    }

    private static int[] rangesOutside(boolean[] marked) {
        IntStream.Builder bounds = IntStream.builder();
        for (int k = 0; k < marked.length; k++) {
            boolean before = k == 0 || marked[k - 1];
            if (before != marked[k]) {
                bounds.add(k);
            }
        }
        if (marked.length > 0 && !marked[marked.length - 1]) {
            bounds.add(marked.length);
        }
        return bounds.build().toArray();
    }

    private void compile() {
        int leaves = 0;
        while (leaves < recording.size() && !recording.isInterior(leaves)) {
            leaves++;
        }
        List<TapeStep> interior = new ArrayList<>();
        int done = leaves;
        int node = leaves;
        while (node < recording.size()) {
            List<MatrixRow> rows = matrixRows(node);
            int run = rows.size() >= SHORTEST_RUN ? 0 : runLength(node);
            if (rows.size() < SHORTEST_RUN && run < SHORTEST_RUN) {
                node++;
                continue;
            }
            addNodes(interior, done, node);
            interior.add(run == 0 ? matrix(node, rows) : run(node, run));
            node += run == 0 ? rows.size() : run;
            done = node;
        }
        addNodes(interior, done, node);
        IdentityHashMap<TapeStep, TapeWeights> shared = shareWeights();
        addLeaves(leaves);
        for (TapeStep step : interior) {
            TapeWeights weights = shared.get(step);
            if (weights != null) {
                steps.add(weights);
            }
            steps.add(step);
        }
    }

    /**
     * Decides who computes the gradients of weights: a matrix whose weights are its own, or a step for several matrices
     * with the same weights, which comes before the first of them.
     */
    private IdentityHashMap<TapeStep, TapeWeights> shareWeights() {
        IdentityHashMap<TapeStep, TapeWeights> shared = new IdentityHashMap<>();
        for (MatrixGroups.Group group : groups.all()) {
            if (!group.isAlone(uses)) {
                continue;
            }
            group.mark(owned);
            List<TapeMatrix> matrices = group.matrices();
            if (matrices.size() > 1) {
                share(matrices, group.isActive(), shared);
                group.mark(writes);
            } else if (group.isActive()
                    && TapeMatrix.writesWeights(matrices.get(0).inputCount())) {
                matrices.get(0).write();
                group.mark(writes);
            }
        }
        return shared;
    }

    private void share(List<TapeMatrix> matrices, boolean active, Map<TapeStep, TapeWeights> shared) {
        List<TapeMatrix> backwards = new ArrayList<>();
        for (int i = matrices.size() - 1; i >= 0; i--) {
            TapeMatrix matrix = matrices.get(i);
            matrix.share(copyCount);
            if (matrix.isReached()) {
                backwards.add(matrix);
            }
        }
        int rows = matrices.get(0).weights().length;
        int columns = matrices.get(0).inputCount();
        scratch = Math.max(scratch, Math.max(rows, TapeWeights.MIN_SCRATCH));
        copies.add(rows).add(columns).add(columns).add(rows);
        shared.put(matrices.get(0), new TapeWeights(matrices.get(0), backwards, copyCount, active));
        copyCount += 2;
    }

    /** Whether a matrix overwrites the gradient of a parameter. */
    private boolean written(int node) {
        return writes[node] && reached[node];
    }

    /** Adds nodes that are neither rows of a matrix nor a run: dot gates and binary gates have loops of their own. */
    private void addNodes(List<TapeStep> list, int from, int to) {
        int done = from;
        int node = from;
        while (node < to) {
            int end = node + 1;
            while (end < to && recording.gates.get(end) == recording.gates.get(node) && reached[end] == reached[node]) {
                end++;
            }
            TapeStep gathered = gathered(node, end);
            if (gathered != null) {
                addInterpreted(list, done, node);
                list.add(gathered);
                done = end;
            }
            node = end;
        }
        addInterpreted(list, done, to);
    }

    private void addInterpreted(List<TapeStep> list, int from, int to) {
        if (from < to) {
            list.add(new TapeNodes(interpreter, from, to));
        }
    }

    private @Nullable TapeStep gathered(int from, int to) {
        if (recording.gates.get(from) == Op.DOT) {
            return new TapeDots(recording, from, to, reached[from]);
        }
        if (recording.gates.get(from) == Op.SUM) {
            return to - from == 1 ? TapeSum.of(recording, from, reached[from], uses) : null;
        }
        return to - from >= SHORTEST_RUN && recording.gates.get(from) instanceof Op op && op.arity() == Arity.BINARY
                ? TapeRoutes.of(op, new TapeGatheredRun(ElementLoops.of(op), recording, from, to, reached[from]), uses)
                : null;
    }

    /**
     * Arguments are copied in runs, but for parameters that matrices read where they are; constants stay in the
     * workspace.
     */
    private void addLeaves(int leaves) {
        int[] nodes = new int[recording.argumentCount()];
        IntStream.range(0, leaves).filter(i -> !recording.isConstant(i)).forEach(i -> nodes[recording.argument(i)]++);
        int node = 0;
        while (node < leaves) {
            int end = node + 1;
            if (!owned[node] && !recording.isConstant(node)) {
                while (end < leaves && !owned[end] && goesOn(node, end)) {
                    end++;
                }
                int argument = recording.argument(node);
                boolean parameter = argument < recording.parameterCount;
                steps.add(new TapeLeaves(
                        node,
                        end - node,
                        parameter ? TapeLeaves.Kind.PARAMETER : TapeLeaves.Kind.INPUT,
                        parameter ? argument : argument - recording.parameterCount,
                        reached[node],
                        Arrays.stream(nodes, argument, argument + end - node).allMatch(count -> count == 1)));
            }
            node = end;
        }
    }

    /** Whether an argument continues the run that began with another one. */
    private boolean goesOn(int first, int node) {
        int argument = recording.argument(node);
        return argument == recording.argument(first) + node - first
                && argument < recording.parameterCount == recording.argument(first) < recording.parameterCount
                && reached[node] == reached[first];
    }

    /** The gates from a node on that are rows of one matrix. */
    private List<MatrixRow> matrixRows(int node) {
        MatrixRow first = MatrixRow.of(recording, node, SHORTEST_RUN);
        if (first == null) {
            return List.of();
        }
        List<MatrixRow> rows = new ArrayList<>();
        MatrixRow next = first;
        for (int i = node; next != null && next.goesWith(first) && reached[i] == reached[node]; ) {
            rows.add(next);
            i++;
            next = i < recording.size() ? MatrixRow.of(recording, i, SHORTEST_RUN) : null;
        }
        return rows;
    }

    private TapeMatrix matrix(int node, List<MatrixRow> rows) {
        MatrixRow first = rows.get(0);
        scratch = Math.max(scratch, first.inputCount());
        TapeMatrix matrix = new TapeMatrix(
                node,
                first.x(),
                first.inputCount(),
                rows.stream().mapToInt(MatrixRow::weight).toArray(),
                first.bias() < 0
                        ? null
                        : rows.stream().mapToInt(MatrixRow::bias).toArray(),
                reached[node],
                first.inputsActive(),
                first.weightsActive() ? TapeMatrix.Weights.ADDED : TapeMatrix.Weights.LEFT);
        groups.add(matrix, rows);
        return matrix;
    }

    /**
     * The number of consecutive gates of one op from a node on, whose operands are the same for all or consecutive too.
     */
    private int runLength(int node) {
        if (!(recording.gates.get(node) instanceof Op op)
                || (op.arity().compareTo(Arity.BINARY) > 0 && op != Op.WHERE)) {
            return 0;
        }
        int length = 1;
        while (node + length < recording.size() && goesOn(node, length, op)) {
            length++;
        }
        return length;
    }

    /** Whether a run that begins with a node has another gate at a distance from it. */
    private boolean goesOn(int node, int distance, Op op) {
        if (recording.gates.get(node + distance) != op || reached[node + distance] != reached[node]) {
            return false;
        }
        if (op.arity() == Arity.UNARY && stride(node, 0) == 0) {
            return false;
        }
        for (int k = 0; k < op.minOperands(); k++) {
            int first = recording.operand(node, k);
            int operand = recording.operand(node + distance, k);
            if (operand != first + distance * stride(node, k)
                    || operand >= node
                    || recording.isActive(operand) != recording.isActive(first)) {
                return false;
            }
        }
        return true;
    }

    /** The distance from an operand of a gate to that of the next gate: 0 or 1 in a run. */
    private int stride(int node, int k) {
        return recording.operand(node + 1, k) == recording.operand(node, k) ? 0 : 1;
    }

    /** Whether nodes side by side have one use each. */
    private boolean isAlone(int node, int length) {
        return IntStream.range(node, node + length).allMatch(i -> uses[i] == 1);
    }

    private TapeStep run(int node, int length) {
        if (recording.gates.get(node) == Op.WHERE) {
            return whereRun(node, length);
        }
        ElementLoops loops = ElementLoops.of(op(node));
        int a = recording.operand(node, 0);
        boolean aActive = reached[node] && recording.isActive(a);
        if (recording.operandCount(node) == 1) {
            return new TapeRun(loops, a, node, length, aActive, aActive && isAlone(a, length));
        }
        int b = recording.operand(node, 1);
        boolean bActive = reached[node] && recording.isActive(b);
        BinaryRun run = new BinaryRun(a, stride(node, 0), b, stride(node, 1), node, length, aActive, bActive);
        return new TapeBinaryRun(loops, run);
    }

    private TapeWhereRun whereRun(int node, int length) {
        int a = recording.operand(node, 1);
        int b = recording.operand(node, 2);
        return new TapeWhereRun(
                recording.operand(node, 0),
                stride(node, 0),
                a,
                stride(node, 1),
                b,
                stride(node, 2),
                node,
                length,
                reached[node] && recording.isActive(a),
                reached[node] && recording.isActive(b));
    }

    private Op op(int node) {
        if (recording.gates.get(node) instanceof Op op) {
            return op;
        }
        throw new IllegalStateException("node " + node + " has no built-in gate");
    }
}
