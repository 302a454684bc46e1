package io.gradstep.engine.compile;

/** What the classes that {@link BytecodeCompiler} writes have in common. */
abstract class BytecodeEvaluator implements Evaluator {
    private final int[] operandCounts;

    BytecodeEvaluator(int[] operandCounts) {
        this.operandCounts = operandCounts;
    }

    @Override
    public final Room room() {
        return operandCounts.length == 0 ? Room.NONE : new Room(0, operandCounts, 0);
    }

    /** For a function with one output; a class with more has its own. */
    @Override
    public void values(double[] parameters, double[] inputs, double[] outputs, Room room) {
        outputs[0] = value(parameters, inputs, room);
    }
}
