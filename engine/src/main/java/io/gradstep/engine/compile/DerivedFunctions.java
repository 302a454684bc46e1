package io.gradstep.engine.compile;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.recording.Recorder;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions derived by {@link Derivatives} from a recorded one, with respect to a range of its arguments. Those with a
 * vector have parameters only: the arguments of the recorded function, then the vector, which takes no gradient.
 */
final class DerivedFunctions {
    private final Recording function;
    private final int first;
    private final int count;

    /** Whether a gradient flows into each argument; it does in the range only, and not into constants there. */
    private final boolean[] wanted;

    DerivedFunctions(Recording function, int first, int count) {
        this.function = function;
        this.first = first;
        this.count = count;
        this.wanted = new boolean[function.argumentCount()];
        int[] nodes = function.nodesOfArguments();
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = nodes[i] != Recording.NO_ARGUMENT && function.isActive(nodes[i]);
        }
    }

    /** The gradient of the first output, one output for each argument of the range, then that output itself. */
    Recording gradientAndValue() {
        Replay replay = new Replay(function);
        List<Value> arguments = replay.arguments();
        List<Value> outputs = new ArrayList<>();
        List<Value> gradient = Derivatives.gradient(replay.output(0), wanted(arguments));
        int next = 0;
        for (int i = first; i < first + count; i++) {
            outputs.add(wanted[i] ? gradient.get(next++) : Value.constant(0));
        }
        outputs.add(replay.output(0));
        int split = function.parameterCount;
        return Recorder.record(
                        outputs, arguments.subList(0, split), arguments.subList(split, arguments.size()), List.of())
                .withRespectTo(wanted);
    }

    /** The slopes of all outputs along a vector. */
    Recording slopes() {
        Replay replay = new Replay(function);
        return slopes(replay, replay.outputs());
    }

    /** The slope of the first output along a vector; its gradient is the Hessian times the vector. */
    Recording slope() {
        Replay replay = new Replay(function);
        return slopes(replay, List.of(replay.output(0)));
    }

    private Recording slopes(Replay replay, List<Value> outputs) {
        List<Value> vector = vector(count);
        List<Value> direction = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            if (wanted[first + j]) {
                direction.add(vector.get(j));
            }
        }
        return withVector(replay, Derivatives.jvp(outputs, wanted(replay.arguments()), direction), vector);
    }

    /** The sum of the outputs times a vector; its gradient is the vector times the Jacobian. */
    Recording weightedSum() {
        Replay replay = new Replay(function);
        List<Value> weights = vector(function.outputCount());
        return withVector(replay, List.of(Value.dot(weights, replay.outputs())), weights);
    }

    private Recording withVector(Replay replay, List<Value> outputs, List<Value> vector) {
        List<Value> all = new ArrayList<>(replay.arguments());
        all.addAll(vector);
        return Recorder.record(outputs, all, List.of(), List.of()).withRespectTo(Arrays.copyOf(wanted, all.size()));
    }

    private List<Value> wanted(List<Value> arguments) {
        List<Value> list = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                list.add(arguments.get(i));
            }
        }
        return list;
    }

    private static List<Value> vector(int length) {
        return Stream.generate(Value::recorded).limit(length).toList();
    }
}
