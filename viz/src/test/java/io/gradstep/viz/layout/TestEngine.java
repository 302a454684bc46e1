package io.gradstep.viz.layout;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The layout engines that a test runs with. */
public enum TestEngine {
    NATIVE,
    JAVA;

    /** Skips the test where Graphviz is not installed. */
    static DotProcess dot() {
        Optional<Path> dot = Layout.findDot();
        assumeTrue(dot.isPresent(), "Graphviz's dot is not on PATH");
        return new DotProcess(dot.orElseThrow(), Duration.ofSeconds(60));
    }

    public Placement place(Skeleton skeleton) {
        return this == JAVA ? Layout.byJava(skeleton) : Layout.by(dot(), skeleton);
    }
}
