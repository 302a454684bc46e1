package io.gradstep.demos.fit;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.Diagnostics;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveBuilder;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.GuessedStarts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of every fit, wherever its samples are: the formula, the columns, the model and the report. */
public final class FitOptions {
    @Mixin
    private final ProgramOptions program = new ProgramOptions();

    @Option(
            names = "--x",
            required = true,
            paramLabel = "COLUMN",
            description = "A column that the formula uses; repeat it for several.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private List<String> inputs;

    @Option(
            names = "--y",
            required = true,
            paramLabel = "COLUMN",
            description = "The column to fit the formula to; if repeated, each is fitted by the formula's value of its"
                    + " name, with parameters in common.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private List<String> observed;

    @Mixin
    private final FitModelOptions model = new FitModelOptions();

    @Option(
            names = "--report",
            paramLabel = "NAME=EXPR",
            description = "Report a quantity that follows from the parameters, with its error, as in"
                    + " \"half = log(2)/k\"; repeat it for several.")
    private List<String> quantities = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object with every digit.")
    private boolean json;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "The limit on iterations. Default: " + CurveFit.DEFAULT_ITERATIONS + ".")
    private int iterations = CurveFit.DEFAULT_ITERATIONS;

    /** {@return the formula and the start values} */
    public ProgramOptions.Given given(Terminal terminal) {
        return program.given(terminal);
    }

    /** {@return the columns of the formula's inputs} */
    public List<String> inputs() {
        return inputs;
    }

    /** {@return the columns to fit to} */
    public List<String> observed() {
        return observed;
    }

    /** {@return the options about parameters, errors and starts} */
    public FitModelOptions model() {
        return model;
    }

    /** Makes a builder with the settings of a formula's own parameters. */
    CurveBuilder builder(ProgramOptions.Given given, Predicate<String> isOwn) {
        CurveBuilder builder = Curve.builder(given.program()).inputs(inputs);
        given.values().forEach(builder::start);
        model.restrict(builder, isOwn);
        return builder;
    }

    /**
     * Finds the start values that were not given.
     *
     * @return the parameters, with the share of the variation that their curve explains at the start
     */
    Map<String, Double> guess(CurveBuilder builder, List<Dataset> samples, FitMonitor monitor) {
        Map<String, Double> guessed = new LinkedHashMap<>();
        for (int k = 0; k < samples.size(); k++) {
            if (observed.size() > 1) {
                builder.output(observed.get(k));
            }
            GuessedStarts found = builder.guessStarts(samples.get(k), monitor::guessed);
            found.values().keySet().forEach(name -> guessed.put(name, found.rSquared()));
        }
        return guessed;
    }

    List<Curve> curves(ProgramOptions.Given given, CurveBuilder builder) {
        if (observed.size() == 1) {
            return List.of(builder.build());
        }
        List<Curve> curves =
                observed.stream().map(name -> builder.output(name).build()).toList();
        for (String parameter : given.values().keySet()) {
            if (curves.stream().noneMatch(curve -> curve.parameterNames().contains(parameter))) {
                throw new CommandException(
                        "none of %s depends on %s; leave it out".formatted(String.join(", ", observed), parameter));
            }
        }
        return curves;
    }

    /** Runs a fit with these limits. */
    FitResult run(CurveFit fit, FitMonitor monitor) {
        return fit.iterations(iterations).listener(monitor).run();
    }

    FitMonitor monitor(Terminal terminal) {
        return new FitMonitor(terminal, json, System::nanoTime);
    }

    /** Makes a report with further parts. */
    FitReport reportOf(ProgramOptions.Given given, FitResult result, FitDetails details, FitComparison comparison) {
        return new FitReport(given.program(), result, quantities, details, comparison);
    }

    /** Prints the report, and notes on the formula; returns the exit code. */
    int report(
            Terminal terminal, ProgramOptions.Given given, FitReport report, String source, @Nullable String picture) {
        if (json) {
            terminal.println(terminal.escaped(report.json()));
        } else {
            report.print(terminal, "%s of %s".formatted(String.join(", ", observed), source), picture);
            Set<String> named = new HashSet<>(inputs);
            named.addAll(given.values().keySet());
            Diagnostics.numbers(given.program(), named).forEach(note -> terminal.println("\n" + note));
        }
        return report.converged() ? Application.OK : Application.CHECK_FAILED;
    }

    /** Makes the characters of each line visible; messages about inputs have a line for each. */
    public static String visibleLines(String message) {
        return message.lines()
                .map(Glyphs::visible)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
