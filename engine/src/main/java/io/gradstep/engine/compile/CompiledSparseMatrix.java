package io.gradstep.engine.compile;

import io.gradstep.engine.compile.recording.Linearization;
import io.gradstep.engine.compile.recording.SparseSweeps;
import io.gradstep.engine.compile.recording.WorkspacePool;
import java.util.Objects;

/**
 * A compiled Jacobian or Hessian most of whose entries are always 0. Its structure is found from the graph, and its
 * columns or rows are coloured, so that one sweep computes all entries of a colour: a tridiagonal matrix of any size
 * takes three sweeps.
 *
 * <pre>{@code
 * List<Value> x = new ArrayList<>();
 * List<Value> outputs = new ArrayList<>();
 * for (int i = 0; i < 1000; i++) {
 *     x.add(Value.of(0));
 *     outputs.add(i == 0 ? x.get(0).sin() : x.get(i).mul(x.get(i - 1)));
 * }
 * CompiledSparseMatrix jacobian = CompiledFunction.builder(outputs).inputs(x).build().byInputs().sparseJacobian();
 * System.out.println(jacobian.entryCount() + " in " + jacobian.colourCount() + " colours"); // 1999 in 2 colours
 * double[] values = new double[jacobian.entryCount()];
 * jacobian.evaluate(new double[0], new double[1000], new double[1000], values);
 * System.out.println(values[0]); // 1.0
 * }</pre>
 *
 * <p>The entries are in compressed rows: those of row i are the ones from {@code rowPointers()[i]} to
 * {@code rowPointers()[i + 1]}, exclusive, in the columns that {@link #columnIndices} tells, which ascend. The
 * structure holds at every point: an entry is in it if there is a path in the graph, through either branch of a {@code
 * where}; it may be 0. A Hessian has both triangles, equal to the last bit.
 *
 * <p>Immutable and thread-safe; an evaluation allocates nothing once its thread has warmed up, unless a
 * {@link io.gradstep.engine.CustomOp} does. The numbers are those of the dense Jacobian or Hessian but for rounding.
 */
public final class CompiledSparseMatrix {
    private final SparseSweeps sweeps;
    private final Signature signature;

    /** The number of outputs that the user gets: all, or the gradient without the value. */
    private final int outputCount;

    private final WorkspacePool<Memory> pool;

    CompiledSparseMatrix(SparseSweeps sweeps, Signature signature, int outputCount, int allOutputs) {
        this.sweeps = sweeps;
        this.signature = signature;
        this.outputCount = outputCount;
        this.pool = new WorkspacePool<>(() -> new Memory(sweeps.workspace(), new double[allOutputs]));
    }

    /** The memory of one evaluation. */
    private static final class Memory {
        final Linearization.Point point;
        final double[] outputs;

        Memory(Linearization.Point point, double[] outputs) {
            this.point = point;
            this.outputs = outputs;
        }
    }

    /** {@return the number of rows} */
    public int rowCount() {
        return sweeps.pattern.rowCount;
    }

    /** {@return the number of columns} */
    public int columnCount() {
        return sweeps.pattern.columnCount;
    }

    /** {@return the number of entries, all others are always 0} */
    public int entryCount() {
        return sweeps.pattern.columns.length;
    }

    /** {@return a new array with the index of the first entry of each row, and the number of entries at the end} */
    public int[] rowPointers() {
        return sweeps.pattern.rowPointers.clone();
    }

    /** {@return a new array with the column of each entry, from 0} */
    public int[] columnIndices() {
        return sweeps.pattern.columns.clone();
    }

    /** {@return the number of colours, which is that of the sweeps of an evaluation} */
    public int colourCount() {
        return sweeps.colourCount;
    }

    /** {@return whether columns are coloured and swept in forward mode; else rows, in reverse mode} */
    public boolean isForward() {
        return sweeps.forward;
    }

    /**
     * Computes the entries.
     *
     * <p>Work: one pass for the values and local derivatives, and one for each colour.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param outputs receives the outputs of the function; for a Hessian, the gradient
     * @param values receives the entries, in the order of {@link #columnIndices}
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void evaluate(double[] parameters, double[] inputs, double[] outputs, double[] values) {
        signature.checkArguments(parameters.length, inputs.length);
        Signature.checkVector("array of outputs", Objects.requireNonNull(outputs, "outputs"), outputCount);
        Signature.checkVector("array of values", Objects.requireNonNull(values, "values"), entryCount());
        Memory memory = pool.take();
        sweeps.compute(parameters, inputs, memory.outputs, values, memory.point);
        System.arraycopy(memory.outputs, 0, outputs, 0, outputCount);
        pool.giveBack(memory);
    }

    @Override
    public String toString() {
        return "%d × %d matrix, %d entries, %d colours of %s"
                .formatted(rowCount(), columnCount(), entryCount(), colourCount(), isForward() ? "columns" : "rows");
    }
}
