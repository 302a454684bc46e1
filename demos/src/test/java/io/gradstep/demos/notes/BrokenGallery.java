package io.gradstep.demos.notes;

import io.gradstep.demos.notes.closed.CircuitFormulas;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.SquaredNormFormulas;
import java.util.List;

/** A gallery with an example whose closed form is wrong. */
public final class BrokenGallery {
    private BrokenGallery() {}

    /** A sound example, and one with the gradient of W transposed, as the scan prints it. */
    public static Gallery gallery() {
        return new Gallery(List.of(new Circuit(new CircuitFormulas()), squaredNorm()));
    }

    static Example squaredNorm() {
        return new SquaredNorm(1) {
            @Override
            SquaredNormFormulas closed(double[][] w, double[][] x) {
                return new SquaredNormFormulas(w, x) {
                    @Override
                    public double[][] gradientOfWByMatrix() {
                        return Matrices.transpose(super.gradientOfWByMatrix());
                    }
                };
            }
        };
    }
}
