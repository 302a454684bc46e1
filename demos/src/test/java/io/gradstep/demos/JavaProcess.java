package io.gradstep.demos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts Java in a process of its own. */
public final class JavaProcess {

    private JavaProcess() {}

    /** The JVM that the tests run on, without the second compiler, which is of no use to a program of a second. */
    public static List<String> command() {
        return new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
    }
}
