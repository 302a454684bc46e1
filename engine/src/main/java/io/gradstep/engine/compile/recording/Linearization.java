package io.gradstep.engine.compile.recording;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;

/**
 * A recording's local derivatives at one point, computed once, and sweeps over them: from outputs down to arguments
 * (reverse) or from arguments up to outputs (forward). A sweep costs one multiplication and one addition per edge.
 *
 * <p>A sweep multiplies only where something flows: a node that no seed reaches contributes nothing, not even 0·∞, and
 * neither does the branch of a where that is not taken.
 */
public final class Linearization {
    private final Recording recording;
    private final Interpreter interpreter;
    /** The operand at the end of each edge. */
    private final int[] operandOf;

    /** Whether a gradient flows through each edge, unless a where does not take it. */
    private final boolean[] flows;

    private final boolean[] isWhere;
    private final int[] arguments;

    public Linearization(Recording recording) {
        this.recording = recording;
        this.interpreter = new Interpreter(recording);
        this.operandOf = new int[recording.firstOperand(recording.size())];
        this.flows = new boolean[operandOf.length];
        this.isWhere = new boolean[recording.size()];
        this.arguments = Arrays.stream(recording.nodesOfArguments())
                .filter(node -> node != Recording.NO_ARGUMENT)
                .toArray();
        for (int node = 0; node < recording.size(); node++) {
            Gate gate = recording.gates.get(node);
            isWhere[node] = gate == Op.WHERE;
            int first = recording.firstOperand(node);
            for (int e = first; e < recording.firstOperand(node + 1); e++) {
                operandOf[e] = recording.operandAt(e);
                flows[e] = recording.isActive(operandOf[e]) && Recording.passes(gate, e - first);
            }
        }
    }

    /** The memory of one linearization. */
    public final class Point extends Workspace {
        private final Workspace interpreted = interpreter.workspace();

        /** The local derivative of each edge. */
        private final double[] locals = new double[operandOf.length];

        /** The gradient or tangent of each node. */
        private final double[] flow = new double[recording.size()];

        /** The nodes that it has flowed into; elsewhere nothing may be multiplied, because 0·∞ is NaN. */
        private final boolean[] touched = new boolean[recording.size()];

        private Point() {
            super(0, new int[0], 0);
        }

        /** The gradient or tangent of a node after a sweep; 0 if none has flowed into it. */
        public double flow(int node) {
            return flow[node];
        }
    }

    public Point workspace() {
        return new Point();
    }

    /** Computes the values of all outputs, and all local derivatives. */
    public void linearize(double[] parameters, double[] inputs, double[] outputs, Point point) {
        interpreter.evaluate(parameters, inputs, outputs, point.interpreted);
        Arrays.fill(point.flow, 0);
        Arrays.fill(point.touched, false);
        for (int node = 0; node < recording.size(); node++) {
            Gate gate = recording.gates.get(node);
            if (gate != null && recording.isActive(node)) {
                setLocals(gate, node, point.interpreted, point.locals);
            }
        }
    }

    private void setLocals(Gate gate, int node, Workspace workspace, double[] locals) {
        double[] v = workspace.values;
        int first = recording.firstOperand(node);
        int end = recording.firstOperand(node + 1);
        if (gate == Op.ADD || gate == Op.SUM) {
            Arrays.fill(locals, first, end, 1);
        } else if (gate == Op.MUL || gate == Op.DOT) {
            int e = first;
            for (; e + 1 < end; e += 2) {
                locals[e] = v[operandOf[e + 1]];
                locals[e + 1] = v[operandOf[e]];
            }
            if (e < end) {
                locals[e] = 1;
            }
        } else if (gate == Op.WHERE) {
            locals[first + 1] = Op.WHERE.value(v[operandOf[first]], 1, 0);
            locals[first + 2] = Op.WHERE.value(v[operandOf[first]], 0, 1);
        } else if (gate instanceof Op op && !OperandArrays.wantsArray(op)) {
            double a = v[operandOf[first]];
            if (end - first == 1) {
                locals[first] = op.slope(a, v[node]);
            } else {
                double b = v[operandOf[first + 1]];
                locals[first] = flows[first] ? op.left(a, b, v[node]) : 0;
                locals[first + 1] = flows[first + 1] ? op.right(a, b, v[node]) : 0;
            }
        } else {
            double[] gathered = interpreter.gather(first, end, workspace);
            double[] all = gate instanceof CustomOp op
                    ? op.derivatives(gathered, v[node])
                    : ((Op) gate).partials(gathered, v[node]);
            System.arraycopy(all, 0, locals, first, end - first);
        }
    }

    /** Adds 1 to the gradient or tangent of a node, before a sweep. */
    public void seed(int node, Point point) {
        if (recording.isActive(node)) {
            point.flow[node] += 1;
            point.touched[node] = true;
        }
    }

    /** Propagates gradients from seeded outputs; then those of arguments can be read, until {@link #clear}. */
    public void reverse(Point point) {
        double[] flow = point.flow;
        boolean[] touched = point.touched;
        double[] locals = point.locals;
        for (int node = flow.length - 1; node >= 0; node--) {
            int end = recording.firstOperand(node + 1);
            int e = recording.firstOperand(node);
            if (!touched[node] || e == end) {
                continue;
            }
            double upstream = flow[node];
            flow[node] = 0;
            touched[node] = false;
            for (; e < end; e++) {
                if (flows[e] && !(isWhere[node] && locals[e] == 0)) {
                    flow[operandOf[e]] += upstream * locals[e];
                    touched[operandOf[e]] = true;
                }
            }
        }
    }

    /** Propagates tangents from seeded arguments; then those of all nodes can be read. */
    public void forward(Point point) {
        double[] flow = point.flow;
        boolean[] touched = point.touched;
        double[] locals = point.locals;
        for (int node = 0; node < flow.length; node++) {
            int end = recording.firstOperand(node + 1);
            int e = recording.firstOperand(node);
            if (e == end) {
                continue;
            }
            double tangent = 0;
            boolean any = false;
            for (; e < end; e++) {
                if (touched[operandOf[e]] && flows[e] && !(isWhere[node] && locals[e] == 0)) {
                    tangent += flow[operandOf[e]] * locals[e];
                    any = true;
                }
            }
            flow[node] = tangent;
            touched[node] = any;
        }
    }

    /** Forgets the seeds and gradients of arguments, after a sweep. */
    public void clear(Point point) {
        for (int node : arguments) {
            point.flow[node] = 0;
            point.touched[node] = false;
        }
    }
}
