package io.gradstep.nn;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.Value;
import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.optim.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Finds the cause of a failed training in a graph with named nodes. */
final class Diagnosis {
    private Diagnosis() {}

    /**
     * Names the first node that is not finite in the graphs of a batch.
     *
     * @param number gives the number of a row of the batch among all samples
     */
    static String explosion(
            RowModule model, Loss loss, Regularization regularization, RowSource batch, LongUnaryOperator number) {
        long row = batch.reduce(new FirstNonFinite(model, loss));
        if (row >= 0) {
            Optional<NonFinite> bad = graph(model, loss, batch, row).firstNonFinite();
            return "in sample %d %s"
                    .formatted(
                            number.applyAsLong(row), bad.map(NonFinite::message).orElse("the gradient is not finite"));
        }
        return Graph.of(regularization.penalty(model.module().parameters()))
                .firstNonFinite()
                .map(bad -> "in the penalty " + bad.message())
                .orElse("the sum of the batch's losses overflows");
    }

    /** Finds the first row whose outputs or loss are not finite; −1 if there is none. */
    private record FirstNonFinite(RowModule model, Loss loss) implements RowPass<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long of(long first, double[][] inputs, double[][] targets) {
            for (int i = 0; i < inputs.length; i++) {
                double[] outputs = model.evaluate(inputs[i]);
                double sampleLoss = loss.of(Mlp.constants(outputs), targets[i]).data();
                if (!Double.isFinite(sampleLoss) || !Arrays.stream(outputs).allMatch(Double::isFinite)) {
                    return first + i;
                }
            }
            return -1L;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left >= 0 ? left : right;
        }
    }

    /** Names parameters that the loss of a sample does not depend on; empty if there are none. */
    static Optional<String> unreachable(RowModule model, Loss loss, RowSource data) {
        List<Value> unused =
                graph(model, loss, data, 0).unreachable(model.module().parameters());
        if (unused.isEmpty()) {
            return Optional.empty();
        }
        String rest = unused.size() == 1 ? "" : " and %d more parameters".formatted(unused.size() - 1);
        return Optional.of("the loss %s does not depend on %s%s, so training will not change them"
                .formatted(loss.label(), unused.get(0).name(), rest));
    }

    private static Graph graph(RowModule model, Loss loss, RowSource data, long sample) {
        double[][] input = new double[1][data.inputCount()];
        double[][] target = new double[1][data.outputCount()];
        data.read(sample, sample + 1, input, target);
        return Graph.of(loss.of(model.named(input[0]), target[0]).named("loss"));
    }
}
