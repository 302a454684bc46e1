package io.gradstep.demos.explain;

import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The {@code --derivative} option: goes on with a derivative of the program in its place. */
final class DerivativeOption {
    @Option(
            names = "--derivative",
            paramLabel = "NAME",
            description =
                    "Take the derivative with respect to NAME in place of the program: its graph, built of gates like"
                            + " any other. Given twice, it is differentiated twice.")
    private List<String> names = new ArrayList<>();

    /** Returns the program, or the derivative that was asked for. */
    ProgramOptions.Loaded of(ProgramOptions.Loaded loaded) {
        ProgramOptions.Loaded derived = loaded;
        for (String name : names) {
            Program program = DerivativeProgram.of(derived.program(), derived.evaluation(), name);
            derived = new ProgramOptions.Loaded(program, program.evaluate());
        }
        return derived;
    }
}
