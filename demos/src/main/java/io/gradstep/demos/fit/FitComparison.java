package io.gradstep.demos.fit;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Fits of several formulas to the same samples, side by side. */
final class FitComparison {
    private static final int DIGITS = 5;

    private final List<Rival> rivals = new ArrayList<>();

    private record Rival(String formula, FitResult result) {}

    void add(String formula, FitResult result) {
        rivals.add(new Rival(formula, result));
    }

    boolean isEmpty() {
        return rivals.size() < 2;
    }

    /**
     * The lowest AIC comes first; F compares a formula with the first of those whose parameters it has besides others.
     */
    void print(Terminal terminal) {
        Table table = new Table("formula", "parameters", "χ²", "R²", "AIC", "BIC", "F");
        double least =
                rivals.stream().mapToDouble(rival -> rival.result().aic()).min().orElse(Double.NaN);
        for (Rival rival : rivals) {
            FitResult result = rival.result();
            Style style = result.aic() == least ? Style.VALUE : Style.PLAIN;
            OptionalDouble f = f(result);
            List<String> cells = List.of(
                    Glyphs.visible(rival.formula().strip().replace('\n', ';'))
                            + (result.converged() ? "" : " (not converged)"),
                    String.valueOf(result.parameterNames().size()),
                    FitReport.known(result.chiSquare()),
                    FitReport.known(result.rSquared()),
                    FitReport.known(result.aic()),
                    FitReport.known(result.bic()),
                    f.isEmpty() ? "" : ShownNumbers.rough(f.getAsDouble(), DIGITS));
            table.add(cells, cells.stream().map(cell -> style).toList());
        }
        table.print(terminal, "");
        terminal.println("The smaller AIC or BIC is the better.");
        if (rivals.stream().anyMatch(rival -> f(rival.result()).isPresent())) {
            terminal.println(
                    "F is for a formula with the parameters of the first and more: by how much it reduces χ² for");
            terminal.println("each additional one, in units of its own χ² for each degree of freedom.");
        }
    }

    private OptionalDouble f(FitResult larger) {
        FitResult smaller = rivals.get(0).result();
        int more = larger.parameterNames().size() - smaller.parameterNames().size();
        if (more <= 0 || !larger.parameterNames().containsAll(smaller.parameterNames())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((smaller.chiSquare() - larger.chiSquare()) / more / larger.reducedChiSquare());
    }

    void write(JsonWriter json) throws IOException {
        json.name("comparison").beginArray();
        for (Rival rival : rivals) {
            FitResult result = rival.result();
            json.beginObject();
            json.name("formula").value(rival.formula());
            json.name("converged").value(result.converged());
            json.name("parameters").beginObject();
            for (String name : result.parameterNames()) {
                FitReport.number(json.name(name), result.parameter(name));
            }
            json.endObject();
            FitReport.number(json.name("chiSquare"), result.chiSquare());
            FitReport.number(json.name("reducedChiSquare"), result.reducedChiSquare());
            FitReport.number(json.name("rSquared"), result.rSquared());
            FitReport.number(json.name("aic"), result.aic());
            FitReport.number(json.name("bic"), result.bic());
            OptionalDouble f = f(result);
            FitReport.number(json.name("f"), f.orElse(Double.NaN));
            json.endObject();
        }
        json.endArray();
    }
}
