package io.gradstep.demos.serve;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.NotesSite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep site}: writes pages that need no server, for a class without Java. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        header = "Writes playground, training and lecture notes as web pages that need no server and no Java.",
        customSynopsis = {"gradstep site --out DIR"},
        footer = {
            "",
            "The pages have the engine in them, as WebAssembly. Open DIR/index.html in a browser, or put DIR on any web"
                    + " server. They load nothing from a network. A link carries the program, its values and the step,"
                    + " or a lesson of the training.",
            "",
            "They need Chrome or Edge 119, Firefox 120, Safari 18.2, or later.",
            "",
            "Example:",
            "  gradstep site --out class"
        })
public final class SiteCommand implements Task {
    private static final String NOTES = "notes/";

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

    @Override
    public int run() {
        Path place = OutsideFiles.folder(folder);
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "index.html",
                PlaygroundPage.whole(PlaygroundPage.link("train.html", "Training")
                        + PlaygroundPage.link(NOTES + "index.html", "Lecture notes")));
        files.put("train.html", TrainingPage.whole("index.html"));
        NotesSite.files(Gallery.ofTheNotes(), "../index.html").forEach((name, text) -> files.put(NOTES + name, text));
        OutsideFiles.folder(place.resolve(NOTES).toString());
        files.forEach((name, text) -> OutsideFiles.write(place.resolve(name).toString(), text));
        application
                .terminal()
                .println("Wrote %d files; open %s"
                        .formatted(
                                files.size(),
                                Glyphs.visible(place.resolve("index.html").toString())));
        return Application.OK;
    }
}
