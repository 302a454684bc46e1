package io.gradstep.demos.serve;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep site}: writes the playground as a page that needs no server, for a class without Java. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        header = "Writes the playground as a web page that needs no server and no Java.",
        customSynopsis = {"gradstep site --out DIR"},
        footer = {
            "",
            "The page has the whole engine in it, as WebAssembly. Open DIR/index.html in a browser, or put it on any"
                    + " web server. It loads nothing from a network. A link to it carries the program, its values and"
                    + " the step.",
            "",
            "It needs Chrome or Edge 119, Firefox 120, Safari 18.2, or later.",
            "",
            "Example:",
            "  gradstep site --out class"
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

    @Override
    public int run() {
        Path page = OutsideFiles.folder(folder).resolve("index.html");
        OutsideFiles.write(page.toString(), PlaygroundPage.whole());
        application.terminal().println("Wrote " + Glyphs.visible(page.toString()));
        return Application.OK;
    }
}
