package io.gradstep.engine.compile;

import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import io.gradstep.engine.compile.bytecode.BytecodeEvaluator;
import io.gradstep.engine.compile.bytecode.GeneratedClasses;
import io.gradstep.engine.compile.bytecode.MethodsEvaluator;
import io.gradstep.engine.compile.lanes.IsomorphicEvaluator;
import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import java.util.stream.Collectors;

/** Tells how a function is evaluated. */
final class Explanation {
    private Explanation() {}

    /** Its size in one line. */
    static String line(Recording recording) {
        return "CompiledFunction(%s)".formatted(size(recording));
    }

    /** Its size, and the tiers that serve one point and batches. */
    static String of(Recording recording, Evaluator evaluator) {
        Recording merged = CommonSubexpressions.mergedIn(DotFusion.of(recording));
        return """
                %s; %s once equal gates are merged and sums of products are dots.
                One point: %s
                Many points at once (gradients): %s
                Batches (sumGradient, meanGradient, values): lanes. Each gate is computed for many samples at a time.\
                """.formatted(
                        size(recording), count(merged.gateCount(), "gate"), onePoint(evaluator), manyPoints(evaluator));
    }

    private static String size(Recording recording) {
        String parameters = recording.parameterCount == 0 ? "" : count(recording.parameterCount, "parameter") + ", ";
        return "%s%s, %s, %s"
                .formatted(
                        parameters,
                        count(recording.inputCount, "input"),
                        count(recording.outputCount(), "output"),
                        count(recording.gateCount(), "gate"));
    }

    private static String onePoint(Evaluator evaluator) {
        String tooLarge = "One method would be larger than the %d bytes that HotSpot compiles"
                .formatted(BytecodeCompiler.MAX_METHOD_SIZE);
        if (evaluator instanceof BytecodeEvaluator) {
            return ("bytecode. Value and gradient fit into generated methods of less than %d bytes, which HotSpot"
                            + " compiles.")
                    .formatted(BytecodeCompiler.MAX_METHOD_SIZE);
        }
        if (evaluator instanceof MethodsEvaluator methods) {
            StepSequences sequences = methods.sequences();
            if (sequences != null) {
                return loops(sequences, methods);
            }
            return "bytecode in many methods, after %d evaluations by an interpreter with the same bits. %s."
                    .formatted(
                            TierChoice.INTERPRETED_FIRST,
                            "HotSpot compiles small methods best, and too few of the gates would be in lanes or in the "
                                    + "loops of a tape");
        }
        if (evaluator instanceof Interpreter) {
            String obstacle = GeneratedClasses.obstacle();
            return obstacle == null
                    ? ("interpreter, gate by gate. HotSpot would compile methods of more than %d nodes for too long,"
                                    + " no part occurs often enough for lanes, and no level of the graph has enough"
                                    + " equal"
                                    + " gates for a tape.")
                            .formatted(TierChoice.MAX_NODES_OF_METHODS)
                    : "interpreter, gate by gate, because %s.".formatted(obstacle);
        }
        if (evaluator instanceof IsomorphicEvaluator lanes) {
            return "lanes. %s, and a part of %s occurs %d times: each of its gates is computed for many at a time."
                    .formatted(tooLarge, count(lanes.gatesOfPart(), "gate"), lanes.occurrences());
        }
        return "tape of matrices and runs of equal gates. %s, and no part occurs often enough for lanes."
                .formatted(tooLarge);
    }

    private static String loops(StepSequences sequences, MethodsEvaluator methods) {
        String loops = sequences.sequences().stream()
                .map(s -> "%d steps of %s".formatted(s.count, count(s.period, "gate")))
                .collect(Collectors.joining(", "));
        String rest = methods.checkpointed()
                ? ", with checkpoints, from which the backward pass computes values anew"
                : methods.interpretedFirst() == 0
                        ? ""
                        : ", after %s by an interpreter with the same bits"
                                .formatted(count(methods.interpretedFirst(), "evaluation"));
        return "bytecode with loops over steps that repeat themselves (%s)%s.".formatted(loops, rest);
    }

    private static String manyPoints(Evaluator evaluator) {
        return evaluator instanceof BytecodeEvaluator
                ? "bytecode, with the loop over points in it where that fits as well."
                : "one after the other, as above.";
    }

    private static String count(int count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
