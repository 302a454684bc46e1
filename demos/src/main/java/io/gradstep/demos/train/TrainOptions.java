package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.nn.data.NamedGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The samples and settings of a local training on the command line; null if not given. */
final class TrainOptions {
    @Mixin
    private final TrainSettings settings = new TrainSettings();

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            converter = SettingName.OfDataSet.class,
            description = "xor, moons, circles, spirals, yinyang, blobs, digits, sine or polynomial.")
    private @Nullable String dataset;

    @Option(names = "--samples", paramLabel = "N", description = "The number of samples to generate.")
    private @Nullable Integer samples;

    @Option(names = "--noise", paramLabel = "X", description = "The standard deviation of the samples' noise.")
    private @Nullable Double noise;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Read the samples from FILE instead. Every column but the label is an input, unless --inputs or"
                            + " --ignore is given. Inputs are standardised.")
    private @Nullable String csv;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first line names the columns. Default: yes, unless it contains a number.")
    private @Nullable Boolean header;

    long seed() {
        return settings.seed();
    }

    /** {@return the source of the samples} */
    DataSource source() {
        if (dataset != null && csv != null) {
            throw new CommandException("a data set and --csv cannot be combined; give one of them");
        }
        if (csv != null) {
            refuse(samples, noise, "--samples and --noise need a generated data set; leave them out with --csv");
            settings.checkColumns();
            return new DataSource.Table(
                    OutsideFiles.path(csv),
                    settings.label(),
                    settings.task(),
                    settings.inputs(),
                    settings.ignored(),
                    header);
        }
        if (dataset == null) {
            throw new CommandException("a data set is missing; give its name as in 'gradstep train moons',"
                    + " or a table with --csv FILE, or a training to resume with --resume FILE");
        }
        settings.refuseColumns("--csv FILE");
        refuse(header, null, "--header and --no-header need --csv FILE");
        NamedGenerator generator = NamedGenerator.named(dataset);
        return new DataSource.Generated(
                generator,
                Objects.requireNonNullElse(samples, generator.defaultSampleCount()),
                Objects.requireNonNullElse(noise, generator.defaultNoise()));
    }

    static void refuse(@Nullable Object one, @Nullable Object other, String message) {
        if (one != null || other != null) {
            throw new CommandException(message);
        }
    }

    /** {@return the given settings by the names in {@link TrainingConfig}} */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, TrainingConfig.DATASET, dataset);
        put(given, TrainingConfig.SAMPLES, samples);
        put(given, TrainingConfig.NOISE, noise);
        put(given, TrainingConfig.CSV, csv);
        put(given, TrainingConfig.HEADER, header);
        given.putAll(settings.given());
        return given;
    }

    static void put(Map<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }
}
