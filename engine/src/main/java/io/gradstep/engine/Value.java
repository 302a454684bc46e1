package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number that remembers how it was computed: a node of a computation graph.
 *
 * <p>Arithmetic on Values records a graph while it computes, one new node per operation; {@link #backward()} then walks
 * the graph from the output to the leaves and leaves ∂output/∂node in every node's {@link #grad()}. What each gate
 * computes, and its local derivatives, are in {@link Op}.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).mul(z);
 * f.backward();
 * System.out.println(f.data()); // -12.0
 * System.out.println(x.grad()); // -4.0
 * System.out.println(z.grad()); // 3.0
 * }</pre>
 *
 * <p>A <b>leaf</b> is a given number, every other node is <b>interior</b>. A <b>constant</b> takes no gradient, as does
 * anything computed from constants alone or {@linkplain #detach detached}; it costs no backward work.
 *
 * <p>A node that is NaN or infinite is allowed; {@link Graph#firstNonFinite()} finds the first. With the system
 * property {@code gradstep.throwOnNonFinite=true} creating one throws an {@link ArithmeticException} instead.
 *
 * <p>Equality is identity. Use a graph from one thread at a time; graphs that share no nodes are independent, and two
 * that share leaves must not run backward at the same time.
 */
@CheckReturnValue
public sealed class Value extends FunctionsOfOne permits NamedValue, NaryValue, DotValue, WhereValue {
    // A node is 48 bytes on Java 17. The names and lists of operands that few nodes have are in subclasses.

    /** Whether creating a node that is NaN or infinite throws; a constant, so that it costs nothing when it is off. */
    private static final boolean THROW_ON_NON_FINITE = Boolean.getBoolean("gradstep.throwOnNonFinite");

    double data;
    double grad;
    final @Nullable Value left;
    final @Nullable Value right;
    int bits;

    /** Scratch of a pass over the graph, 0 outside: the number of consumers not yet processed, or an index. */
    int pending;

    /** Scratch of a pass over the graph, null outside: the node below this one on the pass's stack. */
    @Nullable
    Value next;

    Value(double data, int bits, @Nullable Value left, @Nullable Value right) {
        if (THROW_ON_NON_FINITE && !Double.isFinite(data)) {
            throw new ArithmeticException("a node was computed as " + data + ", and gradstep.throwOnNonFinite is set");
        }
        this.data = data;
        this.bits = bits;
        this.left = left;
        this.right = right;
    }

    /**
     * {@return a new leaf: an input or a parameter, which takes a gradient}
     *
     * @param data its value
     */
    public static Value of(double data) {
        return new Value(data, Bits.NEEDS_GRAD, null, null);
    }

    /**
     * {@return a new leaf with a name}
     *
     * @param data its value
     * @param name its name in messages and pictures
     * @throws IllegalArgumentException if the name is blank
     */
    public static Value of(double data, String name) {
        return new NamedValue(data, Bits.NEEDS_GRAD, null, null, name);
    }

    /**
     * {@return a new constant: a number that takes no gradient}
     *
     * @param data its value
     */
    public static Value constant(double data) {
        return new Value(data, 0, null, null);
    }

    /**
     * {@return a new leaf that stands for any number: nothing that depends on it tells its own number} Java code that
     * computes with it can then be recorded once, for all numbers, because it can't decide anything by one number.
     * {@link io.gradstep.engine.compile.CompiledFunction#record} makes these.
     */
    public static Value recorded() {
        return new Value(1, Bits.NEEDS_GRAD | Bits.RECORDED, null, null);
    }

    @Override
    final Value self() {
        return this;
    }

    static Value unary(Op op, Value a) {
        return new Value(op.value(a.data), op.kind | Bits.above(Uses.add(a)), a, null);
    }

    static Value binary(Op op, Value x, Value y) {
        // Java's own message about null names y, like the parameter of each method.
        double data = op.value(x.data, y.data);
        int operandBits = x == y ? Uses.add(x, 2) : Uses.add(x) | Uses.add(y);
        return new Value(data, op.kind | Bits.above(operandBits), x, y);
    }

    /**
     * {@return this + y}
     *
     * @param y the other operand
     */
    public Value add(Value y) {
        return binary(Op.ADD, this, y);
    }

    /**
     * {@return this + y for a constant y}
     *
     * @param y the other operand
     */
    public Value add(double y) {
        return add(constant(y));
    }

    /**
     * {@return this − y}
     *
     * @param y the other operand
     */
    public Value sub(Value y) {
        return binary(Op.SUB, this, y);
    }

    /**
     * {@return this − y for a constant y}
     *
     * @param y the other operand
     */
    public Value sub(double y) {
        return sub(constant(y));
    }

    /**
     * {@return y − this for a constant y, {@code 1 - x} for {@code x.rsub(1)}}
     *
     * @param y what this is subtracted from
     */
    public Value rsub(double y) {
        return constant(y).sub(this);
    }

    /**
     * {@return this · y}
     *
     * @param y the other operand
     */
    public Value mul(Value y) {
        return binary(Op.MUL, this, y);
    }

    /**
     * {@return this · y for a constant y}
     *
     * @param y the other operand
     */
    public Value mul(double y) {
        return mul(constant(y));
    }

    /**
     * {@return this / y; a zero y gives ±∞ or NaN as IEEE 754 says}
     *
     * @param y the denominator
     */
    public Value div(Value y) {
        return binary(Op.DIV, this, y);
    }

    /**
     * {@return this / y for a constant y}
     *
     * @param y the denominator
     */
    public Value div(double y) {
        return div(constant(y));
    }

    /**
     * {@return y / this for a constant y, {@code 1/x} for {@code x.rdiv(1)}}
     *
     * @param y the numerator
     */
    public Value rdiv(double y) {
        return constant(y).div(this);
    }

    /**
     * {@return a where the condition holds, else b, decided anew whenever the graph is computed}
     *
     * <p>The branch taken receives the whole gradient. The other one receives nothing, even where it is NaN or
     * infinite, as in {@code Value.where(x.greaterThan(0), x.mul(x.log()), Value.constant(0))} at 0.
     *
     * @param condition a comparison, or any number: 0 does not hold, others do; where it is NaN, so is the result
     * @param a the result where the condition holds
     * @param b the result where it does not
     */
    public static Value where(Value condition, Value a, Value b) {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return WhereValue.of(condition, a, b);
    }

    /**
     * {@return the sum of one or more values as a single node, added from left to right}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value sum(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.SUM.apply(values);
    }

    /**
     * {@return {@link #sum(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value sum(Value... values) {
        Objects.requireNonNull(values, "values");
        return Op.SUM.apply(values);
    }

    /**
     * {@return the mean of one or more values: their {@link #sum} divided by their number}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value mean(List<Value> values) {
        return sum(values).div(values.size());
    }

    /**
     * {@return {@link #mean(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value mean(Value... values) {
        Objects.requireNonNull(values, "values");
        return sum(values).div(values.length);
    }

    /**
     * {@return the largest of one or more values, the first of those that are equal, as a chain of {@link #max(Value)}}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value max(List<Value> values) {
        return chain(Op.MAX, values);
    }

    /**
     * {@return the smallest of one or more values, the first of those that are equal, as a chain of
     * {@link #min(Value)}}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value min(List<Value> values) {
        return chain(Op.MIN, values);
    }

    private static Value chain(Op op, List<Value> values) {
        Objects.requireNonNull(values, "values");
        return values.stream()
                .reduce((a, b) -> binary(op, a, b))
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s takes at least 1 operand, but was given 0".formatted(op.functionName())));
    }

    /**
     * {@return √(v₁² + v₂² + …), the length of a vector, as a single node; no square overflows, slopes 0 at the origin}
     *
     * @param values the components
     * @throws IllegalArgumentException if there are none
     */
    public static Value norm(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.NORM.apply(values);
    }

    /**
     * {@return {@link #norm(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value norm(Value... values) {
        Objects.requireNonNull(values, "values");
        return Op.NORM.apply(values);
    }

    /**
     * {@return log Σ exp of one or more values as a single node; nothing overflows on the way}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSumExp(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SUM_EXP.apply(values);
    }

    /**
     * {@return {@link #logSumExp(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSumExp(Value... values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SUM_EXP.apply(values);
    }

    /**
     * {@return the first value's share e<sup>v₁</sup>/Σ e<sup>vᵢ</sup> as a single node; nothing overflows on the way}
     *
     * @param values the operands; the order of those after the first does not matter
     * @throws IllegalArgumentException if there are none
     */
    public static Value softmax(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.SOFTMAX.apply(values);
    }

    /**
     * {@return {@link #softmax(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value softmax(Value... values) {
        Objects.requireNonNull(values, "values");
        return Op.SOFTMAX.apply(values);
    }

    /**
     * {@return the logarithm of the first value's share, v₁ − log Σ e<sup>vᵢ</sup>, as a single node that keeps its
     * digits near 0, too} Minus this is the cross-entropy of a sample whose right class has the first of the logits.
     *
     * @param values the operands; the order of those after the first does not matter
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSoftmax(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SOFTMAX.apply(values);
    }

    /**
     * {@return {@link #logSoftmax(List)} of these values}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSoftmax(Value... values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SOFTMAX.apply(values);
    }

    /**
     * {@return w₁·x₁ + w₂·x₂ + … as a single node, added from left to right, whose operands are w₁, x₁, w₂, x₂, …}
     * Lists that are {@link Operands} are kept, others are copied.
     *
     * @param weights one or more weights
     * @param inputs as many inputs
     * @throws IllegalArgumentException if the lists are empty or differ in length
     */
    public static Value dot(List<Value> weights, List<Value> inputs) {
        return DotValue.of(weights, inputs, null);
    }

    /**
     * {@return w₁·x₁ + w₂·x₂ + … as a single node with constant weights, added from left to right}
     *
     * @param weights one or more numbers, which become constants
     * @param inputs as many inputs
     * @throws IllegalArgumentException if there are no weights, or not as many as inputs
     */
    public static Value dot(double[] weights, List<Value> inputs) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(inputs, "inputs");
        Value[] constants = new Value[weights.length];
        Arrays.setAll(constants, i -> constant(weights[i]));
        return DotValue.of(Operands.over(constants), inputs, null);
    }

    /**
     * {@return w₁·x₁ + w₂·x₂ + … + bias as a single node, added from left to right, whose operands are w₁, x₁, w₂, x₂,
     * …, bias} Lists that are {@link Operands} are kept, others are copied.
     *
     * @param weights one or more weights
     * @param inputs as many inputs
     * @param bias what is added last
     * @throws IllegalArgumentException if the lists are empty or differ in length
     */
    public static Value dot(List<Value> weights, List<Value> inputs, Value bias) {
        return DotValue.of(weights, inputs, Objects.requireNonNull(bias, "bias"));
    }

    /**
     * {@return the value, given or computed by the forward pass, possibly infinite or NaN}
     *
     * @throws IllegalStateException if this depends on an input of code that is being {@linkplain #recorded()
     *     recorded}
     */
    public double data() {
        checkNotRecorded();
        return data;
    }

    /** Refuses to let recorded code decide by a number. */
    void checkNotRecorded() {
        if ((bits & Bits.RECORDED) != 0) {
            throw new IllegalStateException(
                    ("%s depends on an input of code that is recorded for all numbers, so it has "
                                    + "none that the code could decide by; write Value.where(condition, a, b), max or"
                                    + " min")
                            .formatted(this));
        }
    }

    /**
     * Sets a leaf's value. Values computed from it are out of date until {@link Graph#forward()}.
     *
     * @param data the new value
     * @throws IllegalStateException if this is not a leaf, or is a constant or {@linkplain #recorded() recorded}
     */
    public void setData(double data) {
        checkNotRecorded();
        if (!isLeaf() || isConstant()) {
            throw new IllegalStateException("only a leaf's data can be set, but %s is %s"
                    .formatted(this, isLeaf() ? "a constant" : "computed from its operands"));
        }
        this.data = data;
    }

    /**
     * {@return ∂output/∂this of the last backward pass, or for a leaf the sum over all passes since {@link
     * #zeroGrad()}; 0 before any}
     *
     * @throws IllegalStateException if this is {@linkplain #recorded() recorded}
     */
    public double grad() {
        checkNotRecorded();
        return grad;
    }

    /** {@return whether a backward pass has reached this node, so that {@link #grad()} means something} */
    public boolean hasGrad() {
        return (bits & Bits.HAS_GRAD) != 0;
    }

    /** Resets the gradient of this node alone. */
    public void zeroGrad() {
        grad = 0;
        bits &= ~Bits.HAS_GRAD;
    }

    /**
     * Computes the gradient of this output with respect to every node that it depends on, with seed 1.
     *
     * <p>Gradients of interior nodes are cleared first, those of leaves accumulate: a second call doubles the gradients
     * of the leaves and does not change those of interior nodes. Time is linear in the number of nodes. Memory is taken
     * only if interior nodes have several uses and leaves have gradients already, to note those, or if interior nodes
     * are detached.
     */
    public void backward() {
        backward(1);
    }

    /**
     * Computes gradients as {@link #backward()} does, starting from a given gradient of the output.
     *
     * @param seed the gradient of this output itself
     */
    public void backward(double seed) {
        Backward.run(this, seed);
    }

    /** {@return whether this is a leaf, which has no operands} */
    public boolean isLeaf() {
        return (bits & Bits.KIND) == 0;
    }

    /** {@return whether this node takes no gradient: a constant leaf, detached, or computed from such nodes alone} */
    public boolean isConstant() {
        return (bits & Bits.NEEDS_GRAD) == 0;
    }

    /**
     * {@return the operation that computed this value}
     *
     * @throws IllegalStateException if this is a leaf, which no gate computed
     */
    public Gate op() {
        if (isLeaf()) {
            throw new IllegalStateException(this + " is a leaf: no op computed it; ask isLeaf() first");
        }
        return gate();
    }

    /** Whether an op computed this. */
    boolean is(Op op) {
        return (bits & Bits.KIND) == op.kind;
    }

    /** The gate of an interior node. */
    Gate gate() {
        return Op.byKind(bits & Bits.KIND);
    }

    /** {@return the number of operands, counting one that is used twice as two; 0 for a leaf} */
    public int operandCount() {
        return left == null ? 0 : right == null ? 1 : 2;
    }

    /**
     * {@return an operand}
     *
     * @param i which, from 0
     * @throws IndexOutOfBoundsException if there is no such operand
     */
    public Value operand(int i) {
        Value operand = i == 0 ? left : i == 1 ? right : null;
        if (operand == null) {
            throw new IndexOutOfBoundsException("there is no operand %d: %s has %d".formatted(i, this, operandCount()));
        }
        return operand;
    }

    /**
     * {@return a node with the same number that takes no gradient} It follows this node whenever the graph is computed
     * anew, also in compiled functions; a backward pass ends at it.
     *
     * <pre>{@code
     * Value x = Value.of(0.7, "x");
     * Value rounded = x.add(x.round().sub(x).detach()); // 1 in the forward pass, the slope of x in the backward pass
     * rounded.backward();
     * System.out.println(x.grad()); // 1.0
     * }</pre>
     */
    public Value detach() {
        return new Value(
                data,
                Op.DETACH.kind | Bits.CONDITIONAL | (isLeaf() ? 0 : Bits.DETACH) | (bits & Bits.RECORDED),
                this,
                null);
    }

    /** {@return an immutable list of the operands in order, with repetitions; empty for a leaf} */
    public List<Value> operands() {
        if (left == null) {
            return ImmutableList.of();
        }
        return right == null ? ImmutableList.of(left) : ImmutableList.of(left, right);
    }

    /** {@return the name, or null if there is none} */
    public @Nullable String name() {
        return null;
    }

    /**
     * {@return a new node with a name and the same value, op and operands, without a gradient} Use it instead of this
     * node, which nothing should use any more.
     *
     * <pre>{@code
     * Value x = Value.of(3, "x");
     * Value q = x.mul(x).named("q");
     * System.out.println(q.name()); // q
     * }</pre>
     *
     * @param name its name in messages and pictures
     * @throws IllegalArgumentException if the name is blank
     */
    public Value named(String name) {
        if (left == null || isConstant()) {
            return new NamedValue(data, bits & ~Bits.HAS_GRAD, left, right, name);
        }
        int operandBits =
                right == null ? Uses.add(left) : Uses.add(left) | Uses.add(right); // this node may also be in use
        return new NamedValue(data, (bits & Bits.KIND) | Bits.above(operandBits) | Bits.RECOUNT, left, right, name);
    }

    /** The bits of a copy of this n-ary node, which no gate uses yet. */
    int copiedBits() {
        return bits & ~(Bits.HAS_GRAD | Bits.USED | Bits.MANY_USES);
    }

    /** Returns name, value and gradient in one line, without walking the graph. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Value(");
        if (name() != null) {
            text.append(name()).append(": ");
        }
        text.append("data=").append(data);
        if (hasGrad()) {
            text.append(", grad=").append(grad);
        }
        if (!isLeaf()) {
            text.append(", op=").append(gate().symbol());
        } else if (isConstant()) {
            text.append(", constant");
        }
        return text.append(')').toString();
    }
}
