package io.gradstep.demos.train;

import com.google.common.base.Splitter;
import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source of samples: a generator, a CSV file, or a table that a cluster reads. */
public sealed interface DataSource {

    /**
     * Generates or reads the samples, and reports surprises.
     *
     * @param seed the seed of generated samples
     * @param notes receives what a user might not expect in a file, as sentences without a full stop
     * @return the samples
     * @throws IOException if a file cannot be read or is malformed; the message names the file and the place
     * @throws IllegalArgumentException if the number of samples or the noise is out of range
     */
    Dataset read(long seed, Consumer<String> notes) throws IOException;

    /**
     * Generates or reads the samples, without notes.
     *
     * @param seed the seed of generated samples
     * @return the samples
     * @throws IOException as {@link #read(long, Consumer)}
     */
    default Dataset read(long seed) throws IOException {
        return read(seed, note -> {});
    }

    /** {@return the source's name for headings and pictures, without folders} */
    String title();

    /**
     * Records what {@link TrainingConfig} needs to restore this source.
     *
     * @param settings the map to add to
     */
    void describe(Map<String, String> settings);

    /** The kind of labels in a table. */
    enum Task {
        /** Inferred from the labels. */
        AUTO,
        /** Labels are classes. */
        CLASSIFICATION,
        /** Labels are quantities. */
        REGRESSION
    }

    /**
     * A toy problem.
     *
     * @param generator the generator
     * @param sampleCount the number of samples
     * @param noise the standard deviation of the noise
     */
    record Generated(NamedGenerator generator, int sampleCount, double noise) implements DataSource {
        @Override
        public Dataset read(long seed, Consumer<String> notes) {
            return generator.generate(sampleCount, noise, seed);
        }

        @Override
        public String title() {
            return generator.datasetName();
        }

        @Override
        public void describe(Map<String, String> settings) {
            settings.put(TrainingConfig.DATASET, generator.datasetName());
            settings.put(TrainingConfig.SAMPLES, Integer.toString(sampleCount));
            settings.put(TrainingConfig.NOISE, Double.toString(noise));
        }
    }

    /**
     * A CSV file.
     *
     * @param file the file
     * @param label the column to predict; null for the last one
     * @param task the kind of its entries
     * @param inputs the comma-separated input columns; null for all but the label
     * @param ignored the comma-separated columns to leave out; null for none
     * @param header whether the first line names the columns; null to detect it
     */
    record Table(
            Path file,
            @Nullable String label,
            Task task,
            @Nullable String inputs,
            @Nullable String ignored,
            @Nullable Boolean header)
            implements DataSource {
        private static final Splitter COMMAS = Splitter.on(',').trimResults();

        @Override
        public Dataset read(long seed, Consumer<String> notes) throws IOException {
            CsvFile csv = CsvFile.of(file);
            if (label != null) {
                csv = csv.label(label);
            }
            if (inputs != null) {
                csv = csv.features(COMMAS.splitToList(inputs));
            }
            if (ignored != null) {
                csv = csv.ignore(COMMAS.splitToList(ignored));
            }
            if (header != null) {
                csv = csv.header(header);
            }
            return switch (task) {
                case AUTO -> csv.read(notes);
                case CLASSIFICATION -> csv.classification().read(notes);
                case REGRESSION -> csv.regression().read(notes);
            };
        }

        @Override
        public String title() {
            return String.valueOf(file.getFileName());
        }

        @Override
        public void describe(Map<String, String> settings) {
            settings.put(TrainingConfig.CSV, file.toString());
            describeColumns(settings, label, task, inputs, ignored);
            if (header != null) {
                settings.put(TrainingConfig.HEADER, header.toString());
            }
        }
    }

    /**
     * A table on a cluster.
     *
     * @param data its place, as the cluster writes it
     * @param format its format; empty to know it by the end of the name
     * @param label the column to predict; null for the last one
     * @param task the kind of its entries
     * @param inputs the comma-separated input columns; null for all but the label
     * @param ignored the comma-separated columns to leave out; null for none
     */
    record Elsewhere(
            String data,
            String format,
            @Nullable String label,
            Task task,
            @Nullable String inputs,
            @Nullable String ignored)
            implements DataSource {
        /** {@return the command that reads it} */
        String program() {
            return "spark-submit gradstep-spark.jar";
        }

        @Override
        public Dataset read(long seed, Consumer<String> notes) throws IOException {
            throw new IOException("the samples are the table %s on a cluster; resume with '%s train --resume FILE'"
                    .formatted(data, program()));
        }

        @Override
        public String title() {
            return data.substring(data.replaceFirst("/+$", "").lastIndexOf('/') + 1);
        }

        @Override
        public void describe(Map<String, String> settings) {
            settings.put(TrainingConfig.DATA, data);
            settings.put(TrainingConfig.FORMAT, format);
            describeColumns(settings, label, task, inputs, ignored);
        }
    }

    private static void describeColumns(
            Map<String, String> settings,
            @Nullable String label,
            Task task,
            @Nullable String inputs,
            @Nullable String ignored) {
        if (label != null) {
            settings.put(TrainingConfig.LABEL, label);
        }
        settings.put(TrainingConfig.TASK, task.name().toLowerCase(Locale.ROOT));
        if (inputs != null) {
            settings.put(TrainingConfig.INPUTS, inputs);
        }
        if (ignored != null) {
            settings.put(TrainingConfig.IGNORE, ignored);
        }
    }
}
