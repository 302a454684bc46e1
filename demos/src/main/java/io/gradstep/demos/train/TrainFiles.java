package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.SaveFallback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files of a training on the command line: where it is saved, and what it resumes. */
public final class TrainFiles {
    @Option(
            names = "--save",
            paramLabel = "FILE",
            description =
                    "Save the network to FILE, for 'gradstep predict' and PyTorch, and a checkpoint for --resume beside"
                            + " it, in a file of the same name with 'checkpoint' before its ending unless --checkpoint"
                            + " names another file.")
    private @Nullable String save;

    @Mixin
    private final SaveFallback saveFallback = new SaveFallback();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The checkpoint file; --resume with the network's file finds it.")
    private @Nullable String checkpoint;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Resume the training whose network or checkpoint is in FILE, as if it had never stopped, and save"
                            + " it to the same file unless --save names another. Its settings stay; --epochs counts"
                            + " from the first start.")
    private @Nullable String resume;

    /**
     * The files to save to.
     *
     * @param model the network's file; null if nothing is saved
     * @param checkpoint the checkpoint's file
     * @param fallback the file to save to if the first cannot be written; null for the temporary folder
     */
    public record Targets(
            @Nullable Path model, Path checkpoint, @Nullable Path fallback) {
        /** Returns the checkpoint of a saved model: beside it if it is not the file of {@code --save}. */
        Path checkpointOf(Path file) {
            return file.equals(model) ? checkpoint : SavedTraining.beside(file);
        }
    }

    /**
     * Reads the training to resume.
     *
     * @return the training; null if it is a new one
     * @throws IOException if the file cannot be read
     */
    public @Nullable SavedTraining resumed() throws IOException {
        return resume == null ? null : SavedTraining.read(OutsideFiles.path(resume));
    }

    /**
     * Checks the files to save to.
     *
     * @param saved the training that is resumed; null for a new one
     * @return the files
     */
    public Targets targets(@Nullable SavedTraining saved) {
        Path model = save != null ? OutsideFiles.writable(save) : saved == null ? null : writable(saved.model());
        return new Targets(model, checkpointFile(model, saved), saveFallback.file(model != null));
    }

    /** Returns the checkpoint file: as given; else its old file, if the model keeps its own; else beside the model. */
    private Path checkpointFile(@Nullable Path model, @Nullable SavedTraining saved) {
        if (model == null) {
            if (checkpoint != null) {
                throw new CommandException("--checkpoint needs --save FILE for the network");
            }
            return Path.of("");
        }
        Path file = checkpoint != null
                ? OutsideFiles.path(checkpoint)
                : save == null && saved != null ? saved.checkpointFile() : SavedTraining.beside(model);
        if (file.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
            throw new CommandException(
                    "network and checkpoint cannot both be saved to %s; give --save and --checkpoint different files"
                            .formatted(Glyphs.visible(file.toString())));
        }
        return writable(file);
    }

    private static Path writable(Path file) {
        return OutsideFiles.writable(file.toString());
    }

    /**
     * Checks the settings of a resumed training: only epochs and the table's path may change.
     *
     * @param saved the settings so far
     * @param given those on the command line
     */
    public void checkChanges(TrainingConfig saved, Map<String, String> given) {
        Map<String, String> settings = saved.settings();
        given.forEach((name, text) -> {
            String own = settings.get(name);
            boolean mayDiffer = own != null
                    && Set.of(TrainingConfig.EPOCHS, TrainingConfig.CSV, TrainingConfig.DATA, TrainingConfig.FORMAT)
                            .contains(name);
            if (!mayDiffer && !text.equals(own)) {
                throw new CommandException(
                        "the training in %s has %s; resuming keeps the original settings, so leave out %s"
                                .formatted(
                                        Glyphs.visible(String.valueOf(resume)),
                                        own == null ? "no " + name : "the " + name + " " + own,
                                        name.equals(TrainingConfig.DATASET) ? Glyphs.visible(text) : "--" + name));
            }
        });
    }
}
