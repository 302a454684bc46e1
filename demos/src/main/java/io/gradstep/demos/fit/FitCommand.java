package io.gradstep.demos.fit;

import com.google.common.collect.Maps;
import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Interruption;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveBuilder;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.CurvePoint;
import io.gradstep.nn.fit.FitEnding;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.Interval;
import io.gradstep.viz.LayoutException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
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
            "                    [--sigma COLUMN [--absolute]] [--sigma-x COLUMN]",
            "                    [--loss LOSS] [--starts N] [--report NAME=EXPR]",
            "                    [--level P] [--profile] [--compare FORMULA]",
            "                    [--predict FILE] [--save FILE] [--residuals FILE]",
            "                    [--qq FILE] [--iterations N]"
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
            "  gradstep fit \"a*exp(-(x-m)^2/(2*s^2)) + c\" --csv data.csv --x x --y y \\",
            "      a=1 m=0 s=1 c=0",
            "  gradstep fit \"a*exp(-t/tau) + c\" --csv data.csv --x t --y u \\",
            "      --level 0.95 --compare \"a*exp(-(t/tau)^b) + c\" --save fit.json",
            "  gradstep fit \"k = 2; a*t^k + b*u\" --csv data.csv --x t --x u --y z \\",
            "      a=1 b=1 --svg fit.svg",
            "  gradstep fit \"a*exp(-k*t) + c\" --csv data.csv --x t --y n a=10 k=1 \\",
            "      --fix c=0.5 --bound \"0<k<5\" --loss poisson --report \"half = log(2)/k\"",
            "",
            "Ctrl-C ends the search and reports the best parameters found; during --compare or --profile it reports the"
                    + " fit and what was finished.",
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
            return run(terminal, given, files);
        } catch (IllegalArgumentException | LayoutException | IOException e) {
            // The libraries' messages already name the formula's part or the file.
            throw new CommandException(FitOptions.visibleLines(String.valueOf(e.getMessage())));
        }
    }

    private int run(Terminal terminal, ProgramOptions.Given all, FitOutputOptions.Files files) throws IOException {
        List<Rival> rivals = output.rivals().stream().map(Rival::of).toList();
        Predicate<String> isOwn = name -> isOwn(name, all.program(), rivals);
        ProgramOptions.Given given =
                new ProgramOptions.Given(all.program(), Maps.filterKeys(all.values(), isOwn::test));
        CurveBuilder builder = options.builder(given, isOwn);
        if (builder.unstarted().isEmpty()) {
            options.curves(given, builder); // so that mistakes in the formula show before a large table is read
        }
        FitTable table = FitTable.read(
                csv,
                options.inputs(),
                options.observed(),
                options.model().sigmaColumns(options.observed().size()),
                options.model().inputSigmaColumns(options.inputs().size()));
        double[][] rows = output.rows() == null ? null : rows(output.rows());
        Map<String, Double> guessed = options.guess(builder, table.samples());
        CurveFit fit = fit(options.curves(given, builder), table);
        FitMonitor monitor = options.monitor(terminal);
        FitComparison comparison = new FitComparison(options.model().test());
        List<Interval> profile;
        FitResult result;
        Thread search = Thread.currentThread();
        AtomicBoolean searching = new AtomicBoolean(true);
        Interruption interruption = Interruption.stops(() -> {
            if (searching.get()) {
                search.interrupt(); // not while files are written, which that would close
            }
        });
        application.atTheEnd(interruption::release);
        try {
            result = options.run(fit, monitor);
            comparison.add(given.program().toString(), result);
            compare(all.values(), rivals, table, comparison, monitor);
            profile = profile(result, monitor);
        } finally {
            searching.set(false);
            if (Thread.interrupted()) {
                terminal.flush(); // the flag is gone: files are still to be written
            }
        }
        FitDetails details = new FitDetails(
                result,
                output.usedLevel(),
                output.printedLevel().isPresent(),
                profile,
                guessed,
                rows == null ? null : predictions(result, rows));
        draw(result, table, files);
        if (files.saved() != null) {
            result.fitted().save(files.saved());
        }
        FitReport report = options.reportOf(given, result, details, comparison);
        int code = options.report(
                terminal,
                given,
                report,
                fileName(),
                files.picture() == null ? null : files.picture().toString());
        return interruption.requested() ? Application.STOPPED : code;
    }

    private CurveFit fit(List<Curve> curves, FitTable table) {
        CurveFit fit = CurveFit.of(curves.get(0), table.samples().get(0));
        for (int k = 1; k < curves.size(); k++) {
            fit = fit.and(curves.get(k), table.samples().get(k));
        }
        double[][] inputErrors = table.inputErrors();
        return options.model().applyTo(inputErrors == null ? fit : fit.inputErrors(inputErrors), table.errors());
    }

    /** A formula to compare with. */
    private record Rival(String formula, Program program) {
        private static Rival of(String formula) {
            try {
                return new Rival(formula, Program.parse(formula));
            } catch (IllegalArgumentException e) {
                throw refused(formula, e);
            }
        }

        private static CommandException refused(String formula, IllegalArgumentException reason) {
            return new CommandException(FitOptions.visibleLines(
                    "in --compare '%s': %s".formatted(Glyphs.visible(formula), reason.getMessage())));
        }
    }

    private static boolean uses(Program program, String name) {
        return program.numbers().containsKey(name)
                || program.inputs().stream().anyMatch(input -> input.name().equals(name));
    }

    /** Returns whether a name belongs to a formula, or to none, rather than to other formulas alone. */
    private static boolean isOwn(String name, Program program, List<Rival> rivals) {
        return uses(program, name) || rivals.stream().noneMatch(rival -> uses(rival.program(), name));
    }

    /** Fits the other formulas; Ctrl-C leaves out those that are not fitted yet. */
    private void compare(
            Map<String, Double> start,
            List<Rival> rivals,
            FitTable table,
            FitComparison comparison,
            FitMonitor monitor) {
        for (Rival rival : rivals) {
            if (Thread.currentThread().isInterrupted()) {
                comparison.leaveOut(rival.formula());
                continue;
            }
            monitor.begin("comparison with " + FitComparison.shown(rival.formula()));
            Predicate<String> isOwn = name -> uses(rival.program(), name);
            ProgramOptions.Given given = new ProgramOptions.Given(rival.program(), Maps.filterKeys(start, isOwn::test));
            try {
                CurveBuilder builder = options.builder(given, isOwn);
                options.guess(builder, table.samples());
                FitResult result = options.run(fit(options.curves(given, builder), table), monitor);
                if (result.ending() == FitEnding.INTERRUPTED) {
                    comparison.leaveOut(rival.formula());
                } else {
                    comparison.add(rival.formula(), result);
                }
            } catch (IllegalArgumentException e) {
                throw Rival.refused(rival.formula(), e);
            }
        }
    }

    /** Finds intervals by the profile, if they are wanted; after Ctrl-C the ends not found yet are NaN. */
    private List<Interval> profile(FitResult result, FitMonitor monitor) {
        List<Interval> profile = new ArrayList<>();
        int count = output.profile() && result.ending() != FitEnding.INTERRUPTED
                ? result.parameterNames().size()
                : 0;
        for (int k = 0; k < count; k++) {
            monitor.begin("profile of %s (%d of %d)"
                    .formatted(NodeNames.written(result.parameterNames().get(k)), k + 1, count));
            try {
                profile.add(result.profileInterval(k, output.usedLevel()));
            } catch (IllegalArgumentException e) {
                throw new CommandException("in --profile: " + e.getMessage());
            }
        }
        return profile;
    }

    private double[][] rows(String file) throws IOException {
        try (InputStream text = new ByteArrayInputStream(OutsideFiles.read(file))) {
            List<double[]> rows = new ArrayList<>();
            CsvFile.rows(text, file, options.inputs(), Optional.empty(), rows::add);
            return rows.toArray(double[][]::new);
        }
    }

    private FitDetails.Predictions predictions(FitResult result, double[][] rows) {
        List<List<CurvePoint>> curves = new ArrayList<>();
        for (int c = 0; c < result.curves().size(); c++) {
            curves.add(result.fitted().points(c, rows, output.usedLevel()));
        }
        return new FitDetails.Predictions(options.inputs(), rows, curves);
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
