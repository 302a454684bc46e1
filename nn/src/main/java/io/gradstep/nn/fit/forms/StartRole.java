package io.gradstep.nn.fit.forms;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role of a parameter in a formula, and the numbers that it may reasonably have for some samples. */
public sealed interface StartRole {
    /** Returns the numbers to try, in any order. */
    double[] candidates(Ranges ranges);

    /** The samples' inputs, each sorted. */
    final class Ranges {
        private final double[][] sorted;

        public Ranges(double[][] inputs, int columns) {
            this.sorted = new double[columns][];
            for (int j = 0; j < columns; j++) {
                int column = j;
                sorted[j] = Arrays.stream(inputs)
                        .mapToDouble(row -> row[column])
                        .sorted()
                        .toArray();
            }
        }

        double quantile(int input, double share) {
            return sorted[input][(int) Math.round(share * (sorted[input].length - 1))];
        }

        /** Returns the length of an input's range; 1 if it has none. */
        double length(int input) {
            double length = quantile(input, 1) - quantile(input, 0);
            return length > 0 ? length : 1;
        }

        int size() {
            return sorted.length == 0 ? 0 : sorted[0].length;
        }
    }

    /**
     * A place on an input's axis, as m in {@code x - m}; with the other sign in {@code x + m}.
     *
     * @param negative whether it is added, so that the place is at its negative
     */
    record Place(int input, boolean negative) implements StartRole {
        private static final int PARTS = 16;

        @Override
        public double[] candidates(Ranges ranges) {
            List<Double> all = new ArrayList<>();
            for (int i = 0; i <= PARTS; i++) {
                double share = i / (double) PARTS;
                double place = ranges.quantile(input, 0) + share * ranges.length(input);
                all.add(negative ? -place : place);
                if (negative && i > 0) {
                    all.add(share * share * ranges.length(input)); // a size, as in x/(x + m)
                }
            }
            return all.stream().mapToDouble(Double::doubleValue).distinct().toArray();
        }
    }

    /** A width along inputs, or a rate: a product of powers of them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Size(double[] exponents, boolean ofEitherSign) implements StartRole {
        private static final int LEAST = -8;
        private static final int MOST = 3;

        @Override
        public double[] candidates(Ranges ranges) {
            double size = 1;
            double power = 0;
            for (int j = 0; j < exponents.length; j++) {
                size *= StrictMath.pow(ranges.length(j), exponents[j]);
                power += exponents[j];
            }
            List<Double> all = new ArrayList<>();
            for (int i = LEAST; i <= MOST; i++) {
                // Widths go down to a small part of the range, rates up to its reciprocal.
                double factor = StrictMath.pow(2, power < 0 ? -i : i);
                all.add(size * factor);
                if (ofEitherSign) {
                    all.add(-size * factor);
                }
            }
            return all.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The frequency or the period of a wave whose angle is a factor times it. */
    record Frequency(int input, double factor, boolean period) implements StartRole {
        private static final int MOST = 2500;

        /** A search for the frequency finds it from half of this part of a turn over the whole range. */
        private static final double STEP = StrictMath.PI / 2;

        @Override
        public double[] candidates(Ranges ranges) {
            int count = Math.min(MOST, 2 * ranges.size());
            double[] all = new double[count];
            for (int i = 0; i < count; i++) {
                double turns = (i + 1) * STEP / ranges.length(input);
                all[i] = period ? factor / turns : turns / factor;
            }
            return all;
        }
    }

    /** The phase of a wave. Its amplitude may have either sign. */
    record Phase() implements StartRole {
        @Override
        public double[] candidates(Ranges ranges) {
            double quarter = StrictMath.PI / 4;
            return new double[] {0, quarter, 2 * quarter, 3 * quarter};
        }
    }

    /** The exponent of a power. */
    record Exponent() implements StartRole {
        private static final int HALVES = 8;

        @Override
        public double[] candidates(Ranges ranges) {
            double[] all = new double[2 * HALVES];
            for (int i = 0; i < HALVES; i++) {
                all[2 * i] = (i + 1) / 2.0;
                all[2 * i + 1] = -(i + 1) / 2.0;
            }
            return all;
        }
    }

    /**
     * Finds the role of a parameter in which a formula is not linear.
     *
     * @param dimension its exponents, null if the formula leaves them open
     * @return the role, or empty if it has none of these
     */
    static Optional<StartRole> of(Graph graph, Value parameter, List<Value> inputs, double @Nullable [] dimension) {
        Value angle = null;
        boolean exponent = false;
        Place place = null;
        for (Value node : graph.topologicalOrder()) {
            if (!node.isLeaf()) {
                if ((node.op() == Op.SIN || node.op() == Op.COS)
                        && depends(node.operands().get(0), parameter)) {
                    angle = node.operands().get(0);
                }
                exponent |= node.op() == Op.POW && depends(node.operands().get(1), parameter);
                place = place == null ? place(node, parameter, inputs) : place;
            }
        }
        if (dimension == null) {
            return Optional.empty();
        }
        boolean plain = Arrays.stream(dimension).allMatch(power -> power == 0);
        if (angle != null && place == null) {
            return plain ? Optional.of(new Phase()) : frequency(angle, parameter, inputs, dimension);
        }
        if (place != null && !plain) {
            return Optional.of(place);
        }
        if (plain) {
            return exponent ? Optional.of(new Exponent()) : Optional.empty();
        }
        return Optional.of(new Size(dimension, Arrays.stream(dimension).sum() < 0));
    }

    private static boolean depends(Value node, Value leaf) {
        return Graph.of(node).unreachable(List.of(leaf)).isEmpty();
    }

    /** Recognises a parameter that is added to an input or subtracted from it. */
    private static @Nullable Place place(Value node, Value parameter, List<Value> inputs) {
        if (node.op() != Op.ADD && node.op() != Op.SUB) {
            return null;
        }
        List<Value> operands = node.operands();
        int own = operands.get(0) == parameter ? 0 : operands.get(1) == parameter ? 1 : -1;
        if (own < 0) {
            return null;
        }
        for (int j = 0; j < inputs.size(); j++) {
            if (operands.get(1 - own) == inputs.get(j)) {
                return new Place(j, node.op() == Op.ADD);
            }
        }
        return null;
    }

    private static Optional<StartRole> frequency(Value angle, Value parameter, List<Value> inputs, double[] dimension) {
        for (int j = 0; j < inputs.size(); j++) {
            if (Math.abs(dimension[j]) == 1) {
                // The angle at parameters of 1 turns by this factor for each unit of the input.
                double turn = Derivatives.gradient(angle, inputs.get(j)).get(0).data();
                double factor = Math.abs(dimension[j] > 0 ? turn * parameter.data() : turn / parameter.data());
                return factor > 0 ? Optional.of(new Frequency(j, factor, dimension[j] > 0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
