package io.gradstep.demos;

import io.gradstep.demos.train.Predictor;
import io.gradstep.nn.data.CsvRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep predict}: what a trained network says about new rows. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        header = "Applies a trained network to the rows of a table on standard input.",
        customSynopsis = {"gradstep predict MODEL < ROWS"},
        footer = {
            "",
            "ROWS are CSV: a line a row, a number for each input of the network. A header that names them",
            "all lets columns come in any order and leaves others alone; without it they come in the order",
            "of the training. A network of 'gradstep train --csv' standardises rows as in its training.",
            "",
            "For each row a line is printed, as soon as the row is there: the class and its probability, if",
            "the loss gives one, with a comma between them; or the value. A row that is wrong ends it, with",
            "exit code 2.",
            "",
            "Example:",
            "  gradstep train moons --save moons.safetensors",
            "  echo 0.5,0.2 | gradstep predict moons.safetensors"
        })
final class PredictCommand implements Task {
    private static final String SOURCE = "standard input";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Gradstep gradstep;

    @Parameters(
            paramLabel = "MODEL",
            description = "What 'gradstep train --save' wrote, or a network that a program saved.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String model;

    private String burden = "the network in the model's file";

    @Override
    public int run() {
        Terminal terminal = gradstep.terminal();
        // A row at a time: the input may be long, or have no end, or come from somebody who waits for each answer.
        try {
            Predictor predictor = Predictor.read(OutsideFiles.path(model));
            burden = "a row of standard input";
            CsvRows rows = CsvRows.open(terminal.in(), SOURCE, predictor.inputNames());
            int number = 0;
            for (double[] row = rows.next(); row != null; row = rows.next()) {
                terminal.println(line(predictor, row, ++number));
            }
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        return Gradstep.OK;
    }

    @Override
    public String burden() {
        return burden;
    }

    private static String line(Predictor predictor, double[] row, int number) {
        double[] outputs;
        try {
            outputs = predictor.outputs(row);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CommandException("%s: row %d: %s".formatted(SOURCE, number, e.getMessage()));
        }
        List<String> fields = new ArrayList<>();
        if (predictor.tellsClasses()) {
            fields.add(field(predictor.classNames().get(predictor.classOf(outputs))));
            OptionalDouble probability = predictor.probability(outputs);
            probability.ifPresent(p -> fields.add(ShownNumbers.format(p)));
        } else {
            for (double output : outputs) {
                fields.add(ShownNumbers.exact(output));
            }
        }
        return String.join(",", fields);
    }

    /** A name as a field of CSV. */
    private static String field(String name) {
        String text = Glyphs.visible(name);
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
