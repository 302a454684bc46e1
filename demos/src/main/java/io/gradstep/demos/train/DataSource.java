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

/** Where samples come from. */
public sealed interface DataSource {

    /**
     * Draws or reads the samples.
     *
     * @param seed of drawn ones
     * @param notes gets what a reader might not expect of a file, as sentences without an end
     * @return the samples
     * @throws IOException if a file cannot be read or is malformed; the message says all
     * @throws IllegalArgumentException if so many samples, or so noisy ones, cannot be drawn
     */
    Dataset read(long seed, Consumer<String> notes) throws IOException;

    /**
     * Draws or reads the samples, and tells nothing beside them.
     *
     * @param seed of drawn ones
     * @return the samples
     * @throws IOException as {@link #read(long, Consumer)}
     */
    default Dataset read(long seed) throws IOException {
        return read(seed, note -> {});
    }

    /**
     * Names the source for headings and pictures.
     *
     * @return a name without folders
     */
    String title();

    /**
     * Puts down what {@link TrainingConfig} needs to make the same source again.
     *
     * @param settings are added to
     */
    void describe(Map<String, String> settings);

    /** What labels in a table mean. */
    enum Task {
        /** Find out from the labels. */
        AUTO,
        /** They are classes. */
        CLASSIFICATION,
        /** They are quantities. */
        REGRESSION
    }

    /**
     * A toy problem.
     *
     * @param generator which one
     * @param sampleCount how many to draw
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
     * @param file which one
     * @param label the column to predict; null for the last one
     * @param task what its entries mean
     * @param inputs the columns to learn from, with commas between them; null for all but the label
     * @param ignored columns that are left out, with commas between them; null for none
     * @param header whether the first line names the columns; null to find it out
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
            if (header != null) {
                settings.put(TrainingConfig.HEADER, header.toString());
            }
        }
    }
}
