package io.gradstep.engine.compile;

import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import io.gradstep.engine.compile.bytecode.BytecodeEvaluator;
import io.gradstep.engine.compile.bytecode.GeneratedClasses;
import io.gradstep.engine.compile.bytecode.MethodsEvaluator;
import io.gradstep.engine.compile.lanes.IsomorphicEvaluator;
import io.gradstep.engine.compile.lanes.IsomorphicParts;
import io.gradstep.engine.compile.lanes.IsomorphicSearch;
import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.DenseJacobian;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Jacobian;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import io.gradstep.engine.compile.tape.Tape;
import java.util.Optional;

/** The implementations that evaluate a recording at one point; all give the same numbers. */
enum Tier {
    /** Chooses by size and shape. */
    AUTOMATIC {
        @Override
        Evaluator evaluator(Recording recording) {
            return TierChoice.evaluator(recording);
        }
    },

    /** Chooses likewise; loops keep the values of few steps. */
    CHECKPOINTS {
        @Override
        Evaluator evaluator(Recording recording) {
            StepSequences sequences = TierChoice.sequences(recording);
            return sequences == null ? TierChoice.withoutLoops(recording) : MethodsEvaluator.withCheckpoints(sequences);
        }
    },

    /** Matrices and runs, or lanes if a part occurs many times. */
    TAPE {
        @Override
        Evaluator evaluator(Recording recording) {
            Recording fused = DotFusion.of(recording);
            IsomorphicParts parts = IsomorphicSearch.find(fused);
            return parts == null ? Tape.of(CommonSubexpressions.mergedIn(fused)) : new IsomorphicEvaluator(parts);
        }
    },

    /** Straight-line code in many methods of generated classes. */
    METHODS {
        @Override
        Evaluator evaluator(Recording recording) {
            return GeneratedClasses.obstacle() == null
                    ? new MethodsEvaluator(recording, 0)
                    : new Interpreter(recording);
        }
    },

    /** The same, with loops for all steps that repeat themselves a few times. */
    LOOPS {
        @Override
        Evaluator evaluator(Recording recording) {
            StepSequences sequences = MethodsEvaluator.sequencesIn(recording, FEW_STEPS);
            return sequences == null ? METHODS.evaluator(recording) : new MethodsEvaluator(sequences, 0);
        }
    },

    /** Node-by-node interpretation over arrays. */
    INTERPRETER {
        @Override
        Evaluator evaluator(Recording recording) {
            return new Interpreter(recording);
        }
    },

    /** Straight-line code in a generated class, for a recording that is small enough. */
    BYTECODE {
        @Override
        Evaluator evaluator(Recording recording) {
            return BytecodeCompiler.compile(recording)
                    .orElseThrow(
                            () -> new IllegalArgumentException("%d nodes do not fit into methods of less than %d bytes"
                                    .formatted(recording.size(), BytecodeCompiler.MAX_METHOD_SIZE)));
        }
    };

    /** Fewer steps than would pay: for tests. */
    static final int FEW_STEPS = 3;

    abstract Evaluator evaluator(Recording recording);

    /** The Jacobian that matches the evaluator of a recording. */
    Jacobian jacobian(Recording recording, int rowCount, int firstColumn, int columnCount) {
        Optional<Jacobian> small = this == AUTOMATIC || this == CHECKPOINTS || this == BYTECODE
                ? BytecodeCompiler.compileJacobian(recording, rowCount, firstColumn, columnCount)
                : Optional.empty();
        return small.orElseGet(() -> new DenseJacobian(recording, rowCount, firstColumn, columnCount));
    }

    /** The evaluation at many points that matches the evaluator of a recording. */
    ManyPoints manyPoints(Recording recording, Evaluator evaluator) {
        return evaluator instanceof BytecodeEvaluator
                ? BytecodeCompiler.compileLoop(recording).orElseGet(() -> ManyPoints.by(evaluator))
                : ManyPoints.by(evaluator);
    }
}
