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
     * {@return φ(x)}
     *
     * @param x the argument
     */
    public abstract double value(double x);

    /**
     * {@return φ′(x), the slope there}
     *
     * @param x the argument
     */
    public abstract double slope(double x);

    /**
     * {@return φ of each entry, a matrix of the same shape}
     *
     * @param a a matrix
     */
    public double[][] of(double[][] a) {
        return Matrices.map(a, this::value);
    }

    /**
     * {@return φ′ of each entry, a matrix of the same shape}
     *
     * @param a a matrix
     */
    public double[][] slopes(double[][] a) {
        return Matrices.map(a, this::slope);
    }
}
