package io.gradstep.demos.training;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Gpt;
import io.gradstep.nn.module.ParameterTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GPT as it reads the documents of the next step: losses, shares of attention, and why a gradient is so. */
final class GptReading implements Gpt.Watcher {
    private final Gpt gpt;
    private final List<int[]> documents;
    private final IdentityHashMap<Value, String> names = new IdentityHashMap<>();
    private final Map<String, List<double[]>> shares = new LinkedHashMap<>();

    /** The losses at the positions of the first document. */
    final List<Value> losses;

    /** The mean of the documents' mean losses, as a step takes it. */
    final Value loss;

    private int document = -1;
    private int position;
    private @Nullable Trace trace;

    GptReading(CharacterGpt writer, List<int[]> documents) {
        this.gpt = writer.gpt();
        this.documents = documents;
        for (ParameterTensor tensor : gpt.tensors()) {
            int width = tensor.shape().get(1);
            for (int i = 0; i < tensor.values().size(); i++) {
                names.put(tensor.values().get(i), "%s[%d, %d]".formatted(tensor.name(), i / width, i % width));
            }
        }
        List<Value> means = new ArrayList<>();
        List<Value> first = List.of();
        for (int[] tokens : documents) {
            document++;
            position = -1;
            List<Value> each = gpt.losses(gpt.start(this), tokens);
            for (int t = 0; t < each.size(); t++) {
                names.put(each.get(t), "loss" + place(t));
            }
            means.add(name(Value.mean(each), "loss" + (documents.size() > 1 ? " of document " + (document + 1) : "")));
            first = document == 0 ? each : first;
        }
        losses = first;
        loss = means.size() == 1 ? means.get(0) : name(Value.mean(means), "loss");
    }

    private Value name(Value value, String name) {
        names.put(value, name);
        return value;
    }

    private String place(int t) {
        return " at " + t + (documents.size() > 1 ? " of document " + (document + 1) : "");
    }

    private void nameAll(List<Value> vector, String name) {
        for (int i = 0; i < vector.size(); i++) {
            names.putIfAbsent(vector.get(i), name + "[" + i + "]" + place(position));
        }
    }

    @Override
    public void embedded(List<Value> sum) {
        position++;
        nameAll(sum, "token + position");
    }

    @Override
    public void attended(int layer, int head, int at, List<Value> row) {
        nameAll(row, "share of head " + head);
        if (document == 0) {
            shares.computeIfAbsent("layer %d, head %d".formatted(layer, head), key -> new ArrayList<>())
                    .add(row.stream().mapToDouble(Value::data).toArray());
        }
    }

    @Override
    public void multiplied(String tensor, List<Value> x, List<Value> y) {
        String map = tensor.replace(".weight", "").replace("layers.", "layer ");
        nameAll(x, "input of " + map);
        nameAll(y, map);
    }

    /** The shares of attention of each head: a row for each position. */
    void attention(Answer answer) throws IOException {
        answer.list("attention", list -> {
            for (Map.Entry<String, List<double[]>> head : shares.entrySet()) {
                list.element(each -> each.put("name", head.getKey()).list("rows", rows -> {
                    for (double[] row : head.getValue()) {
                        rows.row(rounded(row));
                    }
                }));
            }
        });
    }

    private static double[] rounded(double... row) {
        double[] rounded = row.clone();
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Math.rint(rounded[i] * 1e4) / 1e4;
        }
        return rounded;
    }

    private Trace trace() {
        Trace known = trace;
        if (known == null) {
            known = Trace.of(loss);
            trace = known;
        }
        return known;
    }

    /** The gradient of a parameter: 0 if the documents do not reach it. */
    double gradient(int parameter) {
        int node = node(parameter);
        return node < 0 ? 0 : trace().gradient(node);
    }

    private int node(int parameter) {
        return trace().graph().topologicalOrder().indexOf(gpt.parameters().get(parameter));
    }

    /** The central difference of the loss by a parameter. */
    double difference(CharacterGpt writer, int parameter) {
        return CentralDifference.of(
                gpt.parameters().get(parameter), () -> new GptReading(writer, documents).loss.data());
    }

    /** What each use of a parameter adds to its gradient. */
    void parameter(Answer answer, int parameter) throws IOException {
        answer.put("name", String.valueOf(names.get(gpt.parameters().get(parameter))));
        uses(answer, node(parameter));
    }

    /** A node, what each of its uses adds to its gradient, and the gate that hands it on to one of its operands. */
    void node(Answer answer, int node, int slot) throws IOException {
        Value value = trace().graph().node(node);
        answer.put("kind", "node")
                .put("node", node)
                .put("name", label(node))
                .put("value", trace().value(node))
                .put("gradient", trace().gradient(node))
                .put("output", node == trace().graph().size() - 1);
        uses(answer, node);
        if (slot < trace().graph().operandCount(node)) {
            answer.object("gate", gate -> gate(gate, value.op(), node, slot));
        }
    }

    int size() {
        return trace().graph().size();
    }

    private String label(int node) {
        Value value = trace().graph().node(node);
        String known = names.get(value);
        return known != null
                ? known
                : value.isConstant()
                        ? trace().graph().label(node)
                        : "a %s gate".formatted(value.op().functionName());
    }

    private void uses(Answer answer, int node) throws IOException {
        answer.list("uses", list -> {
            for (int i = trace().size() - 1; i >= 0 && trace().get(i) instanceof Step.Backward step; i--) {
                if (step.operand().index() == node) {
                    list.element(use -> use.put("node", step.node().index())
                            .put("slot", step.position())
                            .put("name", label(step.node().index()))
                            .put("op", step.gate().functionName())
                            .put("upstream", step.upstream())
                            .put("local", step.local())
                            .put("product", step.contribution()));
                }
            }
        });
    }

    /** The gate of a node and its local derivative by one operand, with the central difference of the gate alone. */
    private void gate(Answer answer, Gate op, int node, int slot) throws IOException {
        double[] operands = new double[trace().graph().operandCount(node)];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = trace().value(trace().graph().operandIndex(node, k));
        }
        double local = op.derivative(slot, operands, trace().value(node));
        answer.put("op", op.functionName())
                .put("explanation", op.explanation())
                .put("operand", label(trace().graph().operandIndex(node, slot)))
                .put("operands", operands.length)
                .put("in", operands[slot])
                .put("out", trace().value(node))
                .put("upstream", trace().gradient(node))
                .put("local", local)
                .put("product", trace().gradient(node) * local)
                .put("difference", CentralDifference.of(op, operands, slot));
    }
}
