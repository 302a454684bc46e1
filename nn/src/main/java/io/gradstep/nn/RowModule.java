package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.Masks;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.module.VectorModule;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any module as a function of the inputs of one row, which is how training and predictions use it: each row is a
 * sequence of one vector.
 */
final class RowModule implements Serializable {
    private static final long serialVersionUID = 1;

    private final transient SequenceModule module;
    private final int inputCount;
    private final int outputCount;
    private final transient Masks masks = Masks.recorded();
    private transient @Nullable CompiledFunction compiled;

    private RowModule(SequenceModule module, int inputCount) {
        this.module = module;
        this.inputCount = inputCount;
        this.outputCount = module instanceof Mlp mlp ? mlp.outputCount() : countOutputs();
    }

    /**
     * Prepares a module.
     *
     * @param inputCount how many numbers a row has
     * @throws IllegalArgumentException if the module does not take so many, or two of its tensors have the same name
     */
    static RowModule of(SequenceModule module, int inputCount) {
        if (module instanceof Mlp mlp) {
            if (inputCount != mlp.inputCount()) {
                throw new IllegalArgumentException("the number of inputs is %d in the data, but %d in the network"
                        .formatted(inputCount, mlp.inputCount()));
            }
        } else {
            requireDifferentNames(module);
        }
        return new RowModule(module, inputCount);
    }

    private static void requireDifferentNames(SequenceModule module) {
        Set<String> names = new HashSet<>();
        for (ParameterTensor tensor : module.tensors()) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException(
                        "two tensors of %s have the name %s; ParameterTensor.within gives those of a part a prefix"
                                .formatted(module, tensor.name()));
            }
        }
    }

    /** Records the module once: code that is not ours must not decide by the numbers of the inputs. */
    private int countOutputs() {
        try {
            return module.start(masks).next(recordedInputs()).size();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "%s does not take rows of %d inputs: %s".formatted(module, inputCount, e.getMessage()), e);
        }
    }

    private List<Value> recordedInputs() {
        return Stream.generate(Value::recorded).limit(inputCount).toList();
    }

    SequenceModule module() {
        return module;
    }

    int outputCount() {
        return outputCount;
    }

    /** Builds the graph of a prediction, which drops nothing; named where the module names it. */
    List<Value> named(double[] inputs) {
        List<Value> constants = Mlp.constants(inputs);
        return module instanceof VectorModule vector ? vector.forward(constants, GraphStyle.NAMED) : predict(constants);
    }

    /** Builds the graph of a prediction. */
    List<Value> predict(List<Value> inputs) {
        return module.start(Masks.NONE).next(inputs);
    }

    /** Builds the graph of a sample in training: its inputs, then the numbers of its masks. */
    List<Value> train(List<Value> inputsAndMasks) {
        Masks given = Masks.given(inputsAndMasks.subList(inputCount, inputsAndMasks.size()));
        return module.start(given).next(inputsAndMasks.subList(0, inputCount));
    }

    /** The rows of a batch as {@link #train} takes them; the same seed draws the same masks. */
    RowSource rows(RowSource batch, long seed) {
        return masks.arguments().isEmpty() ? batch : new MaskedRows(batch, masks, seed);
    }

    /** Computes the outputs without masks. */
    double[] evaluate(double[] inputs) {
        if (module instanceof Mlp mlp) {
            return mlp.evaluate(inputs);
        }
        if (compiled == null) {
            compiled = compile();
        }
        double[] outputs = new double[outputCount];
        compiled.evaluate(numbers(), inputs, outputs);
        return outputs;
    }

    /** Compiles the outputs as a function of the parameters and the inputs. */
    CompiledFunction compile() {
        List<Value> inputs = module instanceof Mlp ? Mlp.constants(new double[inputCount]) : recordedInputs();
        return CompiledFunction.builder(predict(inputs))
                .parameters(module.parameters())
                .inputs(inputs)
                .build();
    }

    /** The layers whose neurons can die. */
    List<Layer> layers() {
        return module instanceof Mlp mlp ? mlp.layers() : ImmutableList.of();
    }

    double[] numbers() {
        return StateDict.numbers(module);
    }

    void set(double[] numbers) {
        StateDict.set(module, numbers);
    }

    /** The epochs of earlier trainings, which only an {@link Mlp} counts. */
    int epoch() {
        return module instanceof Mlp mlp ? mlp.epoch() : 0;
    }

    void epoch(int epoch) {
        if (module instanceof Mlp mlp) {
            mlp.epoch(epoch);
        }
    }

    @Nullable
    String scaledBy() {
        return module instanceof Mlp mlp ? mlp.scaledBy() : null;
    }

    /** A network as other machines get it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sent(int[] sizes, String activation, String outputActivation, double[] weights)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            Architecture architecture = new Architecture(
                    ImmutableList.copyOf(Ints.asList(sizes)),
                    Activation.named(activation),
                    Activation.named(outputActivation),
                    Initializer.XAVIER,
                    0);
            Mlp model = ModuleShape.of(architecture).build(weights, 0, null);
            return new RowModule(model, model.inputCount());
        }
    }

    private Object writeReplace() throws NotSerializableException {
        if (module instanceof Mlp mlp) {
            Architecture architecture = mlp.architecture();
            return new Sent(
                    Ints.toArray(architecture.sizes()),
                    architecture.activation().label(),
                    architecture.outputActivation().label(),
                    numbers());
        }
        throw new NotSerializableException("only an Mlp can be sent to other machines, not " + module);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a network is sent as its sizes and weights");
    }
}
