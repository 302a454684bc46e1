package io.gradstep.demos.serve;

import io.gradstep.viz.page.parts.StepperParts;
import java.util.List;
import java.util.Map;
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
                .replace("{{gpt}}", PlaygroundPage.link("/gpt", "Language model"));
    }

    static String servedScript() {
        return "(() => {\n'use strict';\n" + modules(MODULES, "train/server")
                + "new TrainingPage(new TrainingServer('network', EXPORTS));\n})();\n";
    }

    /** {@return a page that needs nothing else, and leads to the circuits' page} */
    static String whole(String circuits) {
        return PlaygroundPage.whole(
                "train/train.html",
                styleSheet(),
                modules(MODULES, "wasm", "train/worker")
                        + "globalThis.training = new TrainingWorker({ module: byId('engine').textContent, lessons: "
                        + lessons() + " });\nnew TrainingPage(training);\n",
                "training.wasm",
                Map.of("circuits", circuits, "gpt", ""));
    }

    static String styleSheet() {
        return StepperParts.styleSheet() + PlaygroundPage.resource("train/train.css");
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
