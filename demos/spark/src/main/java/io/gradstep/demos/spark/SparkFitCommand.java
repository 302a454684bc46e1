package io.gradstep.demos.spark;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.explain.ProgramOptions;
import io.gradstep.demos.fit.FitOptions;
import io.gradstep.demos.fit.FitOutputOptions;
import io.gradstep.demos.fit.FitSession;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.GuessedStarts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fit}: fits the parameters of a formula to a table on a cluster. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        header = "Fits the parameters of a formula to a table on a cluster, by least squares.",
        customSynopsis = {
            "spark-submit [--master URL] gradstep-spark.jar fit FORMULA --data PATH --x COLUMN [--x "
                    + "COLUMN ...] --y COLUMN [name=start ...] [--json] [--save FILE] [options]"
        },
        footer = {
            "",
            "The options are those of 'gradstep fit', and so are the result's digits, all of them: rows are numbered in"
                    + " the order of the files' names, and reduced in that order, on any number of machines.",
            "",
            "Exit code: 0; 1 if the search did not converge; 2 for bad usage or data, or if the cluster gave up."
        })
final class SparkFitCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final FitOptions options = new FitOptions();

    @Mixin
    private final FitOutputOptions output = new FitOutputOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    public int run() {
        cluster.data();
        output.refuseCharts(
                "pictures show the samples, which stay on the cluster; save the curve with --save, and draw it"
                        + " with 'gradstep predict', or a part of the table with 'gradstep fit --svg'");
        options.model()
                .refuseInputErrors("--sigma-x moves every sample along its inputs, which needs them all in one memory;"
                        + " use 'gradstep fit' on one machine");
        output.check();
        Terminal terminal = application.terminal();
        terminal.outlive(() -> {}); // The exit code still says whether the search converged.
        ProgramOptions.Given given = options.given(terminal);
        try {
            // The formula first, so that its mistakes show before a cluster starts.
            FitSession session = new FitSession(application, options, output, given);
            List<String> sigma = options.model().sigmaColumns(options.observed().size());
            return ClusterOptions.run(application, (spark, begun) -> run(spark, begun, session, sigma));
        } catch (IllegalArgumentException e) {
            throw new CommandException(FitOptions.visibleLines(String.valueOf(e.getMessage())));
        }
    }

    private int run(SparkSession spark, Runnable begun, FitSession session, List<String> sigma) {
        ClusterTable table = read(spark, sigma);
        begun.run();
        int inputs = options.inputs().size();
        int curveCount = options.observed().size();
        List<ClusterSamples> samples = new ArrayList<>();
        for (int k = 0; k < curveCount; k++) {
            int error = sigma.isEmpty() ? -1 : inputs + curveCount + k;
            samples.add(new ClusterSamples(table, new ClusterSamples.Columns(inputs, inputs + k, error)));
        }
        FitSession.Samples onCluster = new FitSession.Samples() {
            @Override
            public List<Dataset> forStarts() {
                return samples.stream()
                        .map(each -> each.some(GuessedStarts.MAX_SAMPLES))
                        .toList();
            }

            @Override
            public CurveFit fit(List<Curve> curves) {
                CurveFit fit = CurveFit.of(curves.get(0), samples.get(0));
                for (int k = 1; k < curveCount; k++) {
                    fit = fit.and(curves.get(k), samples.get(k));
                }
                return options.model().applyTo(fit);
            }
        };
        try {
            return session.run(onCluster, Glyphs.visible(cluster.data()));
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
    }

    private ClusterTable read(SparkSession spark, List<String> sigma) {
        List<String> names = new ArrayList<>(options.inputs());
        names.addAll(options.observed());
        int numbers = names.size();
        names.addAll(sigma);
        org.apache.spark.sql.Dataset<Row> table = cluster.open(spark);
        Column[] columns = TableReader.columns(table, cluster.data(), names);
        List<Field> fields = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            String name = names.get(j);
            boolean isText = TableReader.isText(table, name);
            fields.add(new Field(name, isText, j < numbers ? Field.Kind.NUMBER : Field.Kind.POSITIVE, null));
        }
        return ClusterTable.read(table, cluster.data(), columns, fields, cluster.taskRows());
    }

    @Override
    public String burden() {
        return "a fit to the table " + Glyphs.visible(cluster.givenData().orElse(""));
    }
}
