package io.gradstep.demos.fit;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.nn.fit.CurveBuilder;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code fit} that restrict parameters, weigh samples, and choose loss and starts. */
public final class FitModelOptions {
    private static final Pattern RELATION = Pattern.compile("<=|>=|<|>|≤|≥");

    /** Keeps 95 % of the efficiency of least squares for normal errors (Huber). */
    private static final double HUBER = 1.345;

    @Option(
            names = "--bound",
            paramLabel = "RANGE",
            description = "Keep a parameter in a range, as in \"0<a<5\" or \"a>0\"; repeat it for several.")
    private List<String> bounds = new ArrayList<>();

    @Option(
            names = "--fix",
            paramLabel = "NAME=NUMBER",
            description = "Give a parameter a value that it keeps; repeat it for several.")
    private List<String> fixed = new ArrayList<>();

    @Option(
            names = "--tie",
            paramLabel = "NAME=EXPR",
            description = "Let a parameter follow others, as in \"b=2*a\"; repeat it for several.")
    private List<String> ties = new ArrayList<>();

    @Option(
            names = "--sigma",
            paramLabel = "COLUMN",
            description = "The column with the standard errors of --y; one for each --y.")
    private List<String> sigma = new ArrayList<>();

    @Option(
            names = "--sigma-x",
            paramLabel = "COLUMN",
            description = "The column with the standard errors of --x, one for each --x: distances from the curve are"
                    + " minimised, each direction in its errors. Needs --sigma.")
    private List<String> inputSigma = new ArrayList<>();

    @Option(
            names = "--absolute",
            description = "The errors of --sigma are known as they are, not only relative to each other.")
    private boolean absolute;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description = "squares (default), huber:SIZE or soft-l1:SIZE, which let residuals beyond SIZE pull little,"
                    + " or poisson, for counts. With --sigma, SIZE is in standard errors, 1.345 if left out.")
    private String loss = "squares";

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Search from N starts, the given one and random ones, and take the best. Default: 1.")
    private int starts = 1;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of the random starts. Default: 0.")
    private long seed;

    /** {@return the columns with standard errors, one for each observed column or none} */
    public List<String> sigmaColumns(int observed) {
        if (!sigma.isEmpty() && sigma.size() != observed) {
            throw new CommandException(
                    "there are %d --y and %d --sigma; give one --sigma for each --y".formatted(observed, sigma.size()));
        }
        if (sigma.isEmpty() && absolute) {
            throw new CommandException("--absolute is about the errors of the samples; name their column with --sigma");
        }
        return sigma;
    }

    /** Rejects errors of inputs, whose feet on the curve need all samples in memory. */
    public void refuseInputErrors(String reason) {
        if (!inputSigma.isEmpty()) {
            throw new CommandException(reason);
        }
    }

    /** {@return the columns with standard errors of the inputs, one for each or none} */
    List<String> inputSigmaColumns(int inputs) {
        if (!inputSigma.isEmpty() && inputSigma.size() != inputs) {
            throw new CommandException("there are %d --x and %d --sigma-x; give one --sigma-x for each --x"
                    .formatted(inputs, inputSigma.size()));
        }
        if (!inputSigma.isEmpty() && sigma.isEmpty()) {
            throw new CommandException(
                    "--sigma-x counts in proportion to the errors of --y; name their column too, with --sigma");
        }
        return inputSigma;
    }

    /**
     * Adds bounds, fixed and tied parameters.
     *
     * @param isOwn whether a parameter is the formula's, or unknown, rather than one of other formulas alone
     */
    void restrict(CurveBuilder builder, Predicate<String> isOwn) {
        bounds.forEach(text -> bound(text, builder, isOwn));
        for (String text : fixed) {
            String[] sides = sides(text, "--fix", "c=0");
            double value = number(sides[1])
                    .orElseThrow(() -> new CommandException(
                            "'%s' does not give a number; write --fix as in c=0".formatted(Glyphs.visible(text))));
            if (isOwn.test(sides[0])) {
                builder.fix(sides[0], value);
            }
        }
        for (String text : ties) {
            String[] sides = sides(text, "--tie", "\"b=2*a\"");
            if (isOwn.test(sides[0])) {
                builder.tie(sides[0], sides[1]);
            }
        }
    }

    private static String[] sides(String text, String option, String example) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new CommandException("'%s' is not of the form name=...; write %s as in %s"
                    .formatted(Glyphs.visible(text), option, example));
        }
        return new String[] {
            name(text.substring(0, equals)), text.substring(equals + 1).strip()
        };
    }

    private static String name(String text) {
        String name = text.strip();
        boolean quoted = name.length() > 2 && name.startsWith("`") && name.endsWith("`");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private static void bound(String text, CurveBuilder builder, Predicate<String> isOwn) {
        List<String> parts = new ArrayList<>();
        List<Boolean> rising = new ArrayList<>();
        Matcher relation = RELATION.matcher(text);
        int from = 0;
        while (relation.find()) {
            parts.add(text.substring(from, relation.start()).strip());
            rising.add(relation.group().startsWith("<") || relation.group().equals("≤"));
            from = relation.end();
        }
        parts.add(text.substring(from).strip());
        boolean up = !rising.isEmpty() && rising.get(0);
        int name = parts.size() == 2 && number(parts.get(0)).isEmpty() ? 0 : 1;
        boolean isRange = (parts.size() == 2 || parts.size() == 3)
                && rising.stream().allMatch(each -> each == up)
                && number(parts.get(name)).isEmpty()
                && !parts.get(name).isEmpty();
        OptionalDouble before = isRange && name == 1 ? number(parts.get(0)) : OptionalDouble.empty();
        OptionalDouble after =
                isRange && parts.size() > name + 1 ? number(parts.get(name + 1)) : OptionalDouble.empty();
        boolean complete = (name == 0 || before.isPresent()) && (parts.size() == name + 1 || after.isPresent());
        if (!isRange || !complete) {
            throw new CommandException(
                    "'%s' is not a range of a parameter; write --bound as in \"0<a<5\", \"a>0\" or \"a<5\""
                            .formatted(Glyphs.visible(text)));
        }
        OptionalDouble lower = up ? before : after;
        OptionalDouble upper = up ? after : before;
        String bounded = name(parts.get(name));
        if (isOwn.test(bounded)) {
            builder.bound(bounded, lower.orElse(Double.NEGATIVE_INFINITY), upper.orElse(Double.POSITIVE_INFINITY));
        }
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.replace('−', '-')));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Applies loss, errors and starts to a fit. */
    CurveFit applyTo(CurveFit fit, double @Nullable [] errors) {
        return applyTo(errors == null ? fit : fit.errors(errors, absolute));
    }

    /** Applies loss and starts to a fit, and whether the errors that its samples bring are absolute. */
    public CurveFit applyTo(CurveFit fit) {
        CurveFit known = absolute ? fit.absoluteErrors() : fit;
        return known.loss(chosenLoss(!sigma.isEmpty())).starts(starts, seed);
    }

    /** Returns how formulas are tested against each other. */
    FitComparison.Test test() {
        if (loss.equals("squares")) {
            return absolute ? FitComparison.Test.CHI_SQUARE : FitComparison.Test.F;
        }
        return loss.equals("poisson") ? FitComparison.Test.CHI_SQUARE : FitComparison.Test.NONE;
    }

    private FitLoss chosenLoss(boolean scaled) {
        int colon = loss.indexOf(':');
        String kind = colon < 0 ? loss : loss.substring(0, colon);
        OptionalDouble given = colon < 0 ? OptionalDouble.empty() : number(loss.substring(colon + 1));
        boolean plain = kind.equals("squares") || kind.equals("poisson");
        boolean known = plain || kind.equals("huber") || kind.equals("soft-l1");
        boolean scaledRightly = colon < 0 || (!plain && given.isPresent());
        if (!known || !scaledRightly) {
            throw new CommandException("unknown loss '%s'; there are squares, huber:SIZE, soft-l1:SIZE, poisson"
                    .formatted(Glyphs.visible(loss)));
        }
        if (plain) {
            return kind.equals("squares") ? FitLoss.SQUARES : FitLoss.POISSON;
        }
        if (given.isEmpty() && !scaled) {
            throw new CommandException(
                    "%s needs the size of a residual from which on it pulls little, as in --loss %s:0.5"
                            .formatted(kind, kind));
        }
        double size = given.orElse(HUBER);
        return kind.equals("huber") ? FitLoss.huber(size) : FitLoss.softL1(size);
    }
}
