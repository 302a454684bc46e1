package io.gradstep.viz.layout;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import guru.nidi.graphviz.engine.GraphvizEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The layout engines that a test runs with. */
public enum TestEngine {
    NATIVE,
    JAVA;

    /** Skips the test where Graphviz is not installed. */
    GraphvizEngine get() {
        if (this == JAVA) {
            return new JavaDot();
        }
        Optional<Path> dot = Layout.findDot();
        assumeTrue(dot.isPresent(), "Graphviz's dot is not on PATH");
        return new DotProcess(dot.orElseThrow(), Duration.ofSeconds(60));
    }

    public Placement place(Skeleton skeleton) {
        return Layout.by(get(), skeleton);
    }
}
