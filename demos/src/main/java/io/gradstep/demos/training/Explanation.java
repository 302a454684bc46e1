package io.gradstep.demos.training;

import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The reasons for a gradient, from the batch's mean down to one gate's local rule. All numbers are of the engine's own
 * graphs of the samples, at the present weights.
 */
final class Explanation {
    private final Run run;
    private final List<Layer> layers;
    private final List<Value> parameters;

    Explanation(Run run) {
        this.run = run;
        this.layers = run.model.layers();
        this.parameters = run.model.parameters();
    }

    private void backward(SampleGraph sample) {
        run.model.zeroGrad();
        sample.loss.backward();
    }

    private String name(int layer, int neuron) {
        return Place.name(layers, run.data.train, layer, neuron);
    }

    /** The gradient of a parameter over the next batch: a term for each sample, and the update that follows. */
    void batch(Answer answer, int parameter) throws IOException {
        int[] rows = run.batchRows();
        double[] terms = new double[rows.length];
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            backward(new SampleGraph(run, run.data.train, rows[i]));
            terms[i] = parameters.get(parameter).grad();
            sum += terms[i];
        }
        double[] gradients = run.nextGradient(rows.length);
        Place place = Place.of(layers, parameter);
        Mistake mistake = run.live().mistake();
        answer.put("kind", "batch");
        place(answer, place, parameter);
        answer.put("gradient", gradients[parameter])
                .put("rows", rows)
                .put("terms", terms)
                .put("mean", sum / rows.length)
                .put("penalty", penalty(parameter));
        if (mistake != null) {
            answer.put("mistake", mistake.title())
                    .put("mistakeWhy", mistake.explanation())
                    .put("earlier", run.sumOfEarlierGradients()[parameter]);
        }
        try {
            UpdateSteps steps = new UpdateSteps(run, gradients, parameter);
            answer.put("next", steps.next()).put("rate", run.live().rate());
            steps.write(answer);
        } catch (ArithmeticException e) {
            answer.put("noUpdate", String.valueOf(e.getMessage()));
        }
    }

    private void place(Answer answer, Place place, int parameter) throws IOException {
        answer.put("parameter", parameter)
                .put("layer", place.layer())
                .put("neuron", place.neuron())
                .put("input", place.input())
                .put("inputs", layers.get(place.layer()).inputCount())
                .put("name", name(place.layer(), place.neuron()))
                .put("source", place.source(layers, run.data.train))
                .put("weight", parameters.get(parameter).data());
    }

    /** The part of the gradient that comes from the penalty. */
    private double penalty(int parameter) {
        if (run.live().regularization().isNone()) {
            return 0;
        }
        run.model.zeroGrad();
        run.live().regularization().penalty(parameters).backward();
        return parameters.get(parameter).grad();
    }

    /** The gradient of a parameter for one sample: the neuron's δ times what the parameter is multiplied by. */
    void sample(Answer answer, int parameter, int row) throws IOException {
        SampleGraph sample = new SampleGraph(run, run.data.train, row);
        backward(sample);
        Place place = Place.of(layers, parameter);
        double factor = 1;
        if (place.input() != Place.BIAS) {
            factor = place.layer() == 0
                    ? run.data.train.input(row, place.input())
                    : sample.output(place.layer() - 1, place.input()).data();
        }
        answer.put("kind", "sample");
        place(answer, place, parameter);
        answer.put("row", row)
                .put("delta", sample.sum(place.layer(), place.neuron()).grad())
                .put("factor", factor)
                .put("gradient", parameters.get(parameter).grad())
                .put("difference", difference(parameter, row));
    }

    /** The central difference of a sample's loss by a parameter. */
    private double difference(int parameter, int row) {
        return CentralDifference.of(
                parameters.get(parameter), () -> new SampleGraph(run, run.data.train, row).loss.data());
    }

    /** The δ of a neuron for one sample: a term for each neuron of the next layer, then the activation's gate. */
    void delta(Answer answer, int layer, int neuron, int row) throws IOException {
        SampleGraph sample = new SampleGraph(run, run.data.train, row);
        backward(sample);
        Value output = sample.output(layer, neuron);
        Value sum = sample.sum(layer, neuron);
        answer.put("kind", "delta")
                .put("layer", layer)
                .put("neuron", neuron)
                .put("name", name(layer, neuron))
                .put("row", row)
                .put("sum", sum.data())
                .put("output", output.data())
                .put("upstream", output.grad())
                .put("delta", sum.grad());
        if (layer == layers.size() - 1) {
            lossSteps(answer, sample, output, name(layer, neuron));
        } else {
            terms(answer, sample, layer, neuron);
        }
        answer.put("difference", difference(Place.bias(layers, layer, neuron), row));
        Op op = layers.get(layer).activation().op().orElse(null);
        if (op != null) {
            answer.object("gate", gate -> gate(gate, op, sum, output));
        }
    }

    private void terms(Answer answer, SampleGraph sample, int layer, int neuron) throws IOException {
        int first = Place.bias(layers, layer, layers.get(layer).outputCount() - 1) + 1;
        int inputs = layers.get(layer + 1).inputCount();
        answer.list("terms", list -> {
            for (int k = 0; k < layers.get(layer + 1).outputCount(); k++) {
                int next = k;
                double weight = parameters.get(first + k * inputs + neuron).data();
                double delta = sample.sum(layer + 1, k).grad();
                list.element(term -> term.put("layer", layer + 1)
                        .put("neuron", next)
                        .put("name", name(layer + 1, next))
                        .put("weight", weight)
                        .put("delta", delta)
                        .put("product", weight * delta));
            }
        });
    }

    /** The activation's gate, and the central difference of the gate alone. */
    private static void gate(Answer answer, Op op, Value sum, Value output) throws IOException {
        double z = sum.data();
        answer.put("op", op.functionName())
                .put("rule", op.rule().verb())
                .put("explanation", op.explanation())
                .put("in", z)
                .put("out", output.data())
                .put("upstream", output.grad())
                .put("local", op.derivative(0, new double[] {z}, output.data()))
                .put("product", sum.grad())
                .put("difference", CentralDifference.of(op, new double[] {z}, 0));
    }

    /** The backward steps of the loss's own gates, of which those count whose result reaches an output. */
    private void lossSteps(Answer answer, SampleGraph sample, Value output, String name) throws IOException {
        Trace trace = Trace.of(sample.loss);
        Set<Integer> known = new HashSet<>();
        List<Step.Backward> steps = new ArrayList<>();
        int place = trace.graph().topologicalOrder().indexOf(output);
        known.add(place);
        // Upwards from the output to the loss, which is against the order of the pass.
        for (int i = trace.size() - 1; i >= 0; i--) {
            if (trace.get(i) instanceof Step.Backward step
                    && known.contains(step.operand().index())) {
                known.add(step.node().index());
                steps.add(0, step);
            }
        }
        answer.put("loss", run.data.loss.label()).list("steps", list -> {
            for (Step.Backward step : steps) {
                list.element(each -> each.put("op", step.gate().functionName())
                        .put("from", step.node().label())
                        .put(
                                "to",
                                step.operand().index() == place
                                        ? name
                                        : step.operand().label())
                        .put("upstream", step.upstream())
                        .put("local", step.local())
                        .put("product", step.contribution())
                        .put("branch", step.branch())
                        .put("branches", step.branches())
                        .put("rule", step.rule().verb())
                        .put("explanation", step.explanation()));
            }
        });
    }

    /** One sample: its numbers, what the network makes of it, and the gradient of its loss. */
    void point(Answer answer, int row) throws IOException {
        Dataset data = run.data.train;
        SampleGraph sample = new SampleGraph(run, data, row);
        backward(sample);
        int last = layers.size() - 1;
        int outputs = layers.get(last).outputCount();
        double[] made = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            made[k] = sample.output(last, k).data();
        }
        double[] gradients = new double[parameters.size()];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = parameters.get(i).grad();
        }
        answer.put("kind", "point")
                .put("row", row)
                .put("inputs", data.input(row))
                .put("inputNames", data.inputNames())
                .put("target", data.classes().isPresent() ? data.classNames().get(data.label(row)) : "")
                .put("targets", data.target(row))
                .put("outputs", made)
                .put("loss", sample.loss.data())
                .put("gradients", gradients);
        if (data.classes().isPresent()) {
            answer.put("decided", data.classNames().get(run.data.loss.decide(made)));
        }
        answer.list("heads", list -> {
            for (int k = 0; k < outputs; k++) {
                int neuron = k;
                double delta = sample.sum(last, k).grad();
                list.element(each -> each.put("layer", last)
                        .put("neuron", neuron)
                        .put("name", name(last, neuron))
                        .put("delta", delta));
            }
        });
    }
}
