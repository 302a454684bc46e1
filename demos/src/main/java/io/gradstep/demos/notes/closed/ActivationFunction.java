package io.gradstep.demos.notes.closed;

/** The activation functions of the notes with their derivatives. */
public enum ActivationFunction {
    /** σ(x) = 1/(1 + e<sup>−x</sup>), with slope σ(x)(1 − σ(x)). */
    SIGMOID {
        @Override
        public double value(double x) {
            return 1 / (1 + StrictMath.exp(-x));
        }

        @Override
        public double slope(double x) {
            return value(x) * (1 - value(x));
        }
    },

    /** tanh x, with slope 1 − tanh²x. */
    TANH {
        @Override
        public double value(double x) {
            return StrictMath.tanh(x);
        }

        @Override
        public double slope(double x) {
            return 1 - value(x) * value(x);
        }
    },

    /** max(0, x), with slope 1 for x &gt; 0 and otherwise 0. */
    RELU {
        @Override
        public double value(double x) {
            return x > 0 ? x : 0;
        }

        @Override
        public double slope(double x) {
            return x > 0 ? 1 : 0;
        }
    },

    /** x itself, with slope 1. */
    IDENTITY {
        @Override
        public double value(double x) {
            return x;
        }

        @Override
        public double slope(double x) {
            return 1;
        }
    };

    /**
     * Returns φ(x).
     *
     * @param x the argument
     * @return the function's value
     */
    public abstract double value(double x);

    /**
     * Returns φ′(x).
     *
     * @param x the argument
     * @return the slope there
     */
    public abstract double slope(double x);

    /**
     * Returns φ of each entry.
     *
     * @param a a matrix
     * @return a matrix of the same shape
     */
    public double[][] of(double[][] a) {
        return Matrices.map(a, this::value);
    }

    /**
     * Returns φ′ of each entry.
     *
     * @param a a matrix
     * @return a matrix of the same shape
     */
    public double[][] slopes(double[][] a) {
        return Matrices.map(a, this::slope);
    }
}
