package io.gradstep.demos.explain;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as one JSON object: the value, the values and gradients of all named nodes and, on request, the Hessian
 * with respect to the inputs and the verdict of a check.
 *
 * <p>Numbers are the shortest that read back as the same double; NaN and infinities, which JSON lacks, are strings.
 */
public final class JsonReport {
    private JsonReport() {}

    public static String of(Evaluation evaluation, boolean hessian, GradientCheck.@Nullable Report check) {
        return object(json -> {
            ShownNumbers.write(json.name("value"), evaluation.output().data());
            values(json, evaluation);
            json.name("gradients").beginObject();
            for (Map.Entry<String, Value> entry : evaluation.values().entrySet()) {
                json.name(entry.getKey());
                if (entry.getValue().isConstant()) {
                    json.nullValue();
                } else {
                    ShownNumbers.write(json, entry.getValue().grad());
                }
            }
            json.endObject();
            if (hessian) {
                hessian(json, evaluation);
            }
            if (check != null) {
                check(json, check);
            }
        });
    }

    /** The values, and the Jacobian keyed by an output and an input; with verdicts by output if there are any. */
    static String of(Evaluation evaluation, Outputs outputs, Map<String, GradientCheck.Report> checks) {
        return object(json -> {
            values(json, evaluation);
            json.name("jacobian").beginObject();
            for (Map.Entry<String, Value> output : outputs.byName.entrySet()) {
                double[] gradient = outputs.gradient(output.getValue());
                json.name(output.getKey()).beginObject();
                for (int j = 0; j < gradient.length; j++) {
                    ShownNumbers.write(
                            json.name(String.valueOf(evaluation.inputs().get(j).name())), gradient[j]);
                }
                json.endObject();
            }
            json.endObject();
            if (!checks.isEmpty()) {
                json.name("checks").beginObject();
                for (Map.Entry<String, GradientCheck.Report> check : checks.entrySet()) {
                    json.name(check.getKey()).beginObject();
                    check(json, check.getValue());
                    json.endObject();
                }
                json.endObject();
            }
        });
    }

    /** Writes the members of an object. */
    private interface Members {
        void write(JsonWriter json) throws IOException;
    }

    private static String object(Members members) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
            json.beginObject();
            members.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    private static void values(JsonWriter json, Evaluation evaluation) throws IOException {
        json.name("values").beginObject();
        for (Map.Entry<String, Value> entry : evaluation.values().entrySet()) {
            ShownNumbers.write(json.name(entry.getKey()), entry.getValue().data());
        }
        json.endObject();
    }

    /** Writes the Hessian keyed by the names of two inputs, row first. */
    private static void hessian(JsonWriter json, Evaluation evaluation) throws IOException {
        List<Value> inputs = evaluation.inputs();
        double[][] hessian = Derivatives.data(Derivatives.hessian(evaluation.output(), inputs));
        json.name("hessian").beginObject();
        for (int i = 0; i < hessian.length; i++) {
            json.name(String.valueOf(inputs.get(i).name())).beginObject();
            for (int j = 0; j < hessian.length; j++) {
                ShownNumbers.write(json.name(String.valueOf(inputs.get(j).name())), hessian[i][j]);
            }
            json.endObject();
        }
        json.endObject();
    }

    /** Writes the overall verdict, and one entry for each input by name. */
    private static void check(JsonWriter json, GradientCheck.Report check) throws IOException {
        json.name("verdict").value(CheckReport.word(check.verdict()));
        json.name("checks").beginObject();
        for (GradientCheck.Entry entry : check.entries()) {
            json.name(String.valueOf(entry.input().name())).beginObject();
            ShownNumbers.write(json.name("difference"), entry.difference());
            ShownNumbers.write(json.name("uncertainty"), entry.uncertainty());
            json.name("verdict").value(CheckReport.word(entry.outcome().verdict()));
            json.name("reason").value(entry.outcome().reason());
            json.endObject();
        }
        json.endObject();
    }
}
