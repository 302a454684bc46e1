package io.gradstep.demos.export;

import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import java.util.Optional;

/** The part of an exported class that converts units and names classes. */
final class JavaMeaning {
    static final String INPUT = "INPUT";
    static final String TARGET = "TARGET";

    private final WorkedSample sample;
    private final Scaling scaling;

    JavaMeaning(WorkedSample sample) {
        this.sample = sample;
        this.scaling = sample.predictor.scaling();
    }

    /** Fills in the placeholders that depend on units and classes. */
    String fillIn(String source) {
        boolean classes = sample.predictor.tellsClasses();
        String forward = "forward(%s)".formatted(standardized("row", INPUT, scaling.inputs()));
        return source.replace("%classes%", indent(answers()))
                .replace(
                        "%predict%",
                        scaling.targets().isEmpty()
                                ? forward
                                : "restore(%s, TARGET_MEANS, TARGET_DEVIATIONS)".formatted(forward))
                .replace("%sampleInput%", standardized("SAMPLE", INPUT, scaling.inputs()))
                .replace("%sampleTarget%", standardized("TARGET", TARGET, scaling.targets()))
                .replace("%sayClass%", classes ? "System.out.println(\"class = \" + label(SAMPLE));\n        " : "");
    }

    /** {@return the methods that convert units and name classes, as far as needed} */
    String functions() {
        return (scaling.isNone() ? "" : indent(STANDARDIZE))
                + (scaling.targets().isEmpty() ? "" : indent(RESTORE));
    }

    private String answers() {
        String answers = sample.predictor.tellsClasses() ? CLASSES.replace("%decide%", decide()) : "";
        if (sample.predictor.tellsProbabilities()) {
            answers += sample.outputCount() == 1 ? TWO_PROBABILITIES : PROBABILITIES;
        }
        return answers;
    }

    private static String indent(String lines) {
        return JavaSource.indent(lines, 4);
    }

    private static String standardized(String numbers, String what, Optional<Standardizer> scale) {
        return scale.isEmpty() ? numbers : "standardize(%1$s, %2$s_MEANS, %2$s_DEVIATIONS)".formatted(numbers, what);
    }

    private String decide() {
        if (sample.outputCount() == 1) {
            return "return LABELS[output[0] > %s ? 1 : 0];".formatted(LossCode.border(sample.predictor.loss()));
        }
        return """
                int best = 0;
                for (int i = 1; i < output.length; i++) {
                    best = output[i] > output[best] ? i : best;
                }
                return LABELS[best];""".replace("\n", "\n    ");
    }

    /** Returns a text as an ASCII literal. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                // A Unicode escape would be translated before the literal is parsed, and end it.
                quoted.append("\\%03o".formatted(c));
            } else if (c > '~') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static final String STANDARDIZE = """

            /** Converts numbers from the table's units to the network's. */
            static double[] standardize(double[] numbers, double[] means, double[] deviations) {
                if (numbers.length != means.length) {
                    throw new IllegalArgumentException(means.length + " numbers are needed, not " + numbers.length);
                }
                double[] standard = new double[numbers.length];
                for (int i = 0; i < numbers.length; i++) {
                    standard[i] = (numbers[i] - means[i]) / deviations[i];
                }
                return standard;
            }
            """;

    private static final String RESTORE = """

            /** Converts numbers from the network's units to the table's. */
            static double[] restore(double[] standard, double[] means, double[] deviations) {
                double[] numbers = new double[standard.length];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = means[i] + deviations[i] * standard[i];
                }
                return numbers;
            }
            """;

    private static final String CLASSES = """

            /** Returns the class of a row. */
            public static String label(double[] row) {
                double[] output = predict(row);
                %decide%
            }
            """;

    private static final String TWO_PROBABILITIES = """

            /** Returns how likely each of LABELS is for a row. */
            public static double[] probabilities(double[] row) {
                double output = predict(row)[0];
                return new double[] {sigmoid(-output), sigmoid(output)};
            }
            """;

    private static final String PROBABILITIES = """

            /** Returns how likely each of LABELS is for a row. */
            public static double[] probabilities(double[] row) {
                return softmax(predict(row));
            }
            """;
}
