package io.gradstep.demos.train;

import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where samples come from. */
public sealed interface Origin {

    /**
     * Draws or reads the samples.
     *
     * @param seed of drawn ones
     * @return the samples
     * @throws IOException if a file cannot be read or is malformed; the message says all
     * @throws IllegalArgumentException if so many samples, or so noisy ones, cannot be drawn
     */
    Dataset read(long seed) throws IOException;

    /**
     * Names the origin for headings and pictures.
     *
     * @return a name without folders
     */
    String title();

    /**
     * Puts down what {@link Recipe} needs to make the same origin again.
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
     * @param samples how many to draw
     * @param noise the standard deviation of the noise
     */
    record Generated(NamedGenerator generator, int samples, double noise) implements Origin {
        @Override
        public Dataset read(long seed) {
            return generator.generate(samples, noise, seed);
        }

        @Override
        public String title() {
            return generator.datasetName();
        }

        @Override
        public void describe(Map<String, String> settings) {
            settings.put(Recipe.DATASET, generator.datasetName());
            settings.put(Recipe.SAMPLES, Integer.toString(samples));
            settings.put(Recipe.NOISE, Double.toString(noise));
        }
    }

    /**
     * A CSV file.
     *
     * @param file which one
     * @param label the column to predict; null for the last one
     * @param task what its entries mean
     */
    record Table(Path file, @Nullable String label, Task task) implements Origin {
        @Override
        public Dataset read(long seed) throws IOException {
            CsvFile csv = CsvFile.of(file);
            if (label != null) {
                csv = csv.label(label);
            }
            return switch (task) {
                case AUTO -> csv.read();
                case CLASSIFICATION -> csv.classification().read();
                case REGRESSION -> csv.regression().read();
            };
        }

        @Override
        public String title() {
            return String.valueOf(file.getFileName());
        }

        @Override
        public void describe(Map<String, String> settings) {
            settings.put(Recipe.CSV, file.toString());
            if (label != null) {
                settings.put(Recipe.LABEL, label);
            }
            settings.put(Recipe.TASK, task.name().toLowerCase(Locale.ROOT));
        }
    }
}
