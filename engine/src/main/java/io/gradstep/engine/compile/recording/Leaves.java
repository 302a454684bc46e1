package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/** The arguments and constants of a function, numbered from 0 in the order in which they are added. */
final class Leaves {
    private int[] arguments = new int[16];
    private double[] constants = new double[16];
    private int count;

    /** Adds an argument by its index, and returns its number as a leaf. */
    int addArgument(int argument) {
        return add(argument, 0);
    }

    /** Adds a constant, and returns its number as a leaf. */
    int addConstant(double constant) {
        return add(Recording.NO_ARGUMENT, constant);
    }

    private int add(int argument, double constant) {
        if (count == arguments.length) {
            arguments = Arrays.copyOf(arguments, 2 * count);
            constants = Arrays.copyOf(constants, 2 * count);
        }
        arguments[count] = argument;
        constants[count] = constant;
        return count++;
    }

    /** The index of a leaf among the arguments; {@link Recording#NO_ARGUMENT} for a constant. */
    int argument(int leaf) {
        return arguments[leaf];
    }

    /** The value of a constant; 0 for an argument. */
    double constant(int leaf) {
        return constants[leaf];
    }

    Leaves copy() {
        Leaves copy = new Leaves();
        copy.arguments = arguments.clone();
        copy.constants = constants.clone();
        copy.count = count;
        return copy;
    }
}
