package io.gradstep.demos.fit;

import com.google.common.collect.Maps;
import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Interruption;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveBuilder;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.CurvePoint;
import io.gradstep.nn.fit.FitEnding;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.Interval;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A fit from its options to its report, wherever its samples are. */
public final class FitSession {
    private final Application application;
    private final FitOptions options;
    private final FitOutputOptions output;
    private final ProgramOptions.Given all;
    private final List<Rival> rivals;
    private final ProgramOptions.Given given;
    private final CurveBuilder builder;

    /**
     * Prepares a fit. Mistakes in the formula show here, before a large table is read.
     *
     * @param all the formula and the start values, also those of formulas to compare with
     * @throws IllegalArgumentException if the formula, its inputs and its parameters do not match
     */
    public FitSession(Application application, FitOptions options, FitOutputOptions output, ProgramOptions.Given all) {
        this.application = application;
        this.options = options;
        this.output = output;
        this.all = all;
        this.rivals = output.rivals().stream().map(Rival::of).toList();
        Predicate<String> isOwn = name -> isOwn(name, all.program(), rivals);
        this.given = new ProgramOptions.Given(all.program(), Maps.filterKeys(all.values(), isOwn::test));
        this.builder = options.builder(given, isOwn);
        if (builder.unstarted().isEmpty()) {
            options.curves(given, builder);
        }
    }

    /** Samples of each curve. */
    public interface Samples {
        /** Returns samples for each curve to find start values with: all, or those that a guess looks at. */
        List<Dataset> forStarts();

        /** Makes the fit of curves. */
        CurveFit fit(List<Curve> curves);
    }

    /** Draws the pictures of a fit. */
    @FunctionalInterface
    interface Drawing {
        /** Draws a fitted curve. */
        void draw(FitResult result) throws IOException;
    }

    /**
     * Runs the fit, saves the curve, and prints the report.
     *
     * @param samples the samples
     * @param source their name
     * @return the exit code
     * @throws IOException if a file cannot be read or written
     */
    public int run(Samples samples, String source) throws IOException {
        return run(samples, source, null, result -> {});
    }

    int run(Samples samples, String source, @Nullable String picture, Drawing drawing) throws IOException {
        Terminal terminal = application.terminal();
        FitOutputOptions.Files files = output.files();
        double[][] rows = output.rows() == null ? null : rows(output.rows());
        FitMonitor monitor = options.monitor(terminal);
        Map<String, Double> guessed = guess(builder, samples, monitor);
        CurveFit fit = samples.fit(options.curves(given, builder));
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
            compare(samples, comparison, monitor);
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
                interruption.requested(),
                guessed,
                rows == null ? null : predictions(result, rows));
        drawing.draw(result);
        if (files.saved() != null) {
            result.fitted().save(files.saved());
        }
        FitReport report = options.reportOf(given, result, details, comparison);
        int code = options.report(terminal, given, report, source, picture);
        return interruption.requested() ? Application.STOPPED : code;
    }

    private Map<String, Double> guess(CurveBuilder of, Samples samples, FitMonitor monitor) {
        return of.unstarted().isEmpty() ? Map.of() : options.guess(of, samples.forStarts(), monitor);
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
    private void compare(Samples samples, FitComparison comparison, FitMonitor monitor) {
        for (Rival rival : rivals) {
            if (Thread.currentThread().isInterrupted()) {
                comparison.leaveOut(rival.formula());
                continue;
            }
            monitor.begin("comparison with " + FitComparison.shown(rival.formula()));
            Predicate<String> isOwn = name -> uses(rival.program(), name);
            ProgramOptions.Given other =
                    new ProgramOptions.Given(rival.program(), Maps.filterKeys(all.values(), isOwn::test));
            try {
                CurveBuilder trial = options.builder(other, isOwn);
                guess(trial, samples, monitor);
                FitResult result = options.run(samples.fit(options.curves(other, trial)), monitor);
                if (result.ending() == FitEnding.INTERRUPTED) {
                    comparison.leaveOut(rival.formula());
                } else {
                    comparison.add(rival.formula(), result);
                }
            } catch (IllegalArgumentException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    throw Rival.refused(rival.formula(), e);
                }
                comparison.leaveOut(rival.formula());
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
}
