package io.gradstep.demos.serve;

import io.gradstep.viz.page.parts.StepperParts;
import java.util.List;
import java.util.stream.Collectors;

/** The page of the training playground. */
final class TrainingPage {
    /** In order of dependency. */
    private static final List<String> MODULES =
            List.of("map", "chart", "network", "why", "controls", "lessons", "page", "server");

    private TrainingPage() {}

    static String page() {
        return PlaygroundPage.resource("train/train.html");
    }

    static String styleSheet() {
        return StepperParts.styleSheet() + PlaygroundPage.resource("train/train.css");
    }

    static String script() {
        return "(() => {\n'use strict';\n" + StepperParts.script()
                + MODULES.stream()
                        .map(module -> PlaygroundPage.resource("train/" + module + ".js"))
                        .collect(Collectors.joining("\n", "\n", "\n"))
                + "new TrainingPage(new TrainingServer());\n})();\n";
    }

    /** The ten lessons, in JSON. */
    static String lessons() {
        return PlaygroundPage.resource("train/lessons.json");
    }
}
