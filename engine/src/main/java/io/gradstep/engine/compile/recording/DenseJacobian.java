package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/**
 * A Jacobian by sweeps over one {@link Linearization}: one from each output, or one from each argument if these are
 * fewer.
 */
public final class DenseJacobian implements Jacobian {
    private final Recording recording;
    private final Linearization linearization;
    private final int rowCount;

    /** The node of each argument of the range, or {@link Recording#NO_ARGUMENT} if no output depends on it. */
    private final int[] columns;

    public DenseJacobian(Recording recording, int rowCount, int firstColumn, int columnCount) {
        this.recording = recording;
        this.linearization = new Linearization(recording);
        this.rowCount = rowCount;
        this.columns = Arrays.copyOfRange(recording.nodesOfArguments(), firstColumn, firstColumn + columnCount);
    }

    @Override
    public Workspace workspace() {
        return linearization.workspace();
    }

    @Override
    public void compute(double[] parameters, double[] inputs, double[] outputs, double[][] rows, Workspace workspace) {
        Linearization.Point point = (Linearization.Point) workspace;
        linearization.linearize(parameters, inputs, outputs, point);
        if (columns.length < rowCount) {
            forward(rows, point);
        } else {
            reverse(rows, point);
        }
    }

    private void forward(double[][] rows, Linearization.Point point) {
        for (int j = 0; j < columns.length; j++) {
            if (columns[j] != Recording.NO_ARGUMENT) {
                linearization.seed(columns[j], point);
                linearization.forward(point);
            }
            for (int k = 0; k < rowCount; k++) {
                rows[k][j] = columns[j] == Recording.NO_ARGUMENT ? 0 : point.flow(recording.output(k));
            }
            linearization.clear(point);
        }
    }

    private void reverse(double[][] rows, Linearization.Point point) {
        for (int k = 0; k < rowCount; k++) {
            linearization.seed(recording.output(k), point);
            linearization.reverse(point);
            for (int j = 0; j < columns.length; j++) {
                rows[k][j] = columns[j] == Recording.NO_ARGUMENT ? 0 : point.flow(columns[j]);
            }
            linearization.clear(point);
        }
    }
}
