package io.gradstep.demos.serve;

import java.util.List;

/** The page on which the training of a GPT is watched. */
final class GptWatch {
    private static final List<String> MODULES =
            List.of("train/played", "train/map", "train/chart", "train/why", "train/gpt");

    private GptWatch() {}

    static String page() {
        return PlaygroundPage.served("train/gpt.html", "gpt");
    }

    static String styleSheet() {
        return TrainingPage.styleSheet() + PlaygroundPage.resource("train/gpt.css");
    }

    static String script() {
        return "(() => {\n'use strict';\n" + TrainingPage.modules(MODULES, "train/server")
                + "new GptPage(new TrainingServer('gpt', GPT_EXPORTS));\n})();\n";
    }
}
