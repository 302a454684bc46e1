package io.gradstep.demos.fit;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/** Fits of several formulas to the same samples, side by side. */
final class FitComparison {
    private static final int DIGITS = 5;

    /** How χ² is distributed, by which a smaller formula is tested against a larger one. */
    enum Test {
        /** The errors of the samples follow from the residuals. */
        F {
            @Override
            double probability(double f, long more, long degrees) {
                double share = degrees / (degrees + more * Math.max(0, f));
                return Beta.regularizedBeta(share, degrees / 2.0, more / 2.0);
            }
        },
        /** The errors of the samples are known. */
        CHI_SQUARE {
            @Override
            double probability(double f, long more, long degrees) {
                return Gamma.regularizedGammaQ(more / 2.0, more * Math.max(0, f) / 2);
            }
        },
        /** A robust loss is no likelihood. */
        NONE {
            @Override
            double probability(double f, long more, long degrees) {
                return Double.NaN;
            }
        };

        /**
         * Returns the probability that χ² falls as much by chance.
         *
         * @param f by how much it falls for each additional parameter, in units of its variance
         * @param more the number of additional parameters
         * @param degrees the degrees of freedom that are left
         */
        abstract double probability(double f, long more, long degrees);
    }

    private final Test test;

    /** Formulas that were not fitted. */
    private final List<String> leftOut = new ArrayList<>();

    private final List<Rival> rivals = new ArrayList<>();

    private record Rival(String formula, FitResult result) {}

    FitComparison(Test test) {
        this.test = test;
    }

    /** Notes that a formula was not fitted, because of an interruption. */
    void leaveOut(String formula) {
        leftOut.add(formula);
    }

    /** Returns a formula on one line. */
    static String shown(String formula) {
        return Glyphs.visible(formula.strip().replace('\n', ';'));
    }

    void add(String formula, FitResult result) {
        rivals.add(new Rival(formula, result));
    }

    boolean isEmpty() {
        return rivals.size() < 2;
    }

    /** Returns whether there is anything to print. */
    boolean isPrinted() {
        return !isEmpty() || !leftOut.isEmpty();
    }

    /** Prints a table of the formulas, with the lowest AIC marked, and tests against the first. */
    void print(Terminal terminal) {
        if (!isEmpty()) {
            printTable(terminal);
        }
        leftOut.forEach(formula ->
                terminal.println("The comparison was interrupted before this formula was fitted: " + shown(formula)));
    }

    private void printTable(Terminal terminal) {
        boolean tested = rivals.stream().anyMatch(rival -> f(rival.result()).isPresent());
        List<String> headings = new ArrayList<>(List.of("parameters", "χ²", "R²", "AIC", "BIC"));
        headings.addAll(tested ? List.of(test == Test.CHI_SQUARE ? "fall" : "F", "p") : List.of());
        Table table = Table.withHeadings("formula", headings);
        double least =
                rivals.stream().mapToDouble(rival -> rival.result().aic()).min().orElse(Double.NaN);
        for (Rival rival : rivals) {
            FitResult result = rival.result();
            Style style = result.aic() == least ? Style.VALUE : Style.PLAIN;
            List<String> cells = new ArrayList<>(List.of(
                    shown(rival.formula()) + (result.converged() ? "" : " (not converged)"),
                    String.valueOf(result.parameterNames().size()),
                    FitReport.known(result.chiSquare()),
                    FitReport.known(result.rSquared()),
                    FitReport.known(result.aic()),
                    FitReport.known(result.bic())));
            if (tested) {
                OptionalDouble f = f(result);
                cells.add(f.isEmpty() ? "" : ShownNumbers.rough(f.getAsDouble(), DIGITS));
                cells.add(f.isEmpty() ? "" : FitReport.known(probability(result, f.getAsDouble())));
            }
            table.add(cells, cells.stream().map(cell -> style).toList());
        }
        table.print(terminal, "");
        terminal.println("The smaller AIC or BIC is the better.");
        if (tested) {
            String what = test == Test.CHI_SQUARE
                    ? "The fall is that of χ² for each parameter that a formula has besides those of the first"
                    : "F is the fall of χ² for each parameter that a formula has besides those of the first, in"
                            + " units of its own χ² for each degree of freedom";
            String chance = test == Test.NONE ? "." : "; p is the probability of as much or more by chance.";
            Paragraph.lines(what + chance).forEach(terminal::println);
        }
    }

    private double probability(FitResult larger, double f) {
        return test.probability(f, more(larger), larger.degreesOfFreedom());
    }

    private int more(FitResult larger) {
        return larger.parameterNames().size()
                - rivals.get(0).result().parameterNames().size();
    }

    /** Returns the fall of χ² for each additional parameter, in units of its variance; empty for another formula. */
    private OptionalDouble f(FitResult larger) {
        FitResult smaller = rivals.get(0).result();
        if (more(larger) <= 0 || !larger.parameterNames().containsAll(smaller.parameterNames())) {
            return OptionalDouble.empty();
        }
        double variance = test == Test.CHI_SQUARE ? 1 : larger.reducedChiSquare();
        return OptionalDouble.of((smaller.chiSquare() - larger.chiSquare()) / more(larger) / variance);
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
            FitReport.number(json.name("p"), f.isEmpty() ? Double.NaN : probability(result, f.getAsDouble()));
            json.endObject();
        }
        json.endArray();
    }
}
