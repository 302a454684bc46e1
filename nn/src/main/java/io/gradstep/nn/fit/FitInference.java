package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.arguments.KnownNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantities that follow from fitted parameters, with errors propagated by their exact gradients. */
final class FitInference {
    private final ImmutableList<Series> series;
    private final ImmutableList<String> names;
    private final double[] parameters;
    private final Covariance covariance;

    FitInference(Deviations deviations, double[] parameters, Covariance covariance) {
        this.series = deviations.series();
        this.names = deviations.space().names();
        this.parameters = parameters;
        this.covariance = covariance;
    }

    /** Returns an expression of parameters at the fitted ones. */
    Estimate derived(String expression) {
        Map<String, Double> values = values();
        Map<String, String> ties = new LinkedHashMap<>();
        series.forEach(each -> ties.putAll(each.curve().ties()));
        Program program = Program.parse(expression);
        List<String> known = new ArrayList<>(values.keySet());
        known.addAll(ties.keySet());
        for (Program.Input input : program.inputs()) {
            if (input.defaultValue().isEmpty() && !known.contains(input.name())) {
                throw KnownNames.unknown("parameter", input.name(), known);
            }
        }
        Program whole = Ties.of(ties, values.keySet()).before(program);
        Map<String, Double> used = new LinkedHashMap<>(values);
        used.keySet()
                .removeIf(name -> !whole.numbers().containsKey(name)
                        && whole.inputs().stream()
                                .noneMatch(input -> input.name().equals(name)));
        Evaluation evaluation = whole.evaluate(used);
        List<Value> gradient = Derivatives.gradient(evaluation.output(), CurveFunctions.leaves(names, evaluation));
        double[] slopes = gradient.stream().mapToDouble(Value::data).toArray();
        return new Estimate(evaluation.output().data(), covariance.error(slopes));
    }

    /** Returns all parameters that have a value of their own, fitted or fixed. */
    Map<String, Double> values() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            all.put(names.get(k), parameters[k]);
        }
        series.forEach(each -> all.putAll(each.curve().fixed()));
        return all;
    }

    /** Returns the fitted curve at inputs. */
    double[] values(int curve, double[][] inputs) {
        return series.get(curve).functions().values(parameters, inputs);
    }

    /** Returns the fitted curve at inputs, with its standard errors. */
    List<Estimate> predictions(int curve, double[][] inputs) {
        ImmutableList.Builder<Estimate> predictions = ImmutableList.builder();
        for (int from = 0; from < inputs.length; from += Deviations.BLOCK) {
            int count = Math.min(Deviations.BLOCK, inputs.length - from);
            double[][] rows = new double[count][parameters.length + 1];
            double[][] block = new double[count][];
            System.arraycopy(inputs, from, block, 0, count);
            series.get(curve).functions().slopesAndValues(parameters, 1, block, rows);
            for (double[] row : rows) {
                predictions.add(new Estimate(row[parameters.length], covariance.error(row)));
            }
        }
        return predictions.build();
    }
}
