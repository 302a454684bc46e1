package io.gradstep.demos.fit;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.viz.LayoutException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep fit}: fits the parameters of a formula to samples. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        header = "Fits the parameters of a formula to a table, by least squares.",
        customSynopsis = {
            "gradstep fit FORMULA --csv FILE --x COLUMN [--x COLUMN ...] --y COLUMN name=start "
                    + "[name=start ...] [--svg FILE] [--json] [--bound RANGE] [--fix NAME=NUMBER] [--tie "
                    + "NAME=EXPR] [--sigma COLUMN [--absolute]] [--sigma-x COLUMN] [--loss LOSS] [--starts N] "
                    + "[--report NAME=EXPR] [--level P] [--profile] [--compare FORMULA] [--predict FILE] "
                    + "[--save FILE] [--residuals FILE] [--qq FILE] [--iterations N]"
        },
        footer = {
            "",
            "Names in the formula that are given with --x take their values from the table; every other name is a"
                    + " parameter. Start values that are not given are found for lines, exponentials, Gaussians,"
                    + " Lorentzians, logistic curves, powers, sines and their like, and the report names them. Names"
                    + " that the formula itself sets to a number are constants, and so are pi and e without a start"
                    + " value. The method is Levenberg–Marquardt with exact derivatives.",
            "",
            "Examples:",
            "  gradstep fit \"a*exp(-(x-m)^2/(2*s^2)) + c\" --csv data.csv --x x --y y a=1 m=0 s=1 c=0",
            "  gradstep fit \"a*exp(-t/tau) + c\" --csv data.csv --x t --y u "
                    + "--level 0.95 --compare \"a*exp(-(t/tau)^b) + c\" --save fit.json",
            "  gradstep fit \"k = 2; a*t^k + b*u\" --csv data.csv --x t --x u --y z a=1 b=1 --svg fit.svg",
            "  gradstep fit \"a*exp(-k*t) + c\" --csv data.csv --x t --y n a=10 k=1 "
                    + "--fix c=0.5 --bound \"0<k<5\" --loss poisson --report \"half = log(2)/k\"",
            "",
            "Ctrl-C ends the search and reports the best parameters found, with --starts those of the starts tried;"
                    + " during --compare or --profile it reports the fit and what was finished.",
            "",
            "Exit code: 0; 1 if the search did not converge; 2 for bad usage or data; 130 after Ctrl-C."
        })
public final class FitCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final FitOptions options = new FitOptions();

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "FILE",
            description = "The table, with a header line that names the columns.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String csv;

    @Mixin
    private final FitOutputOptions output = new FitOutputOptions();

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        terminal.outlive(() -> {}); // The exit code still says whether the search converged.
        output.check();
        ProgramOptions.Given given = options.given(terminal);
        FitOutputOptions.Files files = output.files();
        try {
            return run(given, files);
        } catch (IllegalArgumentException | LayoutException | IOException e) {
            // The libraries' messages already name the formula's part or the file.
            throw new CommandException(FitOptions.visibleLines(String.valueOf(e.getMessage())));
        }
    }

    private int run(ProgramOptions.Given given, FitOutputOptions.Files files) throws IOException {
        FitSession session = new FitSession(application, options, output, given);
        FitTable table = FitTable.read(
                csv,
                options.inputs(),
                options.observed(),
                options.model().sigmaColumns(options.observed().size()),
                options.model().inputSigmaColumns(options.inputs().size()));
        FitSession.Samples samples = new FitSession.Samples() {
            @Override
            public List<Dataset> forStarts() {
                return table.samples();
            }

            @Override
            public CurveFit fit(List<Curve> curves) {
                return FitCommand.this.fit(curves, table);
            }
        };
        return session.run(
                samples,
                fileName(),
                files.picture() == null ? null : files.picture().toString(),
                result -> draw(result, table, files));
    }

    private CurveFit fit(List<Curve> curves, FitTable table) {
        CurveFit fit = CurveFit.of(curves.get(0), table.samples().get(0));
        for (int k = 1; k < curves.size(); k++) {
            fit = fit.and(curves.get(k), table.samples().get(k));
        }
        double[][] inputErrors = table.inputErrors();
        return options.model().applyTo(inputErrors == null ? fit : fit.inputErrors(inputErrors), table.errors());
    }

    private void draw(FitResult result, FitTable table, FitOutputOptions.Files files) throws IOException {
        if (files.picture() != null) {
            FitChart.of(result, table.samples(), "Fit of " + fileName(), output.usedLevel())
                    .writeTo(files.picture());
        }
        if (files.residuals() != null) {
            ResidualChart.overFitted(result, table.samples(), "Residuals of " + fileName())
                    .writeTo(files.residuals());
        }
        if (files.quantiles() != null) {
            ResidualChart.overQuantiles(result, "Residuals of " + fileName()).writeTo(files.quantiles());
        }
    }

    @Override
    public String burden() {
        return "a fit to the table " + Glyphs.visible(csv);
    }

    private String fileName() {
        return Glyphs.visible(String.valueOf(OutsideFiles.path(csv).getFileName()));
    }
}
