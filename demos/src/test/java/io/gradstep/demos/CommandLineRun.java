package io.gradstep.demos;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The result of running a command in this process. */
public record CommandLineRun(int exitCode, String out, String err) {

    public static CommandLineRun of(String... words) {
        return withInput("", words);
    }

    public static CommandLineRun withInput(String input, String... words) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), words);
    }

    public static CommandLineRun withInput(byte[] input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Gradstep.run(
                words,
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
        return new CommandLineRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
