package io.gradstep.nn.module;

import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.KnownNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activation function: any unary {@link Op} of the engine, or the identity.
 *
 * <p>The constants are the usual ones; {@link #of(Op)} takes every other gate with one operand.
 */
public final class Activation implements VectorModule {
    private static final String NOTHING = "identity";

    private static final Map<String, Activation> ALL = all();

    /** The identity: a linear layer. */
    public static final Activation IDENTITY = named(NOTHING);

    /** The hyperbolic tangent. */
    public static final Activation TANH = of(Op.TANH);

    /** The logistic function. */
    public static final Activation SIGMOID = of(Op.SIGMOID);

    /** max(0, x). */
    public static final Activation RELU = of(Op.RELU);

    /** x if positive, else 0.01·x. */
    public static final Activation LEAKY_RELU = of(Op.LEAKY_RELU);

    /** log(1 + e<sup>x</sup>). */
    public static final Activation SOFTPLUS = of(Op.SOFTPLUS);

    /** x·Φ(x). */
    public static final Activation GELU = of(Op.GELU);

    private final @Nullable Op op;
    private final String label;

    private Activation(@Nullable Op op, String label) {
        this.op = op;
        this.label = label;
    }

    private static Map<String, Activation> all() {
        ImmutableMap.Builder<String, Activation> all = ImmutableMap.builder();
        all.put(NOTHING, new Activation(null, NOTHING));
        for (Op op : Op.values()) {
            if (op.arity() == Arity.UNARY) {
                all.put(op.functionName(), new Activation(op, op.functionName()));
            }
        }
        return all.build();
    }

    /**
     * {@return the activation of a gate, always the same object for the same op}
     *
     * @param op a gate with one operand
     * @throws IllegalArgumentException if the op takes more than one operand
     */
    public static Activation of(Op op) {
        Activation activation = ALL.get(op.functionName());
        if (activation == null) {
            throw new IllegalArgumentException(
                    "an activation must take one operand, but %s is %s".formatted(op.functionName(), op.arity()));
        }
        return activation;
    }

    /**
     * {@return the activation of a name}
     *
     * @param label {@code identity}, or the function name of a unary op, such as {@code tanh} or {@code leakyRelu}
     * @throws IllegalArgumentException if there is none of that name; the message lists the known names
     */
    public static Activation named(String label) {
        Objects.requireNonNull(label, "label");
        Activation activation = ALL.get(label);
        if (activation == null) {
            throw KnownNames.unknown("activation", label, ALL.keySet());
        }
        return activation;
    }

    /** {@return the name that {@link #named} takes: a function name of the expression language, or {@code identity}} */
    public String label() {
        return label;
    }

    /** {@return the op; empty for the identity} */
    public Optional<Op> op() {
        return Optional.ofNullable(op);
    }

    /**
     * {@return a new node that applies the gate, or x itself for the identity}
     *
     * @param x a weighted sum
     */
    public Value apply(Value x) {
        Objects.requireNonNull(x, "x");
        return op == null ? x : op.apply(x);
    }

    /**
     * Applies the gate to each value.
     *
     * @param x any number of weighted sums
     * @return an immutable list of as many nodes, or x itself for the identity
     */
    @Override
    public List<Value> forward(List<Value> x) {
        Objects.requireNonNull(x, "x");
        if (op == null) {
            return x;
        }
        Value[] outputs = new Value[x.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = op.apply(x.get(i));
        }
        return Operands.of(outputs);
    }

    /**
     * Computes the gate's value without a graph.
     *
     * @param x a weighted sum
     * @return the same number as {@link #apply(Value)}, to the last bit
     */
    public double apply(double x) {
        return op == null ? x : op.forward(x);
    }

    /**
     * Tests whether the activation is flat at a weighted sum, so that no gradient passes through it.
     *
     * @param x a weighted sum
     * @return true if the derivative at x is 0
     */
    public boolean blocks(double x) {
        return op != null && op.derivative(0, new double[] {x}, op.forward(x)) == 0;
    }

    @Override
    public String toString() {
        return label;
    }
}
