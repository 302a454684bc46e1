package io.gradstep.demos.train;

import com.google.common.base.Splitter;
import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import java.util.Arrays;
import java.util.List;

/**
 * Parses class weights for a loss: {@value #BALANCED}, or weights by class name as in {@code rose=2,aster=0.5}, where
 * other classes have weight 1.
 */
public final class ClassWeights {
    /** Gives all classes the same total weight: samples / (classes · samples of the class), as in scikit-learn. */
    public static final String BALANCED = "balanced";

    private ClassWeights() {}

    /**
     * Parses weights.
     *
     * @param text the weights, as on the command line
     * @param train the samples to train on
     * @return a weight for each class
     * @throws IllegalArgumentException if the samples have no classes, a class is unknown or repeated, or a weight is
     *     not a finite number above 0
     */
    public static double[] of(String text, RowSource train) {
        List<String> names = train.classNames();
        if (train.classes().isEmpty()) {
            throw new IllegalArgumentException("--class-weights needs classes, but the target '%s' is a quantity"
                    .formatted(train.targetNames().get(0)));
        }
        if (text.equals(BALANCED)) {
            return balanced(train);
        }
        double[] weights = new double[names.size()];
        for (String part : Splitter.on(',').split(text)) {
            int equals = part.lastIndexOf('=');
            int index = equals < 0 ? -1 : index(names, part.substring(0, equals).strip());
            if (index < 0) {
                String message = """
                        '%s' in --class-weights is neither '%s' nor a class with its weight, as in %s=2; \
                        the classes are %s""";
                throw new IllegalArgumentException(
                        message.formatted(part, BALANCED, names.get(0), String.join(", ", names)));
            }
            if (weights[index] != 0) {
                throw new IllegalArgumentException(
                        "--class-weights names the class %s twice".formatted(names.get(index)));
            }
            weights[index] = weight(part.substring(equals + 1).strip(), names.get(index));
        }
        return Arrays.stream(weights).map(weight -> weight == 0 ? 1 : weight).toArray();
    }

    private static int index(List<String> names, String name) {
        int exact = names.indexOf(name);
        for (int i = 0; exact < 0 && i < names.size(); i++) {
            exact = names.get(i).equalsIgnoreCase(name) ? i : -1;
        }
        return exact;
    }

    private static double weight(String text, String name) {
        double weight;
        try {
            weight = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            weight = Double.NaN;
        }
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "the weight of the class %s in --class-weights must be a number above 0, not '%s'"
                            .formatted(name, text));
        }
        return weight;
    }

    private static double[] balanced(RowSource train) {
        double[] counts = train.reduce(new Counts(train.classNames().size()));
        // The weight of a class without samples has no effect.
        return Arrays.stream(counts)
                .map(count -> count == 0 ? 1 : train.rowCount() / (counts.length * count))
                .toArray();
    }

    /** Counts the samples of each class. */
    private record Counts(int classes) implements RowPass<double[]> {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(long first, double[][] inputs, double[][] targets) {
            double[] counts = new double[classes];
            for (double[] target : targets) {
                counts[(int) target[0]]++;
            }
            return counts;
        }

        @Override
        public double[] merge(double[] left, double[] right) {
            return RowPass.add(left, right);
        }
    }
}
