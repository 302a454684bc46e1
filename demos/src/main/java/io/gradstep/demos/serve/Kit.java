package io.gradstep.demos.serve;

import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.NotesSite;
import io.gradstep.demos.training.LessonFile;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.PageFolder;
import io.gradstep.viz.page.parts.StepperParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages in a folder that need no server: those of {@code gradstep site}, or the playground alone. */
public final class Kit {
    private static final String STYLE = "kit.css";
    private static final String ENGINE = "engine.js";
    private static final String NOTES = "notes/";

    /** The parts of pages with which the engine makes pages to save: circuits, worksheets and films. */
    private static final List<String> PARTS = List.of(
            "controls.html",
            "curves.js",
            "decisions.js",
            "derivatives.js",
            "film.css",
            "film.html",
            "film.js",
            "fit.js",
            "fragment.js",
            "frame.html",
            "lecture.css",
            "links.css",
            "network.css",
            "neurons.js",
            "page.css",
            "player.html",
            "start.js",
            "stepper.css",
            "stepper.html",
            "unpack.js",
            "worksheet.css",
            "worksheet.html");

    private static final List<String> PLAYGROUND = List.of(
            "wasm.js",
            "engine.js",
            "train/lessons.js",
            "address.js",
            "circuits.js",
            "playground.js",
            "kit/playgroundStart.js");
    private static final List<String> DRILL = List.of("wasm.js", "engine.js", "drill.js", "kit/drill.js");
    private static final List<String> WORKSHEET = List.of("wasm.js", "engine.js", "address.js", "kit/worksheet.js");
    private static final List<String> TRAINING =
            TrainingPage.modulesAnd("wasm.js", "train/worker.js", "kit/trainStart.js");

    private final LessonFile lessons;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> stepper;
    private final PageFolder folder;

    private Kit(LessonFile lessons) {
        this.lessons = lessons;
        Map<String, String> modules = new LinkedHashMap<>(StepperParts.scriptModules());
        stepper = List.copyOf(modules.keySet());
        PARTS.forEach(name -> modules.put(name, HtmlPage.resource(name)));
        modules.put("drill.js", HtmlPage.resource("drill.js"));
        modules.put("first", PlaygroundPage.firstProgram());
        for (List<String> own : List.of(PLAYGROUND, DRILL, WORKSHEET, TRAINING)) {
            own.forEach(name -> modules.computeIfAbsent(name, PlaygroundPage::resource));
        }
        modules.putAll(NotesSite.modules());
        folder = new PageFolder(modules);
    }

    /** {@return the text of each file by its name} */
    static Map<String, String> files(LessonFile lessons) {
        return new Kit(lessons).write();
    }

    /**
     * {@return the files of the playground alone}
     *
     * @param name the name of its page
     * @param links what leads from it to other pages, in HTML
     */
    public static Map<String, String> playground(String name, String links) {
        Kit kit = new Kit(LessonFile.NONE);
        kit.playgroundPage(name, links);
        kit.shared();
        return kit.files;
    }

    private void playgroundPage(String name, String links) {
        page(
                name,
                "playground.html",
                "playground.css",
                with("first", PLAYGROUND),
                Map.of(
                        "player", StepperParts.markup(),
                        "language", LanguagePanel.markup(),
                        "links", links,
                        "data", PlaygroundPage.data(lessons.circuits())));
        files.put("playground.css", PlaygroundPage.ownStyleSheet());
    }

    private void shared() {
        files.put(STYLE, StepperParts.styleSheet());
        files.put(PageFolder.SCRIPT, folder.script());
        files.put(ENGINE, "const ENGINE = \"" + PageFolder.text(PlaygroundPage.bytes("engine.wasm")) + "\";\n");
    }

    private Map<String, String> write() {
        playgroundPage("index.html", links("index.html"));
        page(
                "train.html",
                "train/train.html",
                "train.css",
                with(TRAINING),
                Map.of(
                        "circuits",
                        "index.html",
                        "gpt",
                        "",
                        "links",
                        links("train.html").replace(link("index.html", "Playground"), ""),
                        "data",
                        TrainingPage.data(lessons.trainings())));
        page(
                "drill.html",
                "kit/drill.html",
                "drill.css",
                with(DRILL),
                Map.of("links", links("drill.html"), "data", "null"));
        page(
                "worksheet.html",
                "kit/worksheet.html",
                "drill.css",
                with("first", WORKSHEET),
                Map.of("links", links("worksheet.html"), "data", "null"));
        NotesSite.files(Gallery.ofTheNotes(), "../index.html", "../worksheet.html", folder, STYLE)
                .forEach((name, text) -> files.put(NOTES + name, text));
        files.put("train.css", TrainingPage.ownStyleSheet());
        files.put("drill.css", HtmlPage.resource("drill.css") + PlaygroundPage.resource("kit/drill.css"));
        files.put("notes.css", NotesSite.styleSheet());
        shared();
        return files;
    }

    private List<String> with(List<String> own) {
        List<String> all = new ArrayList<>(stepper);
        all.addAll(own);
        return all;
    }

    private List<String> with(String first, List<String> own) {
        List<String> all = with(List.of(first));
        all.addAll(own);
        return all;
    }

    private void page(String name, String template, String sheet, List<String> program, Map<String, String> parts) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put("icon", PlaygroundPage.icon());
        all.put("foot", "");
        String page = PlaygroundPage.resource(template).replace("{{foot}}", "")
                + "<script type=\"application/json\" id=\"data\">{{data}}</script>\n";
        files.put(
                name,
                folder.page(page, "", List.of(STYLE, sheet), List.of(ENGINE), program)
                        .html(all));
    }

    private static String links(String here) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("index.html", "Playground");
        pages.put("train.html", "Training");
        pages.put("drill.html", "Drills");
        pages.put("worksheet.html", "Worksheets");
        pages.put(NOTES + "index.html", "Lecture notes");
        pages.remove(here);
        StringBuilder links = new StringBuilder();
        pages.forEach((address, text) -> links.append(link(address, text)));
        return links.toString();
    }

    /** {@return a link, in HTML} */
    public static String link(String address, String text) {
        return PlaygroundPage.link(address, text);
    }
}
