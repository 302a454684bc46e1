package io.gradstep.demos.spark;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.train.DataSource;
import io.gradstep.demos.train.Samples;
import io.gradstep.demos.train.SavedTraining;
import io.gradstep.demos.train.TrainFiles;
import io.gradstep.demos.train.TrainSettings;
import io.gradstep.demos.train.TrainingConfig;
import io.gradstep.demos.train.TrainingProgress;
import io.gradstep.demos.train.TrainingRun;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Training;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code train}: trains a network on a table on a cluster, all samples in every step. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Trains a small network on a table on a cluster, all samples in every step.",
        customSynopsis = {
            "spark-submit [--master URL] gradstep-spark.jar train --data PATH [--label COLUMN] "
                    + "[--save FILE] [options]",
            "spark-submit [--master URL] gradstep-spark.jar train --resume FILE [--epochs N]"
        },
        footer = {
            "",
            "The options are those of 'gradstep train --batch all', and so is the network, to the last bit: rows are"
                    + " numbered in the order of the files' names, and their gradients are added in that order, on any"
                    + " number of machines.",
            "",
            "Ctrl-C stops training after the current step; the results so far are then saved.",
            "",
            "Exit code: 0; 1 if the loss exploded or the training had to be saved to another file than --save names;"
                    + " 2 for bad usage or data, or if the cluster gave up; 130 if it was stopped."
        })
final class SparkTrainCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final TrainingTable table = new TrainingTable();

    @Mixin
    private final TrainSettings settings = new TrainSettings();

    @Mixin
    private final TrainFiles files = new TrainFiles();

    @Mixin
    private final LocalOptions localOptions = new LocalOptions();

    @Override
    public int run() {
        localOptions.refuse();
        Map<String, String> given = settings.given();
        LocalOptions.refuseBatches(given.get(TrainingConfig.BATCH));
        settings.checkColumns();
        try {
            // The saved training first, so that its mistakes show before a cluster starts.
            SavedTraining saved = files.resumed();
            TrainFiles.Targets targets = files.targets(saved);
            given.putAll(table.given());
            if (saved != null) {
                files.checkChanges(saved.config(), given);
            }
            DataSource.Elsewhere source = source(saved, given);
            return ClusterOptions.run(application, (spark, begun) -> run(spark, begun, saved, targets, source, given));
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
    }

    private DataSource.Elsewhere source(@Nullable SavedTraining saved, Map<String, String> given) throws IOException {
        if (saved == null) {
            return table.source(settings);
        }
        if (saved.config().with(given).source() instanceof DataSource.Elsewhere source) {
            return source;
        }
        throw new CommandException(
                "the training in %s has its samples on one machine; resume with 'gradstep train --resume'"
                        .formatted(Glyphs.visible(saved.model().toString())));
    }

    private int run(
            SparkSession spark,
            Runnable begun,
            @Nullable SavedTraining saved,
            TrainFiles.Targets targets,
            DataSource.Elsewhere source,
            Map<String, String> given) {
        try {
            TrainingTable.Opened opened = table.open(spark, source);
            TrainingConfig config = saved == null
                    ? TrainingConfig.suited(source, opened.overview(), settings.seed())
                            .with(given)
                    : saved.config().with(given);
            config.network(opened.overview()); // so that settings that do not fit show before a large table is read
            Samples samples = opened.read(config);
            begun.run();
            TrainingProgress progress = new TrainingProgress();
            BatchGradient.Method gradients = BatchGradient.compiled((ClusterRows) samples.train());
            List<TrainingListener> listeners = List.of(progress);
            Training training = saved == null
                    ? config.trainer(samples, listeners)
                            .gradients(gradients)
                            .build()
                            .start(config.network(samples.raw()), samples.train())
                    : saved.training(config, samples, gradients, listeners);
            return new TrainingRun(config, samples, training, targets, progress).run(application);
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public String burden() {
        return "a training on the table " + Glyphs.visible(table.name());
    }
}
