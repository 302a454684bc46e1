package io.gradstep.engine.compile;

/** Nodes that are interpreted one by one. */
record TapeNodes(Interpreter interpreter, int from, int to) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Room room) {
        interpreter.forward(from, to, parameters, inputs, room);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Room room) {
        interpreter.pullBack(from, to, parameterGradient, inputGradient, room);
    }
}
