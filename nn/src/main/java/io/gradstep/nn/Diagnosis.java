package io.gradstep.nn;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Regularization;
import java.util.List;
import java.util.Optional;

/** Finds the cause of a failed training in a graph with named nodes. */
final class Diagnosis {
    private Diagnosis() {}

    /** Names the first node that is not finite in the graphs of a batch. */
    static String explosion(
            RowModule model, Loss loss, Regularization regularization, Dataset data, int[] samples, int from, int to) {
        for (int k = from; k < to; k++) {
            Optional<NonFinite> bad = graph(model, loss, data, samples[k]).firstNonFinite();
            if (bad.isPresent()) {
                return "in sample %d %s".formatted(samples[k], bad.get().message());
            }
        }
        return Graph.of(regularization.penalty(model.module().parameters()))
                .firstNonFinite()
                .map(bad -> "in the penalty " + bad.message())
                .orElse("the sum of the batch's losses overflows");
    }

    /** Names parameters that the loss of a sample does not depend on; empty if there are none. */
    static Optional<String> unreachable(RowModule model, Loss loss, Dataset data) {
        List<Value> unused =
                graph(model, loss, data, 0).unreachable(model.module().parameters());
        if (unused.isEmpty()) {
            return Optional.empty();
        }
        String rest = unused.size() == 1 ? "" : " and %d more parameters".formatted(unused.size() - 1);
        return Optional.of("the loss %s does not depend on %s%s, so training will not change them"
                .formatted(loss.label(), unused.get(0).name(), rest));
    }

    private static Graph graph(RowModule model, Loss loss, Dataset data, int sample) {
        return Graph.of(
                loss.of(model.named(data.input(sample)), data.target(sample)).named("loss"));
    }
}
