package io.gradstep.engine.compile;

/** The ways to evaluate a recording at one point; all give the same numbers. */
enum Tier {
    /** Chooses by size. */
    AUTOMATIC {
        @Override
        Evaluator evaluator(Recording recording) {
            return TAPE.evaluator(recording);
        }
    },

    /** Node by node over arrays. */
    /** As matrices and runs, or in lanes where a part occurs many times. */
    TAPE {
        @Override
        Evaluator evaluator(Recording recording) {
            Recording fused = DotFusion.of(recording);
            Roll roll = Roller.roll(fused);
            return roll == null ? new Tape(CommonSubexpressions.mergedIn(fused)) : new Rolled(roll);
        }
    },

    /** Node by node over arrays. */
    INTERPRETER {
        @Override
        Evaluator evaluator(Recording recording) {
            return new Interpreter(recording);
        }
    };

    abstract Evaluator evaluator(Recording recording);
}
