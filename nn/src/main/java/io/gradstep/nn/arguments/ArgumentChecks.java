package io.gradstep.nn.arguments;

/** Checks sizes and numbers; the messages say what would be right. */
public final class ArgumentChecks {
    private ArgumentChecks() {}

    public static int positive(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(what, size));
        }
        return size;
    }

    public static void inputs(int given, int wanted) {
        if (given != wanted) {
            throw new IllegalArgumentException("%d inputs were given, but %d are needed".formatted(given, wanted));
        }
    }

    public static void finiteInputs(double[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (!Double.isFinite(inputs[i])) {
                throw new IllegalArgumentException("input %d is %s, not a finite number".formatted(i, inputs[i]));
            }
        }
    }

    public static double positive(String what, double number) {
        if (!(number > 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException("%s must be positive, not %s".formatted(what, number));
        }
        return number;
    }

    public static double notNegative(String what, double number) {
        if (!(number >= 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException("%s must be 0 or positive, not %s".formatted(what, number));
        }
        return number;
    }

    /** Checks a share that may be 0 but not 1, such as the decay of a moving average. */
    public static double share(String what, double number) {
        if (!(number >= 0 && number < 1)) {
            throw new IllegalArgumentException("%s must be at least 0 and less than 1, not %s".formatted(what, number));
        }
        return number;
    }
}
