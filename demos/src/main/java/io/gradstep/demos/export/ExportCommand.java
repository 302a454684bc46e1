package io.gradstep.demos.export;

import com.google.common.base.Splitter;
import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code gradstep export}: writes a saved network as a program that checks Gradstep's numbers independently. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Writes a saved network as a PyTorch script or a Java class that checks its own numbers.",
        customSynopsis = {
            "gradstep export MODEL --to python|java [-o FILE] [--loss L] [--sample X1,X2,...] [--target T1,...]"
        },
        footer = {
            "",
            "The program contains the network and its scaling, so it takes the same rows as 'gradstep predict'. It"
                    + " computes the loss of one sample and its gradient, and compares them with Gradstep's.",
            "",
            "Examples:",
            "  gradstep export moons.safetensors --to python -o moons.py",
            "  gradstep export moons.safetensors --to java -o Moons.java --sample 0.5,-1 --target 0"
        })
public final class ExportCommand implements Task {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final String DEFAULT_CLASS_NAME = "Network";
    private static final String JAVA_ENDING = ".java";

    /** Identifiers that a class may not have (Java Language Specification, section 3.9), besides the keywords. */
    private static final Set<String> NOT_FOR_CLASSES = Set.of("permits", "record", "sealed", "var", "yield");

    /** The class that exported programs import. */
    private static final String IMPORTED = "Arrays";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Parameters(paramLabel = "MODEL", description = "A network saved by Gradstep, in safetensors format.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String model;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "LANGUAGE",
            converter = LanguageName.class,
            completionCandidates = LanguageName.class,
            description = "The language: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private ExportLanguage language;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "The file to write, instead of standard output. A Java class gets the name of its file.")
    private @Nullable String file;

    @Option(
            names = "--loss",
            paramLabel = "L",
            converter = LossName.class,
            description = "The loss: mse, mae, hinge, binaryCrossEntropy or crossEntropy."
                    + " Default: the one in the file, or else mse.")
    private @Nullable Loss loss;

    @Option(
            names = "--sample",
            paramLabel = "X1,X2,...",
            description = "The sample to compare on, as a row of the training table."
                    + " Default: 0.5,-0.25,0.75,... in the network's units.")
    private @Nullable String sample;

    @Option(
            names = "--target",
            paramLabel = "T1,...",
            description =
                    "The sample's class, by name or by number from 0, or a quantity for each output in the table's"
                            + " units. Default: 1 in the network's units.")
    private @Nullable String target;

    /** Converts names to languages. */
    static final class LanguageName extends ConstantName<ExportLanguage> {
        LanguageName() {
            super("language", ExportLanguage.values());
        }
    }

    /** Converts names to losses. */
    static final class LossName implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String word) {
            try {
                return Loss.named(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Glyphs.visible(String.valueOf(e.getMessage())));
            }
        }
    }

    @Override
    public int run() {
        String className = file == null || language != ExportLanguage.JAVA ? DEFAULT_CLASS_NAME : className(file);
        Predictor network;
        try {
            network = Predictor.load(OutsideFiles.path(model));
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        double[] input = sample == null ? null : numbers("--sample", sample);
        double[] wanted = target == null ? null : target(network, target);
        String source;
        try {
            source = language.source(
                    WorkedSample.of(network, loss == null ? network.loss() : loss, input, wanted), className);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        if (file == null) {
            application.terminal().print(source);
        } else {
            OutsideFiles.write(file, source);
        }
        return Application.OK;
    }

    @Override
    public String burden() {
        return "the network in " + Glyphs.visible(model);
    }

    /** Returns the class name for a file, after checking that it is a valid one. */
    private static String className(String file) {
        Path last = OutsideFiles.path(file).getFileName();
        String whole = last == null ? "" : last.toString();
        String name = whole.endsWith(JAVA_ENDING) ? whole.substring(0, whole.length() - JAVA_ENDING.length()) : "";
        if (!SourceVersion.isName(name) || name.contains(".") || NOT_FOR_CLASSES.contains(name) || hidesOther(name)) {
            throw new CommandException("'%s' is not a valid file name for a Java class; use one such as Moons.java"
                    .formatted(Glyphs.visible(whole)));
        }
        return name;
    }

    /** {@return whether a class of this name would hide one that it uses, such as String} */
    private static boolean hidesOther(String name) {
        if (name.equals(IMPORTED)) {
            return true;
        }
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Parses a class name, or numbers. */
    private static double[] target(Predictor network, String text) {
        List<String> names = network.classNames();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(text)) {
                return new double[] {i};
            }
        }
        boolean isNumber = NUMBER.matcher(text.split(",", 2)[0].strip()).matches();
        if (network.tellsClasses() && !isNumber) {
            throw new CommandException("'%s' in --target is not a class; the classes are %s"
                    .formatted(Glyphs.visible(text), Glyphs.visible(String.join(", ", names))));
        }
        return numbers("--target", text);
    }

    private static double[] numbers(String option, String text) {
        List<String> words = Splitter.on(',').trimResults().splitToList(text);
        double[] numbers = new double[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            String word = words.get(i);
            double number = NUMBER.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
            if (!Double.isFinite(number)) {
                throw new CommandException("'%s' in %s is not a finite number; separate numbers by commas, as in 0.5,-1"
                        .formatted(Glyphs.visible(word), option));
            }
            numbers[i] = number;
        }
        return numbers;
    }
}
