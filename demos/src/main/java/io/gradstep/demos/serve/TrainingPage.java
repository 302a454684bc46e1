package io.gradstep.demos.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.gradstep.viz.page.parts.StepperParts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of the training playground. */
final class TrainingPage {
    /** In order of dependency. */
    private static final List<String> MODULES = List.of(
            "train/played",
            "train/map",
            "train/chart",
            "train/network",
            "train/why",
            "train/controls",
            "train/lessons",
            "train/page");

    private TrainingPage() {}

    /** {@return the page of {@code gradstep serve}} */
    static String served() {
        return PlaygroundPage.served("train/train.html", "train")
                .replace("{{circuits}}", "/")
                .replace("{{gpt}}", PlaygroundPage.link("/gpt", "Language model"))
                .replace("{{links}}", "");
    }

    static String servedScript() {
        return "(() => {\n'use strict';\n" + modules(MODULES, "train/server")
                + "new TrainingPage(new TrainingServer('network', EXPORTS));\n})();\n";
    }

    /** {@return what the kit's page has besides: our lessons and others, a JSON list} */
    static String data(String others) {
        JsonArray all = JsonParser.parseString(lessons()).getAsJsonArray();
        all.addAll(JsonParser.parseString(others).getAsJsonArray());
        return "{\"lessons\": %s}".formatted(PlaygroundPage.safe(all.toString()));
    }

    /** The file names of the modules, and of others. */
    static List<String> modulesAnd(String... others) {
        return Stream.concat(MODULES.stream().map(module -> module + ".js"), Stream.of(others))
                .toList();
    }

    static String styleSheet() {
        return StepperParts.styleSheet() + ownStyleSheet();
    }

    static String ownStyleSheet() {
        return PlaygroundPage.resource("train/train.css") + PlaygroundPage.resource("lessons.css");
    }

    /** The scripts of a page, in order of dependency, and of its engine. */
    static String modules(List<String> page, String... engine) {
        return StepperParts.script()
                + Stream.concat(page.stream(), Stream.of(engine))
                        .map(module -> PlaygroundPage.resource(module + ".js"))
                        .collect(Collectors.joining("\n", "\n", "\n"));
    }

    /** The ten lessons, in JSON. */
    static String lessons() {
        return PlaygroundPage.resource("train/lessons.json");
    }
}
