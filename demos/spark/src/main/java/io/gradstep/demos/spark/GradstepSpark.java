package io.gradstep.demos.spark;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.MainCommand;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * The commands that {@code spark-submit gradstep-spark.jar} runs.
 *
 * <p>Exit codes: those of {@code gradstep}.
 */
@Command(
        name = "gradstep-spark.jar",
        mixinStandardHelpOptions = true,
        synopsisHeading = "Usage: ",
        customSynopsis = {"spark-submit [--master URL] gradstep-spark.jar COMMAND [options]"},
        header = "Fits and trainings on Apache Spark, with the bits of one machine.",
        footer = {
            "",
            "Examples:",
            "  spark-submit gradstep-spark.jar fit \"a*exp(-k*t)\" --data decay.parquet --x t --y n a=1 k=1",
            "  spark-submit gradstep-spark.jar train --data plants.parquet --label species "
                    + "--save plants.safetensors",
            "",
            "Run 'spark-submit gradstep-spark.jar help COMMAND' for the options of a command."
        })
public final class GradstepSpark extends MainCommand {
    private static final String SPARK = "org.apache.spark.sql.SparkSession";

    private GradstepSpark(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected List<Class<? extends Task>> commands() {
        return List.of(SparkFitCommand.class, SparkTrainCommand.class);
    }

    @Override
    protected String version() {
        return Optional.ofNullable(GradstepSpark.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** Rejects a command line without a command. */
    @Override
    public int run() {
        throw new CommandException("a command is missing; 'spark-submit gradstep-spark.jar --help' lists them");
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the words after the jar's name
     */
    public static void main(String[] args) {
        System.exit(run(args, Terminal.ofProcess()));
    }

    /**
     * Runs one command on a terminal.
     *
     * @param args the words after the jar's name
     * @param terminal its input and output
     * @return the exit code
     */
    static int run(String[] args, Terminal terminal) {
        try {
            Class.forName(SPARK, false, GradstepSpark.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            terminal.error("gradstep: this jar runs on Apache Spark; start it as in"
                    + " 'spark-submit gradstep-spark.jar fit ...'; without Spark, use gradstep.jar");
            return BAD_INPUT;
        }
        return new GradstepSpark(terminal).run(args);
    }
}
