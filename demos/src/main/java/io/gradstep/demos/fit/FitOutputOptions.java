package io.gradstep.demos.fit;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code fit} about what is reported, drawn, compared and saved. */
public final class FitOutputOptions {
    /** The probability of intervals without --level. */
    static final double USUAL_LEVEL = 0.95;

    @Option(
            names = "--level",
            paramLabel = "P",
            description = "Print confidence intervals of this probability. Bands and --predict use it too; they take"
                    + " 0.95 without it.")
    private @Nullable Double level;

    @Option(
            names = "--profile",
            description = "Print intervals by the profile of χ² beside those by its curvature: each end takes several"
                    + " fits.")
    private boolean profile;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the samples, the curve and its bands to FILE, an SVG or PNG by its name;"
                    + " with several --x, observed over fitted values.")
    private @Nullable String picture;

    @Option(
            names = "--residuals",
            paramLabel = "FILE",
            description = "Draw the residuals over the fitted values to FILE.")
    private @Nullable String residuals;

    @Option(
            names = "--qq",
            paramLabel = "FILE",
            description = "Draw the residuals over the quantiles of a normal distribution to FILE: a straight line if"
                    + " they are normal.")
    private @Nullable String quantiles;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Save the fitted curve to FILE, for 'gradstep predict'.")
    private @Nullable String saved;

    @Option(names = "--predict", paramLabel = "FILE", description = "Predict the rows of a table with the columns --x.")
    private @Nullable String rows;

    @Option(
            names = "--compare",
            paramLabel = "FORMULA",
            description = "Fit another formula to the same samples and compare; repeat it for several. name=start goes"
                    + " to each formula that has the name.")
    private List<String> rivals = new ArrayList<>();

    /** Files that the command writes, checked before a long search. */
    record Files(
            @Nullable Path picture,
            @Nullable Path residuals,
            @Nullable Path quantiles,
            @Nullable Path saved) {}

    /** Checks that the files can be written. */
    Files files() {
        return new Files(
                chart(picture),
                chart(residuals),
                chart(quantiles),
                saved == null ? null : OutsideFiles.writable(saved));
    }

    private static @Nullable Path chart(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String end = name.toLowerCase(Locale.ROOT);
        if (!end.endsWith(".svg") && !end.endsWith(".png")) {
            throw new CommandException(
                    "cannot save a chart as %s: its name must end in .svg or .png".formatted(Glyphs.visible(name)));
        }
        return OutsideFiles.writable(name);
    }

    /** {@return the level of intervals; empty if none are wanted} */
    Optional<Double> printedLevel() {
        return level == null && profile ? Optional.of(USUAL_LEVEL) : Optional.ofNullable(level);
    }

    double usedLevel() {
        return level == null ? USUAL_LEVEL : level;
    }

    /** Rejects pictures of samples, which are elsewhere. */
    public void refuseCharts(String reason) {
        if (picture != null || residuals != null || quantiles != null) {
            throw new CommandException(reason);
        }
    }

    /** Rejects a level that is no probability. */
    public void check() {
        if (!(usedLevel() > 0 && usedLevel() < 1)) {
            throw new CommandException("--level must be between 0 and 1, such as 0.95, not " + level);
        }
    }

    boolean profile() {
        return profile;
    }

    @Nullable
    String rows() {
        return rows;
    }

    List<String> rivals() {
        return rivals;
    }
}
