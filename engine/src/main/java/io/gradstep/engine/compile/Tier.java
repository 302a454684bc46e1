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
    TAPE {
        @Override
        Evaluator evaluator(Recording recording) {
            return new Tape(recording);
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
