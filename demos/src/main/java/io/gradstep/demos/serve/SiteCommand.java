package io.gradstep.demos.serve;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.training.LessonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep site}: writes pages that need no server, for a class without Java. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        header =
                "Writes playground, training, drills, worksheets and lecture notes as web pages that need no server and"
                        + " no Java.",
        customSynopsis = {"gradstep site --out DIR [--lessons FILE]"},
        footer = {
            "",
            "The pages have the engine in them, as WebAssembly. Open DIR/index.html in a browser, or put DIR on any web"
                    + " server. They load nothing from a network. A link carries the program, its values, the step,"
                    + " the quiz and hidden controls; or a lesson, a drill or a worksheet.",
            "",
            "They need Chrome or Edge 119, Firefox 120, Safari 18.2, or later.",
            "",
            "Examples:",
            "  gradstep site --out class",
            "  gradstep site --out class --lessons lessons.json"
        })
public final class SiteCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to; it is created if it does not exist.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String folder;

    @Option(
            names = "--lessons",
            paramLabel = "FILE",
            description = "Lessons of your own, a list in JSON; those with a program go into the playground, the others"
                    + " into the training.")
    private @Nullable String lessons;

    @Override
    public int run() {
        LessonFile own = lessons == null ? LessonFile.NONE : read(lessons);
        Path place = OutsideFiles.folder(folder);
        Map<String, String> files = Kit.files(own);
        OutsideFiles.folder(place.resolve("notes").toString());
        files.forEach((name, text) -> OutsideFiles.write(place.resolve(name).toString(), text));
        application
                .terminal()
                .println("Wrote %d files; open %s"
                        .formatted(
                                files.size(),
                                Glyphs.visible(place.resolve("index.html").toString())));
        return Application.OK;
    }

    private static LessonFile read(String file) {
        String text = new String(OutsideFiles.read(file), StandardCharsets.UTF_8);
        try {
            return LessonFile.read(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s: %s".formatted(Glyphs.visible(file), e.getMessage()));
        }
    }
}
