package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.KnownNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The losses of the library, documented in {@link Loss}, which users see. */
enum StandardLoss implements Loss {
    MSE {
        @Override
        public double[] encode(double[] target, int outputCount) {
            return numbers(target, outputCount);
        }

        @Override
        public Value of(List<Value> outputs, List<Value> targets) {
            Value[] squares = new Value[outputs.size()];
            for (int i = 0; i < squares.length; i++) {
                Value error = outputs.get(i).sub(targets.get(i));
                squares[i] = error.mul(error);
            }
            return mean(squares);
        }

        @Override
        public int decide(double[] outputs) {
            return decideNumbers(outputs);
        }
    },

    MAE {
        @Override
        public double[] encode(double[] target, int outputCount) {
            return numbers(target, outputCount);
        }

        @Override
        public Value of(List<Value> outputs, List<Value> targets) {
            Value[] errors = new Value[outputs.size()];
            for (int i = 0; i < errors.length; i++) {
                errors[i] = outputs.get(i).sub(targets.get(i)).abs();
            }
            return mean(errors);
        }

        @Override
        public int decide(double[] outputs) {
            return decideNumbers(outputs);
        }
    },

    HINGE {
        @Override
        public double[] encode(double[] target, int outputCount) {
            return outputCount == 1 ? new double[] {2 * classOf(target, 2) - 1} : oneHot(target, outputCount);
        }

        @Override
        public Value of(List<Value> outputs, List<Value> targets) {
            if (outputs.size() == 1) {
                return outputs.get(0).mul(targets.get(0)).neg().add(1).relu();
            }
            Value right = Value.dot(targets, outputs);
            Value[] margins = new Value[outputs.size()];
            for (int i = 0; i < margins.length; i++) {
                // For the right class 1 − t is 0, and so are the margin and its slope.
                Value wanted = Value.constant(1).sub(targets.get(i));
                margins[i] = outputs.get(i).sub(right).add(wanted).relu();
            }
            return Value.sum(Arrays.asList(margins));
        }

        @Override
        public int decide(double[] outputs) {
            return decideScores(outputs);
        }
    },

    BINARY_CROSS_ENTROPY {
        @Override
        public double[] encode(double[] target, int outputCount) {
            for (double share : numbers(target, outputCount)) {
                if (!(share >= 0 && share <= 1)) {
                    throw new IllegalArgumentException(
                            "%s needs targets from 0 to 1, not %s".formatted(label(), share));
                }
            }
            return target;
        }

        @Override
        public Value of(List<Value> outputs, List<Value> targets) {
            Value[] entropies = new Value[outputs.size()];
            for (int i = 0; i < entropies.length; i++) {
                Value logit = outputs.get(i);
                Value t = targets.get(i);
                Value ifOne = t.mul(logit.neg().softplus());
                Value ifZero = Value.constant(1).sub(t).mul(logit.softplus());
                entropies[i] = ifOne.add(ifZero);
            }
            return mean(entropies);
        }

        @Override
        public int decide(double[] outputs) {
            return decideScores(outputs);
        }
    },

    CROSS_ENTROPY {
        @Override
        public double[] encode(double[] target, int outputCount) {
            requireSeveral(outputCount);
            return oneHot(target, outputCount);
        }

        private void requireSeveral(int outputCount) {
            if (outputCount == 1) {
                throw new IllegalArgumentException(
                        "%s needs one output per class, but there is only one; for two classes use %s, which takes one"
                                .formatted(label(), BINARY_CROSS_ENTROPY.label()));
            }
        }

        @Override
        public Value of(List<Value> outputs, List<Value> targets) {
            // The right class comes first, and once more among the others, where it is pushed down until it has no
            // share.
            List<Value> logits = new ArrayList<>();
            logits.add(Value.dot(targets, outputs));
            for (int i = 0; i < outputs.size(); i++) {
                logits.add(outputs.get(i).add(targets.get(i).mul(-Double.MAX_VALUE)));
            }
            return Value.logSoftmax(logits).neg();
        }

        @Override
        public Value of(List<Value> outputs, double... target) {
            requireSeveral(outputs.size());
            int right = classOf(target, outputs.size());
            List<Value> logits = new ArrayList<>(outputs);
            logits.add(0, logits.remove(right));
            return Value.logSoftmax(logits).neg();
        }

        @Override
        public int decide(double[] outputs) {
            return decideScores(outputs);
        }
    };

    @Override
    public String label() {
        return KnownNames.camelCase(name());
    }

    double[] numbers(double[] target, int outputCount) {
        if (target.length != outputCount) {
            throw new IllegalArgumentException(
                    "%s needs one target for each of the %d outputs, but there are %d; classes"
                                    .formatted(label(), outputCount, target.length)
                            + " need " + CROSS_ENTROPY.label() + " or one-hot targets");
        }
        return target;
    }

    int classOf(double[] target, int classCount) {
        if (target.length != 1) {
            throw new IllegalArgumentException(
                    "%s needs one class per sample, but there are %d targets".formatted(label(), target.length));
        }
        int index = (int) target[0];
        if (index != target[0] || index < 0 || index >= classCount) {
            throw new IllegalArgumentException(
                    "%s needs a class from 0 to %d, not %s".formatted(label(), classCount - 1, target[0]));
        }
        return index;
    }

    double[] oneHot(double[] target, int outputCount) {
        double[] encoded = new double[outputCount];
        encoded[classOf(target, outputCount)] = 1;
        return encoded;
    }

    private static Value mean(Value[] values) {
        return values.length == 1 ? values[0] : Value.sum(Arrays.asList(values)).mul(1.0 / values.length);
    }

    private static int decideScores(double[] outputs) {
        return outputs.length == 1 ? above(outputs[0], 0) : largest(outputs);
    }

    /** Decides half-way between the numbers 0 and 1 that the network was trained to predict. */
    private static int decideNumbers(double[] outputs) {
        return outputs.length == 1 ? above(outputs[0], 0.5) : largest(outputs);
    }

    private static int above(double output, double border) {
        return output > border ? 1 : 0;
    }

    private static int largest(double[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            if (outputs[i] > outputs[best]) {
                best = i;
            }
        }
        return best;
    }
}
