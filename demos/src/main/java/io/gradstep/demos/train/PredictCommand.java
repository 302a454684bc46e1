package io.gradstep.demos.train;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.CsvRows;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep predict}: what a trained network says about new rows. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        header = "Applies a trained network to the rows of a table on standard input.",
        customSynopsis = {"gradstep predict MODEL [--csv | --json] [--header | --no-header] < ROWS"},
        footer = {
            "",
            "ROWS are CSV: a line a row, a number for each input of the network. Under a header the columns are",
            "taken by their names, in any order, in upper or lower case; others are left alone, and a header",
            "that lacks an input is refused. Without it they come in the order of the training. A network of",
            "'gradstep train --csv' standardises rows as in its training.",
            "",
            "For each row a line is printed, as soon as the row is there: the class and its probability, if",
            "the loss gives one, with a comma between them; or the value. A row that is wrong ends it, with",
            "exit code 2.",
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
            description = "What 'gradstep train --save' wrote, or a network that a program saved.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String model;

    @Option(names = "--csv", description = "Answer in CSV: a header first, and numbers with every digit.")
    private boolean csv;

    @Option(
            names = "--json",
            description =
                    "Answer with a JSON object a line: the target by its name, and the probability of each class.")
    private boolean json;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first line names the columns; if not given, that is found out.")
    private @Nullable Boolean header;

    private String burden = "the network in the model's file";

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        if (csv && json) {
            throw new CommandException("--csv and --json do not go together; give one of them");
        }
        // A row at a time: the input may be long, or have no end, or come from somebody who waits for each answer.
        try {
            Predictor predictor = Predictor.load(OutsideFiles.path(model));
            burden = "a row of standard input";
            Answers answers =
                    Answers.of(csv ? Answers.Format.CSV : json ? Answers.Format.JSON : Answers.Format.PLAIN, predictor);
            CsvRows rows = CsvRows.open(terminal.in(), SOURCE, predictor.inputNames(), Optional.ofNullable(header));
            answers.heading().ifPresent(terminal::println);
            int number = 0;
            for (double[] row = rows.next(); row != null; row = rows.next()) {
                terminal.println(answers.line(predict(predictor, row, ++number)));
            }
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        return Application.OK;
    }

    @Override
    public String burden() {
        return burden;
    }

    private static Prediction predict(Predictor predictor, double[] row, int number) {
        try {
            return predictor.predict(row);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CommandException("%s: row %d: %s".formatted(SOURCE, number, e.getMessage()));
        }
    }
}
