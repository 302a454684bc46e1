package io.gradstep.engine.compile;

import com.google.common.base.Suppliers;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.compile.recording.Jacobian;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.SparseSweeps;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.recording.WorkspacePool;
import io.gradstep.engine.parallel.ParallelTasks;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Derivatives of a {@link CompiledFunction} with respect to its inputs or its parameters: Jacobians, gradients of each
 * sample, Hessians, and products with vectors.
 *
 * <pre>{@code
 * Value x = Value.of(0, "x");
 * Value y = Value.of(0, "y");
 * CompiledFunction f = CompiledFunction.builder(List.of(x.mul(y), x.sin())).inputs(List.of(x, y)).build();
 * double[] outputs = new double[2];
 * double[][] jacobian = new double[2][2];
 * f.byInputs().jacobian(new double[] {0, 3}, outputs, jacobian);
 * System.out.println(Arrays.deepToString(jacobian)); // [[3.0, 0.0], [1.0, 0.0]]
 * double[] gradient = new double[2];
 * double[][] hessian = new double[2][2];
 * f.byInputs().hessian(new double[] {0, 3}, gradient, hessian);
 * System.out.println(Arrays.deepToString(hessian)); // [[0.0, 1.0], [1.0, 0.0]]
 * }</pre>
 *
 * <p>{@link CompiledFunction#byInputs} and {@link CompiledFunction#byParameters} give one. Below, m is the number of
 * outputs and n the number of arguments that it differentiates by, the inputs or the parameters, in their order; the
 * other arguments are held fixed. The derivative by an argument that is a constant leaf is 0. For derivatives by both
 * groups, compile a function in which all arguments are inputs.
 *
 * <p>The conventions are those of {@link io.gradstep.engine.Value#backward()}: at kinks and edges as documented with
 * each {@link io.gradstep.engine.Op}, and a branch of a {@code where} that is not taken contributes nothing. In a
 * Jacobian an output that does not depend on an argument has the derivative 0 there, whatever the others have; in a
 * product with a vector 0·∞ is NaN, as in the arithmetic of matrices.
 *
 * <p>Immutable and thread-safe. Each kind of derivative is compiled when first asked for, and allocates nothing from
 * then on, once its thread has warmed up, unless a {@link io.gradstep.engine.CustomOp} does. Arrays for results may be
 * those of arguments.
 */
public final class CompiledDerivatives {
    private static final double[] NOTHING = {};

    private final Signature signature;

    /** The arguments to differentiate by, counted over parameters and inputs: the index of the first, and how many. */
    private final int first;

    private final int n;

    // Each is created when first needed.
    private final Supplier<Sweeps> jacobian;
    private final Supplier<Samples> samples;
    private final Supplier<Sweeps> hessian;
    private final Supplier<VectorProduct> jvp;
    private final Supplier<VectorProduct> vjp;
    private final Supplier<VectorProduct> hessianVectorProduct;

    private final Supplier<CompiledSparseMatrix> sparseJacobian;
    private final Supplier<CompiledSparseMatrix> sparseHessian;

    CompiledDerivatives(Recording function, Signature signature, boolean byParameters, Tier tier) {
        this.signature = signature;
        this.first = byParameters ? 0 : function.parameterCount;
        this.n = byParameters ? function.parameterCount : function.inputCount;
        boolean[] wanted = new boolean[function.argumentCount()];
        Arrays.fill(wanted, first, first + n, true);
        Recording recording = function.withRespectTo(wanted);
        int m = function.outputCount();
        DerivedFunctions derived = new DerivedFunctions(recording, first, n);
        this.jacobian = Suppliers.memoize(() -> new Sweeps(tier.jacobian(recording, m, first, n), m));
        this.samples = Suppliers.memoize(() -> new Samples(recording, byParameters, tier));
        this.hessian =
                Suppliers.memoize(() -> new Sweeps(tier.jacobian(derived.gradientAndValue(), n, first, n), n + 1));
        this.sparseJacobian = Suppliers.memoize(
                () -> new CompiledSparseMatrix(SparseSweeps.jacobian(recording, m, first, n), signature, m, m));
        this.sparseHessian = Suppliers.memoize(() -> new CompiledSparseMatrix(
                SparseSweeps.hessian(derived.gradientAndValue(), first, n), signature, n, n + 1));
        this.jvp = Suppliers.memoize(() -> product(derived.slopes(), tier));
        this.vjp = Suppliers.memoize(() -> product(derived.weightedSum(), tier));
        this.hessianVectorProduct = Suppliers.memoize(() -> product(derived.slope(), tier));
    }

    private static VectorProduct product(Recording recording, Tier tier) {
        return new VectorProduct(tier.evaluator(recording), recording.argumentCount());
    }

    /** A Jacobian with the memory for its evaluations. */
    private static final class Sweeps {
        final Jacobian jacobian;
        final WorkspacePool<Workspace> workspaces;
        final WorkspacePool<double[]> outputs;

        Sweeps(Jacobian jacobian, int outputCount) {
            this.jacobian = jacobian;
            this.workspaces = new WorkspacePool<>(jacobian::workspace);
            this.outputs = new WorkspacePool<>(() -> new double[outputCount]);
        }

        void compute(double[] parameters, double[] inputs, double[] outputs, double[][] rows) {
            Workspace workspace = workspaces.take();
            jacobian.compute(parameters, inputs, outputs, rows, workspace);
            workspaces.giveBack(workspace);
        }
    }

    /**
     * Computes all outputs and the Jacobian.
     *
     * <p>Work: one forward pass, and a sweep for each output, or for each argument if these are fewer. A small function
     * (some hundred gates and derivatives) becomes one method of generated code, in which the sweeps of all outputs
     * share what they have in common; a larger one is interpreted.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param outputs receives the m outputs
     * @param jacobian receives m rows of n numbers: ∂output<sub>i</sub>/∂argument<sub>j</sub> in row i, column j
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void jacobian(double[] parameters, double[] inputs, double[] outputs, double[][] jacobian) {
        signature.checkArguments(parameters.length, inputs.length);
        signature.checkOutputs(outputs.length);
        Signature.checkMatrix("Jacobian", Objects.requireNonNull(jacobian, "jacobian"), signature.outputCount(), n);
        this.jacobian.get().compute(parameters, inputs, outputs, jacobian);
    }

    /**
     * Computes all outputs and the Jacobian of a function without parameters.
     *
     * @param inputs one number per input
     * @param outputs receives the m outputs
     * @param jacobian receives m rows of n numbers
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     */
    public void jacobian(double[] inputs, double[] outputs, double[][] jacobian) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(jacobian, "jacobian");
        jacobian(NOTHING, inputs, outputs, jacobian);
    }

    /**
     * Computes all outputs and the Jacobian for each of many samples: the same as {@link #jacobian} for each.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input
     * @param outputs receives a row for each sample: m outputs
     * @param jacobians receives a matrix for each sample: m rows of n numbers
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @throws IllegalArgumentException if an array has the wrong length, or {@code threads} is less than 1
     */
    public void jacobians(
            double[] parameters, double[][] samples, double[][] outputs, double[][][] jacobians, int threads) {
        Objects.requireNonNull(outputs, "outputs");
        signature.checkBatch(parameters, samples, outputs, threads);
        Signature.checkCount("samples", samples.length, "Jacobians", jacobians.length);
        for (double[][] one : jacobians) {
            Signature.checkMatrix("Jacobian", one, signature.outputCount(), n);
        }
        Sweeps sweeps = jacobian.get();
        ParallelTasks.inRanges(samples.length, threads, (from, to) -> {
            for (int i = from; i < to; i++) {
                sweeps.compute(parameters, samples[i], outputs[i], jacobians[i]);
            }
        });
    }

    /**
     * Computes the first output and its gradient for each of many samples: for the standard error of a sensitivity, the
     * rows of a least-squares problem, or the influence of each sample.
     *
     * <p>Many samples are computed at a time, so that the contributions of a node's uses may be added in another order
     * than for one sample, as with {@link CompiledFunction#sumGradient}.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input
     * @param values receives the first output for each sample
     * @param gradients receives a row of n numbers for each sample
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @throws IllegalArgumentException if an array has the wrong length, or {@code threads} is less than 1
     */
    public void gradients(double[] parameters, double[][] samples, double[] values, double[][] gradients, int threads) {
        signature.checkBatch(parameters, samples, null, threads);
        Signature.checkCount("samples", samples.length, "values", values.length);
        Signature.checkMatrix("array of gradients", Objects.requireNonNull(gradients, "gradients"), samples.length, n);
        this.samples.get().gradients(parameters, samples, values, gradients, threads);
    }

    /**
     * Computes the Jacobian times a vector: the derivative of every output along a direction, in forward mode.
     *
     * <p>Work: about three times that of the function, for any number of outputs and arguments.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param direction n numbers
     * @param product receives m numbers, Σ<sub>j</sub> ∂output<sub>i</sub>/∂argument<sub>j</sub>·direction<sub>j</sub>
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void jvp(double[] parameters, double[] inputs, double[] direction, double[] product) {
        signature.checkArguments(parameters.length, inputs.length);
        Signature.checkVector("direction", Objects.requireNonNull(direction, "direction"), n);
        signature.checkOutputs(product.length);
        jvp.get().evaluate(parameters, inputs, direction, product);
    }

    /**
     * Computes the Jacobian of a function without parameters times a vector.
     *
     * @param inputs one number per input
     * @param direction n numbers
     * @param product receives m numbers
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     */
    public void jvp(double[] inputs, double[] direction, double[] product) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(product, "product");
        jvp(NOTHING, inputs, direction, product);
    }

    /**
     * Computes a vector times the Jacobian: the gradient of a weighted sum of the outputs, in reverse mode.
     *
     * <p>Work: that of one gradient, for any number of outputs and arguments.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param weights m numbers
     * @param product receives n numbers, Σ<sub>i</sub> weight<sub>i</sub>·∂output<sub>i</sub>/∂argument<sub>j</sub>
     * @return the weighted sum of the outputs
     * @throws IllegalArgumentException if an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double vjp(double[] parameters, double[] inputs, double[] weights, double[] product) {
        signature.checkArguments(parameters.length, inputs.length);
        Signature.checkVector("vector of weights", Objects.requireNonNull(weights, "weights"), signature.outputCount());
        Signature.checkVector("product", Objects.requireNonNull(product, "product"), n);
        return vjp.get().gradient(parameters, inputs, weights, first, product);
    }

    /**
     * Computes a vector times the Jacobian of a function without parameters.
     *
     * @param inputs one number per input
     * @param weights m numbers
     * @param product receives n numbers
     * @return the weighted sum of the outputs
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double vjp(double[] inputs, double[] weights, double[] product) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(product, "product");
        return vjp(NOTHING, inputs, weights, product);
    }

    /**
     * Computes the first output, its gradient and its Hessian.
     *
     * <p>Work: as with {@link #jacobian}, for the function that computes the gradient, as {@link
     * io.gradstep.engine.Derivatives#gradient} builds it: n sweeps over some times as many gates.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param gradient receives n numbers
     * @param hessian receives n rows of n numbers, symmetric to the last bit
     * @return the first output
     * @throws IllegalArgumentException if an array has the wrong length
     * @throws UnsupportedOperationException if a {@link io.gradstep.engine.CustomOp} has no symbolic derivatives
     */
    @CanIgnoreReturnValue
    public double hessian(double[] parameters, double[] inputs, double[] gradient, double[][] hessian) {
        signature.checkArguments(parameters.length, inputs.length);
        Signature.checkVector("gradient", Objects.requireNonNull(gradient, "gradient"), n);
        Signature.checkMatrix("Hessian", Objects.requireNonNull(hessian, "hessian"), n, n);
        Sweeps sweeps = this.hessian.get();
        double[] outputs = sweeps.outputs.take();
        sweeps.compute(parameters, inputs, outputs, hessian);
        System.arraycopy(outputs, 0, gradient, 0, n);
        double value = outputs[n];
        sweeps.outputs.giveBack(outputs);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                hessian[j][i] = hessian[i][j];
            }
        }
        return value;
    }

    /**
     * Computes the first output, its gradient and its Hessian, for a function without parameters.
     *
     * @param inputs one number per input
     * @param gradient receives n numbers
     * @param hessian receives n rows of n numbers, symmetric to the last bit
     * @return the first output
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     * @throws UnsupportedOperationException if a {@link io.gradstep.engine.CustomOp} has no symbolic derivatives
     */
    @CanIgnoreReturnValue
    public double hessian(double[] inputs, double[] gradient, double[][] hessian) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(hessian, "hessian");
        return hessian(NOTHING, inputs, gradient, hessian);
    }

    /**
     * {@return the Jacobian of a function in which each output depends on few arguments, or each argument matters to
     * few outputs} Coloured by columns or by rows, whichever takes fewer colours.
     */
    public CompiledSparseMatrix sparseJacobian() {
        return sparseJacobian.get();
    }

    /**
     * {@return the Hessian of the first output, if it is a sum of terms of few arguments each}
     *
     * @throws UnsupportedOperationException if a {@link io.gradstep.engine.CustomOp} has no symbolic derivatives
     */
    public CompiledSparseMatrix sparseHessian() {
        return sparseHessian.get();
    }

    /**
     * Computes the Hessian of the first output times a vector, without the Hessian: reverse mode over forward mode.
     *
     * <p>Work: that of a gradient of about three times as many gates, for any number of arguments.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param vector n numbers
     * @param product receives n numbers
     * @return the slope of the first output along the vector
     * @throws IllegalArgumentException if an array has the wrong length
     * @throws UnsupportedOperationException if a {@link io.gradstep.engine.CustomOp} has no symbolic derivatives
     */
    @CanIgnoreReturnValue
    public double hessianVectorProduct(double[] parameters, double[] inputs, double[] vector, double[] product) {
        signature.checkArguments(parameters.length, inputs.length);
        Signature.checkVector("vector", Objects.requireNonNull(vector, "vector"), n);
        Signature.checkVector("product", Objects.requireNonNull(product, "product"), n);
        return hessianVectorProduct.get().gradient(parameters, inputs, vector, first, product);
    }

    /**
     * Computes the Hessian of the first output times a vector, for a function without parameters.
     *
     * @param inputs one number per input
     * @param vector n numbers
     * @param product receives n numbers
     * @return the slope of the first output along the vector
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     * @throws UnsupportedOperationException if a {@link io.gradstep.engine.CustomOp} has no symbolic derivatives
     */
    @CanIgnoreReturnValue
    public double hessianVectorProduct(double[] inputs, double[] vector, double[] product) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(vector, "vector");
        Objects.requireNonNull(product, "product");
        return hessianVectorProduct(NOTHING, inputs, vector, product);
    }
}
