package io.gradstep.engine.compile;

/** Gates of one unary op side by side, over values side by side. */
record TapeRun(ElementLoops loops, int a, int out, int count, boolean active) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Room room) {
        loops.valueRun(room.values, a, out, count);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Room room) {
        if (active) {
            loops.slopeRun(room.values, room.gradients, a, out, count);
        }
    }
}
