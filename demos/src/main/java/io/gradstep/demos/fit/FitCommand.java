package io.gradstep.demos.fit;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.viz.LayoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
            "gradstep fit FORMULA --csv FILE --x COLUMN [--x COLUMN ...] --y COLUMN",
            "                    name=start [name=start ...] [--svg FILE] [--json]",
            "                    [--bound RANGE] [--fix NAME=NUMBER] [--tie NAME=EXPR]",
            "                    [--sigma COLUMN [--absolute]] [--loss LOSS] [--starts N]",
            "                    [--report NAME=EXPR] [--iterations N]"
        },
        footer = {
            "",
            "Names in the formula that are given with --x take their values from the table; every other name is a"
                    + " parameter and needs a start value. Names that the formula itself sets to a number are"
                    + " constants, and so are pi and e without a start value. The method is Levenberg–Marquardt with"
                    + " exact derivatives.",
            "",
            "Examples:",
            "  gradstep fit \"a*exp(-(x-m)^2/(2*s^2)) + c\" --csv data.csv --x x --y y \\",
            "      a=1 m=0 s=1 c=0",
            "  gradstep fit \"k = 2; a*t^k + b*u\" --csv data.csv --x t --x u --y z \\",
            "      a=1 b=1 --svg fit.svg",
            "  gradstep fit \"a*exp(-k*t) + c\" --csv data.csv --x t --y n a=10 k=1 \\",
            "      --fix c=0.5 --bound \"0<k<5\" --loss poisson --report \"half = log(2)/k\"",
            "",
            "Exit code: 0; 1 if the search did not converge; 2 for bad usage or data."
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

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the samples and the curve to FILE, an SVG or PNG by its name;"
                    + " with several --x, observed over fitted values.")
    private @Nullable String picture;

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        terminal.outlive(() -> {}); // The exit code still says whether the search converged.
        ProgramOptions.Given given = options.given(terminal);
        Path drawn = picture == null ? null : pictureFile(picture);
        try {
            // The formula first, so that its mistakes show before a large table is read.
            List<Curve> curves = options.curves(given);
            FitTable table = FitTable.read(
                    csv,
                    options.inputs(),
                    options.observed(),
                    options.model().sigmaColumns(options.observed().size()));
            CurveFit fit = CurveFit.of(curves.get(0), table.samples().get(0));
            for (int k = 1; k < curves.size(); k++) {
                fit = fit.and(curves.get(k), table.samples().get(k));
            }
            FitResult result = options.run(options.model().applyTo(fit, table.errors()), terminal);
            if (drawn != null) {
                FitChart.of(result, table.samples(), "Fit of " + fileName()).writeTo(drawn);
            }
            return options.report(terminal, given, result, fileName(), picture);
        } catch (IllegalArgumentException | LayoutException | IOException e) {
            // The libraries' messages already name the formula's part or the file.
            throw new CommandException(FitOptions.visibleLines(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public String burden() {
        return "a fit to the table " + Glyphs.visible(csv);
    }

    private String fileName() {
        return Glyphs.visible(String.valueOf(OutsideFiles.path(csv).getFileName()));
    }

    /** Checks the picture's file name before a long search. */
    private static Path pictureFile(String name) {
        String end = name.toLowerCase(Locale.ROOT);
        if (!end.endsWith(".svg") && !end.endsWith(".png")) {
            throw new CommandException(
                    "cannot save a chart as %s: its name must end in .svg or .png".formatted(Glyphs.visible(name)));
        }
        return OutsideFiles.writable(name);
    }
}
