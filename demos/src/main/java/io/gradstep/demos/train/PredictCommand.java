package io.gradstep.demos.train;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.data.CsvFile;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep predict}: applies a trained network, or a saved fit, to new rows. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        header = "Applies a trained network or a saved fit to the rows of a table on standard input.",
        customSynopsis = {"gradstep predict MODEL [--csv | --json] [--header | --no-header] < ROWS"},
        footer = {
            "",
            "ROWS are CSV: one line per row, with one number for each input of the model. With a header, columns are"
                    + " matched by name, in any order and ignoring case; extra columns are ignored, and a missing"
                    + " input is an error. Without a header, columns are in the order of the training or the fit. A"
                    + " network from 'gradstep train --csv' standardises rows as in training.",
            "",
            "Each row is answered with a line as soon as it is read: the class and, if the loss defines one, its"
                    + " probability, separated by a comma; or the value. Of a fit, --csv and --json add its standard"
                    + " error. A bad row stops the command with exit code 2.",
            "",
            "Example:",
            "  gradstep train moons --save moons.safetensors",
            "  echo 0.5,0.2 | gradstep predict moons.safetensors"
        })
public final class PredictCommand implements Task {
    private static final String SOURCE = "standard input";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Parameters(
            paramLabel = "MODEL",
            description = "A file written by 'gradstep train --save' or 'gradstep fit --save', or by a program.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String model;

    @Option(names = "--csv", description = "Answer in CSV, with a header and every digit of the numbers.")
    private boolean csv;

    @Option(
            names = "--json",
            description =
                    "Answer with one JSON object per line: the target by name, and the probability of each class.")
    private boolean json;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first line names the columns. Default: detected.")
    private @Nullable Boolean header;

    private String burden = "the model in the file";

    private int rows;

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        if (csv && json) {
            throw new CommandException("--csv and --json cannot be combined; choose one");
        }
        // A row at a time: the input may be long or endless, and the sender may wait for each answer.
        try {
            Answers answers = Answers.load(
                    OutsideFiles.path(model),
                    csv ? Answers.Format.CSV : json ? Answers.Format.JSON : Answers.Format.PLAIN);
            burden = "a row of standard input";
            CsvFile.rows(terminal.in(), SOURCE, answers.inputNames(), Optional.ofNullable(header), row -> {
                if (++rows == 1) {
                    answers.heading().ifPresent(terminal::println);
                }
                terminal.println(line(answers, row, rows));
            });
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        return Application.OK;
    }

    @Override
    public String burden() {
        return burden;
    }

    private static String line(Answers answers, double[] row, int number) {
        try {
            return answers.line(row);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CommandException("%s: row %d: %s".formatted(SOURCE, number, e.getMessage()));
        }
    }
}
