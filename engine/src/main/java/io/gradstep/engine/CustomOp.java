package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined gate: a forward function with its local derivatives.
 *
 * <pre>{@code
 * CustomOp cube = CustomOp.builder("cube", 1, v -> v[0] * v[0] * v[0])
 *         .derivatives((v, out) -> new double[] {3 * v[0] * v[0]})
 *         .symbolicDerivatives((v, out) -> List.of(v.get(0).pow(2).mul(3)))
 *         .build();
 * Value x = Value.of(2, "x");
 * Value f = cube.apply(x);
 * f.backward();
 * System.out.println(f.data()); // 8.0
 * System.out.println(x.grad()); // 12.0
 * }</pre>
 *
 * <p>The functions must be pure: the same operands give the same results, without side effects. Check the derivatives
 * with {@link GradientCheck}. Symbolic derivatives are needed only to differentiate a derivative again, with
 * {@link Derivatives}.
 *
 * <p>Immutable; thread-safe if its functions are.
 */
public final class CustomOp implements Gate {

    /** Computes the value of a gate. */
    @FunctionalInterface
    public interface Forward {
        /**
         * Computes the value.
         *
         * @param operands the operands' values
         * @return the value
         */
        double value(double[] operands);
    }

    /** Computes the local derivatives of a gate. */
    @FunctionalInterface
    public interface LocalDerivatives {
        /**
         * Computes ∂out/∂operand for every operand.
         *
         * @param operands the operands' values
         * @param out the gate's value there
         * @return one number for each operand
         */
        double[] at(double[] operands, double out);
    }

    /** Builds the local derivatives of a gate as graphs. */
    @FunctionalInterface
    public interface SymbolicDerivatives {
        /**
         * Builds ∂out/∂operand for every operand.
         *
         * @param operands the operands
         * @param out the gate's node
         * @return one node for each operand; the list is read and not kept, and may be immutable
         */
        List<Value> at(List<Value> operands, Value out);
    }

    /** The count of a list that is null. */
    private static final int NULL = -1;

    private final String name;
    private final int operandCount;
    private final Forward forward;
    private final LocalDerivatives derivatives;
    private final @Nullable SymbolicDerivatives symbolicDerivatives;
    private final String explanation;

    private CustomOp(Builder builder, LocalDerivatives derivatives) {
        this.name = builder.name;
        this.operandCount = builder.operandCount;
        this.forward = builder.forward;
        this.derivatives = derivatives;
        this.symbolicDerivatives = builder.symbolicDerivatives;
        this.explanation = builder.explanation;
    }

    /**
     * Starts a gate.
     *
     * @param name its name in pictures and programs: a letter, then letters, digits or underscores; not the name of an
     *     {@link Op}
     * @param operandCount the number of operands it takes, at least 1
     * @param forward computes its value
     * @return a builder, which still needs derivatives
     * @throws IllegalArgumentException if the name or the number of operands is not allowed
     */
    public static Builder builder(String name, int operandCount, Forward forward) {
        return new Builder(name, operandCount, forward);
    }

    /** Builds a {@link CustomOp}. */
    public static final class Builder {
        private final String name;
        private final int operandCount;
        private final Forward forward;
        private @Nullable LocalDerivatives derivatives;
        private @Nullable SymbolicDerivatives symbolicDerivatives;
        private String explanation;

        private Builder(String name, int operandCount, Forward forward) {
            Objects.requireNonNull(forward, "forward");
            if (!name.matches("\\p{L}[\\p{L}\\p{N}_]*")) {
                throw new IllegalArgumentException(
                        "the name of a custom op must be a letter, then letters, digits or underscores, but is '%s'"
                                .formatted(name));
            }
            if (Arrays.stream(Op.values()).anyMatch(op -> op.functionName().equals(name))) {
                throw new IllegalArgumentException(
                        "'%s' is the name of a built-in op; call the custom op something else".formatted(name));
            }
            if (operandCount < 1) {
                throw new IllegalArgumentException(
                        "a custom op takes at least 1 operand, not %d".formatted(operandCount));
            }
            this.name = name;
            this.operandCount = operandCount;
            this.forward = forward;
            this.explanation =
                    "The %s gate scales: each operand receives the upstream gradient times the slope along it."
                            .formatted(name);
        }

        /**
         * Sets the local derivatives, which are required.
         *
         * @param derivatives computes one number for each operand
         * @return this builder
         */
        public Builder derivatives(LocalDerivatives derivatives) {
            this.derivatives = Objects.requireNonNull(derivatives, "derivatives");
            return this;
        }

        /**
         * Sets the local derivatives as graphs, for derivatives of derivatives.
         *
         * @param symbolicDerivatives builds one node for each operand
         * @return this builder
         */
        public Builder symbolicDerivatives(SymbolicDerivatives symbolicDerivatives) {
            this.symbolicDerivatives = Objects.requireNonNull(symbolicDerivatives, "symbolicDerivatives");
            return this;
        }

        /**
         * Sets the sentence that tells a student what the gate does with the upstream gradient.
         *
         * @param explanation a sentence
         * @return this builder
         */
        public Builder explanation(String explanation) {
            this.explanation = Objects.requireNonNull(explanation, "explanation");
            return this;
        }

        /**
         * Builds the gate.
         *
         * @return the gate
         * @throws IllegalStateException if there are no derivatives
         */
        public CustomOp build() {
            if (derivatives == null) {
                throw new IllegalStateException(
                        "custom op '%s' has no derivatives; call derivatives(...) before build()".formatted(name));
            }
            return new CustomOp(this, derivatives);
        }
    }

    @Override
    public String symbol() {
        return name;
    }

    @Override
    public String functionName() {
        return name;
    }

    @Override
    public Rule rule() {
        return Rule.SCALES;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    /** {@return the number of operands this op takes} */
    public int operandCount() {
        return operandCount;
    }

    @Override
    public double forward(double... operands) {
        checkCount(operands.length);
        return forward.value(operands.clone());
    }

    @Override
    public double derivative(int i, double[] operands, double out) {
        checkIndex(i, operands.length);
        return derivatives(operands, out)[i];
    }

    /**
     * Computes all local derivatives at once.
     *
     * @param operands the operands' values
     * @param out the gate's value there
     * @return ∂out/∂operand for each operand
     * @throws IllegalStateException if the function given to the builder returns null, or the wrong number of
     *     derivatives
     */
    public double[] derivatives(double[] operands, double out) {
        double[] all = derivatives.at(operands.clone(), out);
        checkReturned(all == null ? NULL : all.length, "number");
        return all;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException if this op was built without symbolic derivatives
     * @throws IllegalStateException if the function given to the builder returns null, or the wrong number of
     *     derivatives
     */
    @Override
    public Value derivative(int i, List<Value> operands, Value out) {
        Objects.requireNonNull(out, "out");
        checkIndex(i, operands.size());
        if (symbolicDerivatives == null) {
            throw new UnsupportedOperationException(
                    ("custom op '%s' has only numeric derivatives, so its gradient cannot be built as a graph "
                                    + "and differentiated again; call symbolicDerivatives(...) before build()")
                            .formatted(name));
        }
        List<Value> all = symbolicDerivatives.at(ImmutableList.copyOf(operands), out);
        checkReturned(all == null ? NULL : all.size(), "node");
        Value derivative = all.get(i);
        if (derivative == null) {
            throw new IllegalStateException(
                    ("custom op '%s' returned null for the symbolic derivative of operand %d; return a node, "
                                    + "Value.constant(0) for a derivative of 0")
                            .formatted(name, i));
        }
        return derivative;
    }

    @Override
    public Value apply(List<Value> operands) {
        checkCount(operands.size());
        return CustomValue.of(this, operands);
    }

    /**
     * {@return a new node that applies this op to operands}
     *
     * @param operands the operands, as many as the op takes
     * @throws IllegalArgumentException if the number of operands is wrong
     */
    public Value apply(Value... operands) {
        Objects.requireNonNull(operands, "operands");
        return apply(Arrays.asList(operands));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }

    private void checkCount(int count) {
        if (count != operandCount) {
            throw new IllegalArgumentException("%s takes %d operand%s, but was given %d"
                    .formatted(name, operandCount, operandCount == 1 ? "" : "s", count));
        }
    }

    private void checkIndex(int i, int count) {
        checkCount(count);
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException(
                    "%s has operands 0 to %d; there is no operand %d".formatted(name, count - 1, i));
        }
    }

    private void checkReturned(int count, String what) {
        if (count != operandCount) {
            String returned = count == NULL ? "null" : "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
            throw new IllegalStateException("custom op '%s' has %d operand%s, but its derivatives returned %s"
                    .formatted(name, operandCount, operandCount == 1 ? "" : "s", returned));
        }
    }
}
