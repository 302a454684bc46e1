package io.gradstep.demos.explain;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.SyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that all commands on programs share: the program and the values of its inputs. */
public final class ProgramOptions {
    private static final String STANDARD_INPUT = "-";

    @Option(names = "-f", paramLabel = "FILE", description = "Read the program from FILE, in UTF-8.")
    private @Nullable String file;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROGRAM [name=value ...]",
            hideParamSyntax = true,
            description = {
                "A formula, or statements name = formula separated by ';' or line ends; - reads it from standard input."
                        + " After it, a value for each input."
            })
    private List<String> words = new ArrayList<>();

    private String burden = "the graph of a program";

    /** A program and its graph. */
    record Loaded(Program program, Evaluation evaluation) {}

    boolean readsStandardInput() {
        return STANDARD_INPUT.equals(file)
                || (file == null && !words.isEmpty() && words.get(0).equals(STANDARD_INPUT));
    }

    /** A program and the given values, not yet checked against its inputs. */
    public record Given(Program program, Map<String, Double> values) {}

    /** {@return whether a program was given, for commands that can do without} */
    public boolean isGiven() {
        return file != null || !words.isEmpty();
    }

    /** {@return what uses the memory of a command on this program} */
    public String burden() {
        return burden;
    }

    /** Parses the program and builds its graph for the given values. */
    Loaded load(Terminal terminal) {
        Given given = given(terminal);
        try {
            return new Loaded(given.program(), given.program().evaluate(given.values()));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the program with a value for each of its inputs: the given one, or that of the program itself. */
    public Given complete(Terminal terminal) {
        Loaded loaded = load(terminal);
        return new Given(loaded.program(), values(loaded.evaluation()));
    }

    /** Returns the values of a program's inputs. */
    static Map<String, Double> values(Evaluation evaluation) {
        Map<String, Double> values = new LinkedHashMap<>();
        evaluation.inputs().forEach(input -> values.put(String.valueOf(input.name()), input.data()));
        return values;
    }

    /** Parses the program and the values, in their given order. */
    public Given given(Terminal terminal) {
        if (file == null && words.isEmpty()) {
            throw new CommandException("a program is missing; give one as in \"f = (x+y)z\" x=-2 y=5 z=-4,"
                    + " or in a file with -f FILE, or on standard input with -");
        }
        String text = text(terminal);
        burden = "%s of %d characters".formatted(burden, text.length());
        Map<String, Double> values = values(file == null ? words.subList(1, words.size()) : words);
        return new Given(Program.parse(text), values);
    }

    private String text(Terminal terminal) {
        if (readsStandardInput()) {
            return decode(readStandardInput(terminal), "standard input");
        }
        return file != null ? decode(OutsideFiles.read(file), file) : words.get(0);
    }

    private static byte[] readStandardInput(Terminal terminal) {
        try {
            return terminal.in().readAllBytes();
        } catch (IOException e) {
            throw new CommandException("standard input cannot be read: " + e.getMessage());
        }
    }

    /** Decodes UTF-8 strictly: an error names the first bad byte. */
    private static String decode(byte[] bytes, String source) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(buffer)
                    .toString();
        } catch (CharacterCodingException e) {
            int position = buffer.position();
            long line = 1;
            for (int i = 0; i < position; i++) {
                if (bytes[i] == '\n') {
                    line++;
                }
            }
            throw new CommandException("%s is not in UTF-8: byte 0x%02x in line %d is invalid; save it as UTF-8"
                    .formatted(source, bytes[position], line));
        }
    }

    private Map<String, Double> values(List<String> assignments) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            Program.Input input = assignment(assignment);
            if (values.put(input.name(), input.defaultValue().orElseThrow()) != null) {
                throw new CommandException(
                        "%s is given two values; give it one".formatted(Glyphs.visible(input.name())));
            }
        }
        return values;
    }

    /** Parses an assignment as a program of one input, so that numbers and names have one syntax everywhere. */
    private Program.Input assignment(String word) {
        if (word.indexOf('=') < 1) {
            throw new CommandException("'%s' is not of the form name=value; %s"
                    .formatted(
                            Glyphs.visible(word),
                            file == null
                                    ? "a program with spaces goes in quotes, as in \"x + y\""
                                    : "with -f FILE the program comes from the file, and only values follow, as in"
                                            + " x=3"));
        }
        Program program;
        try {
            program = Program.parse(word);
        } catch (SyntaxException e) {
            throw new CommandException("in '%s': %s".formatted(Glyphs.visible(word), e.getMessage()));
        }
        List<Program.Input> inputs = program.inputs();
        if (inputs.size() != 1
                || inputs.get(0).defaultValue().equals(OptionalDouble.empty())
                || !inputs.get(0).name().equals(program.output())) {
            throw new CommandException("'%s' does not give a number; a value is one number, as in x=-1.5 or x=1e-3"
                    .formatted(Glyphs.visible(word)));
        }
        return inputs.get(0);
    }
}
